using CnnGen;

namespace ResNet;

/// <summary>A data set, and how it is learned unless the command line says otherwise.</summary>
/// <param name="Name">Its name, which its folder has as well.</param>
/// <param name="Source">Where it is to be had.</param>
/// <param name="Classes">The names of its classes.</param>
/// <param name="Augmentation">How its images are varied.</param>
/// <param name="Epochs">Passes over the training images.</param>
/// <param name="BatchSize">Images per training step.</param>
/// <param name="LearningRate">The highest step size.</param>
/// <param name="Read">Opens it in a folder.</param>
internal sealed record Study(
    string Name,
    string Source,
    IReadOnlyList<string> Classes,
    Augmentation Augmentation,
    int Epochs,
    int BatchSize,
    float LearningRate,
    Func<string, Split> Read)
{
    public static Study Cifar10 { get; } = new(
        "cifar-10",
        "https://www.cs.toronto.edu/~kriz/cifar.html, the binary version",
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
        new Augmentation { CropPadding = 4, HorizontalFlip = true },
        Epochs: 10,
        BatchSize: 64,
        LearningRate: 0.1f,
        ReadCifar);

    public static Study FashionMnist { get; } = new(
        "fashion-mnist",
        "https://github.com/zalandoresearch/fashion-mnist",
        ["T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "boot"],
        new Augmentation { HorizontalFlip = true },
        Epochs: 9,
        BatchSize: 64,
        LearningRate: 0.1f,
        ReadFashion);

    public static IReadOnlyList<Study> All { get; } = [Cifar10, FashionMnist];

    /// <summary>Opens the data set.</summary>
    /// <exception cref="IOException">It is not there; the message tells where it is to be had.</exception>
    /// <exception cref="InvalidDataException">A file is not what it should be.</exception>
    public Split Open(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException(
                $"There is no folder '{folder}'. --data names the one with the files of {Name}, or {Options.DataFolder} the one above it; "
                + $"they are to be had from {Source}.");
        }

        return Read(folder);
    }

    private static Split ReadCifar(string folder)
    {
        const int WholeTest = 10_000;
        float[] mean = [0.4914f, 0.4822f, 0.4465f];
        float[] standardDeviation = [0.2470f, 0.2435f, 0.2616f];
        (CifarDataset train, CifarDataset test) = CnnGen.Cifar10.OpenFolder(folder);
        if (test.Count >= WholeTest)
        {
            return new Split(
                train.Normalize(mean, standardDeviation), test.Normalize(mean, standardDeviation), $"the {test.Count:N0} test images");
        }

        // An excerpt of the test set tells too little: a part of the training images is held out as well.
        int start = train.Count - (train.Count / 15);
        Dataset all = CnnGen.Cifar10.Open([.. train.Files, .. test.Files]).Normalize(mean, standardDeviation);
        return new Split(all[..start], all[start..], $"the last {train.Count - start:N0} training images, and {test.Count:N0} test images");
    }

    private static Split ReadFashion(string folder)
    {
        float[] mean = [0.2860f];
        float[] standardDeviation = [0.3530f];
        (IdxDataset train, IdxDataset test) = Idx.OpenFolder(folder);
        return new Split(
            train.Normalize(mean, standardDeviation), test.Normalize(mean, standardDeviation), $"the {test.Count:N0} test images");
    }
}

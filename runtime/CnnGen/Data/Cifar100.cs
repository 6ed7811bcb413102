using CnnGen.Data;

namespace CnnGen;

/// <summary>
/// Reads the binary version of CIFAR-100, as it is or compressed with gzip: rows of a coarse label (20 classes), a fine one
/// (100), and 32×32 pixels in three planes (Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009).
/// </summary>
public static class Cifar100
{
    private static readonly CifarRow s_coarse = new(LabelLength: 2, LabelOffset: 0, ClassCount: 20);
    private static readonly CifarRow s_fine = new(LabelLength: 2, LabelOffset: 1, ClassCount: 100);

    /// <summary>Opens files, one after another, as one dataset of the 100 fine classes.</summary>
    /// <inheritdoc cref="Cifar10.Open(string[])"/>
    public static CifarDataset Open(params string[] paths) => CifarDataset.Open(s_fine, paths);

    /// <summary>Opens files, one after another, as one dataset of the 20 coarse classes.</summary>
    /// <inheritdoc cref="Cifar10.Open(string[])"/>
    public static CifarDataset OpenCoarse(params string[] paths) => CifarDataset.Open(s_coarse, paths);

    /// <summary>
    /// Opens the training and test set that lie in a folder as <c>train.bin</c> and <c>test.bin</c>, or with <c>.gz</c> behind,
    /// with their fine classes.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InvalidDataException">A file is not what it should be; the message tells path, byte and reason.</exception>
    /// <exception cref="IOException">A file is missing, and the message names it; or it cannot be read.</exception>
    public static (CifarDataset Train, CifarDataset Test) OpenFolder(string folder)
    {
        var files = new CifarFolder(folder);
        string? train = files.Find("train");
        string? test = files.Find("test");
        files.ThrowIfMissing((train is null, "train.bin"), (test is null, "test.bin"));
        return (Open(train!), Open(test!));
    }
}

using CnnGen.Data;

namespace CnnGen;

/// <summary>
/// Reads the IDX files of the MNIST family (MNIST, Fashion-MNIST, KMNIST, EMNIST), as they are or compressed with gzip.
/// The format is described at the end of the page of the MNIST database (LeCun, Cortes and Burges).
/// </summary>
public static class Idx
{
    // The family has ten classes unless labels say otherwise; a small excerpt may lack the last ones.
    private const int FewestClasses = 10;

    /// <summary>Opens images and their labels.</summary>
    /// <param name="imagesPath">Images of one byte a pixel, compressed or not.</param>
    /// <param name="labelsPath">One byte a label, compressed or not.</param>
    /// <param name="classCount">
    /// The number of classes, 1 to 256, above which no label may be; unless given, what the largest label demands, and
    /// at least 10.
    /// </param>
    /// <exception cref="InvalidDataException">A file is not what it should be, or the two do not fit each other.</exception>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    public static IdxDataset Open(string imagesPath, string labelsPath, int? classCount = null)
    {
        if (classCount is < 1 or > byte.MaxValue + 1)
        {
            throw new ArgumentOutOfRangeException(nameof(classCount), classCount, "Expected 1 to 256 classes.");
        }

        byte[] labels = ReadLabels(labelsPath);
        int largest = labels.Max();
        if (largest >= classCount)
        {
            throw new InvalidDataException(
                $"{labelsPath}: expected labels from 0 to {classCount - 1}, but found {largest} at index {Array.IndexOf(labels, (byte)largest)}.");
        }

        return Open(imagesPath, labelsPath, labels, classCount ?? ClassCount(labels));
    }

    /// <summary>
    /// Opens the training and test set that lie in a folder under the names of the family, such as
    /// <c>train-images-idx3-ubyte.gz</c> and <c>t10k-labels.idx1-ubyte</c>.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <returns>Two datasets of the same classes.</returns>
    /// <exception cref="InvalidDataException">A file is not what it should be, or two do not fit each other.</exception>
    /// <exception cref="FileNotFoundException">A file is missing; the message lists the names that were looked for.</exception>
    public static (IdxDataset Train, IdxDataset Test) OpenFolder(string folder)
    {
        IdxFolder files = IdxFolder.Find(folder);
        byte[] trainLabels = ReadLabels(files.TrainLabels);
        byte[] testLabels = ReadLabels(files.TestLabels);
        int classCount = Math.Max(ClassCount(trainLabels), ClassCount(testLabels));
        return (
            Open(files.TrainImages, files.TrainLabels, trainLabels, classCount),
            Open(files.TestImages, files.TestLabels, testLabels, classCount));
    }

    private static byte[] ReadLabels(string path) => IdxArray.Read(path, dimensions: 1).Values;

    private static int ClassCount(byte[] labels) => Math.Max(FewestClasses, labels.Max() + 1);

    private static IdxDataset Open(string imagesPath, string labelsPath, byte[] labels, int classCount)
    {
        IdxArray images = IdxArray.Read(imagesPath, dimensions: 3);
        if (images.Sizes[0] != labels.Length)
        {
            throw new InvalidDataException(
                $"{labelsPath}: expected {images.Sizes[0]} labels, as many as there are images in {imagesPath}, but found {labels.Length}.");
        }

        return new IdxDataset(images, labels, classCount);
    }
}

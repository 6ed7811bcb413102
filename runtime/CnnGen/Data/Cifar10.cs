using CnnGen.Data;

namespace CnnGen;

/// <summary>
/// Reads the binary version of CIFAR-10, as it is or compressed with gzip: rows of a label and 32×32 pixels in three planes
/// (Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009).
/// </summary>
public static class Cifar10
{
    private const int ClassCount = 10;
    private const int TrainingBatches = 5;
    private static readonly CifarRow s_row = new(LabelLength: 1, LabelOffset: 0, ClassCount);

    /// <summary>Opens files, one after another, as one dataset.</summary>
    /// <param name="paths">At least one, compressed or not.</param>
    /// <exception cref="ArgumentException">There is no path.</exception>
    /// <exception cref="InvalidDataException">A file is not what it should be; the message tells path, byte and reason.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static CifarDataset Open(params string[] paths) => CifarDataset.Open(s_row, paths);

    /// <summary>
    /// Opens the training and test set that lie in a folder: of <c>data_batch_1.bin</c> to <c>data_batch_5.bin</c> those that
    /// there are, and <c>test_batch.bin</c> or another file whose name begins so; each as <c>.bin</c> or <c>.bin.gz</c>.
    /// <see cref="CifarDataset.Files"/> tells what was found.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InvalidDataException">A file is not what it should be; the message tells path, byte and reason.</exception>
    /// <exception cref="IOException">
    /// There is no training batch or no test batch, of which the message lists the names that were looked for; or a file
    /// cannot be read.
    /// </exception>
    public static (CifarDataset Train, CifarDataset Test) OpenFolder(string folder)
    {
        var files = new CifarFolder(folder);
        string[] train =
        [
            .. Enumerable.Range(1, TrainingBatches).Select(batch => files.Find($"data_batch_{batch}")).OfType<string>(),
        ];
        string? test = files.Find("test_batch") ?? files.FindPart("test_batch");
        files.ThrowIfMissing(
            (train.Length == 0, $"data_batch_1.bin to data_batch_{TrainingBatches}.bin"), (test is null, "test_batch.bin"));
        return (Open(train), Open(test!));
    }
}

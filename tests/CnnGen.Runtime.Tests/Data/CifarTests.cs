using System.Reflection;

namespace CnnGen.Runtime.Tests.Data;

[Trait("Speed", "Slow")]
public sealed class CifarTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_labels_of_several_files_are_one_dataset(bool compressed)
    {
        CifarDataset data = Cifar10.Open(
            _folder.Write("a", Pack(CifarBytes.Rows(3, 9), compressed)), _folder.Write("b", Pack(CifarBytes.Rows(0), compressed)));
        Assert.Equal((3, 3072, 10, 0), (data.Count, data.SampleSize, data.ClassCount, data.TargetSize));
        Assert.Equal([3, 9, 0], Enumerable.Range(0, 3).Select(data.Label));
        Assert.Equal(CifarBytes.Rows(0, 0)[3074..], data.Image(1).ToArray());
        Assert.Equal(["a", "b"], data.Files.Select(Path.GetFileName));
        float[] sample = new float[3072];
        data.CopySample(1, sample);
        Assert.Equal(data.Image(1).ToArray().Select(value => value / 255f), sample);
    }

    [Fact]
    public void Fine_and_coarse_classes_of_CIFAR_100_are_read()
    {
        string path = _folder.Write("train.bin", CifarBytes.Rows([19, 99], [0, 5]));
        _folder.Write("test.bin.gz", TemporaryFolder.Gzip(CifarBytes.Rows([[1, 2]])));
        (CifarDataset train, CifarDataset test) = Cifar100.OpenFolder(_folder.Path);
        Assert.Equal((2, 100, 99, 5), (train.Count, train.ClassCount, train.Label(0), train.Label(1)));
        Assert.Equal((1, 2), (test.Count, test.Label(0)));
        CifarDataset coarse = Cifar100.OpenCoarse(path);
        Assert.Equal((20, 19, 0), (coarse.ClassCount, coarse.Label(0), coarse.Label(1)));
        Assert.Equal(CifarBytes.Rows(0)[1..], train.Image(0).ToArray());
    }

    [Fact]
    public void A_folder_opens_with_the_batches_that_it_has()
    {
        _folder.Write("data_batch_1.bin", CifarBytes.Rows(1));
        _folder.Write("data_batch_4.bin.gz", TemporaryFolder.Gzip(CifarBytes.Rows(4, 4)));
        _folder.Write("test_batch_first2.bin", CifarBytes.Rows(7, 8));
        (CifarDataset train, CifarDataset test) = Cifar10.OpenFolder(_folder.Path);
        Assert.Equal(["data_batch_1.bin", "data_batch_4.bin.gz"], train.Files.Select(Path.GetFileName));
        Assert.Equal([1, 4, 4], Enumerable.Range(0, train.Count).Select(train.Label));
        Assert.Equal([7, 8], Enumerable.Range(0, test.Count).Select(test.Label));
        _folder.Write("test_batch.bin", CifarBytes.Rows(6));
        Assert.Equal(6, Cifar10.OpenFolder(_folder.Path).Test.Label(0));
    }

    [Fact]
    public void A_folder_without_the_files_says_what_was_looked_for()
    {
        Assert.Equal(
            $"{_folder.Path}: expected files of CIFAR, but found none named data_batch_1.bin to data_batch_5.bin, and none named test_batch.bin, with or without .gz.",
            Assert.Throws<FileNotFoundException>(() => Cifar10.OpenFolder(_folder.Path)).Message);
        string nowhere = Path.Combine(_folder.Path, "nowhere");
        Assert.StartsWith(nowhere, Assert.Throws<FileNotFoundException>(() => Cifar10.OpenFolder(nowhere)).Message, StringComparison.Ordinal);
        Assert.Contains("train.bin, and none named test.bin", Assert.Throws<FileNotFoundException>(() => Cifar100.OpenFolder(nowhere)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => Cifar10.Open(nowhere));
        Assert.Throws<ArgumentException>(() => Cifar10.Open());
        Assert.Throws<ArgumentNullException>(() => Cifar10.OpenFolder(null!));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Damaged_files_are_refused(bool compressed)
    {
        byte[] rows = CifarBytes.Rows(1, 2, 3);
        const string Whole = "expected whole rows of 3073 bytes, at least one and at most 698823, but found";
        AssertRefused($"byte 0: {Whole} 0 bytes in all.", []);
        AssertRefused($"byte 6146: {Whole} 9218 bytes in all.", rows[..^1]);
        AssertRefused($"byte 9219: {Whole} 9220 bytes in all.", [.. rows, 0]);
        rows[3073] = 10;
        AssertRefused("byte 3073: expected labels from 0 to 9, but found 10 in row 1.", rows);

        void AssertRefused(string message, byte[] content)
        {
            string path = _folder.Write("damaged", Pack(content, compressed));
            Assert.Equal($"{path}: {message}", Assert.Throws<InvalidDataException>(() => Cifar10.Open(path)).Message);
        }
    }

    [Fact]
    public void A_fine_label_that_is_no_class_is_refused()
    {
        string path = _folder.Write("train", CifarBytes.Rows([[0, 100]]));
        Assert.Equal(
            $"{path}: byte 1: expected labels from 0 to 99, but found 100 in row 0.",
            Assert.Throws<InvalidDataException>(() => Cifar100.Open(path)).Message);
        Assert.Equal(0, Cifar100.OpenCoarse(path).Label(0));
    }

    [SkippableFact]
    public void The_published_images_are_read()
    {
        string folder = Path.Combine(
            Environment.GetEnvironmentVariable("CNNGEN_DATA") ?? typeof(CifarTests).Assembly
                .GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(attribute => attribute.Key == "Data").Value!,
            "cifar-10");
        Skip.IfNot(Directory.Exists(folder), $"There is no {folder}.");
        (CifarDataset train, CifarDataset test) = Cifar10.OpenFolder(folder);
        Assert.Equal(30_000, train.Count);
        Assert.Equal(["data_batch_1.bin.gz", "data_batch_2.bin.gz", "data_batch_3.bin.gz"], train.Files.Select(Path.GetFileName));
        Assert.Equal(1_000, test.Count);

        // The first images are a frog, a lorry, a lorry; and a cat, a ship, a ship.
        Assert.Equal([6, 9, 9], Enumerable.Range(0, 3).Select(train.Label));
        Assert.Equal([3, 8, 8], Enumerable.Range(0, 3).Select(test.Label));
        Assert.Equal([59, 43, 50], train.Image(0)[..3].ToArray());
        Assert.Equal(10, Enumerable.Range(0, test.Count).Select(test.Label).Distinct().Count());
    }

    private static byte[] Pack(byte[] content, bool compressed) => compressed ? TemporaryFolder.Gzip(content) : content;
}

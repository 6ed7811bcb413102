namespace CnnGen.Runtime.Tests.Data;

public sealed class IdxTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_labels_are_read_compressed_or_not(bool compressed)
    {
        // The content tells, not the name.
        IdxDataset data = Idx.Open(
            _folder.Write("images", Pack(IdxBytes.Images(3), compressed)),
            _folder.Write("labels", Pack(IdxBytes.Labels(4, 0, 9), compressed)));
        Assert.Equal((3, 3, 7, 21, 10), (data.Count, data.Height, data.Width, data.SampleSize, data.ClassCount));
        Assert.Equal([4, 0, 9], Enumerable.Range(0, 3).Select(data.Label));
        Assert.Equal(Enumerable.Range(40, 21).Select(pixel => (byte)pixel), data.Image(2).ToArray());
    }

    [Fact]
    public void Pixels_are_divided_by_255()
    {
        byte[] pixels = [.. Enumerable.Range(0, 256).Select(pixel => (byte)pixel), 7, 255, 13];
        IdxDataset data = Open(IdxBytes.File(0x0803, [1, 1, 259], pixels), IdxBytes.Labels(0));
        float[] sample = new float[260];
        data.CopySample(0, sample);
        Assert.Equal(pixels.Select(pixel => pixel / 255f), sample[..259]);
        Assert.Equal(0f, sample[259]);
    }

    [Fact]
    public void A_file_of_more_than_a_first_buffer_is_read_whole()
    {
        byte[] pixels = new byte[5_000_000];
        new Random(1).NextBytes(pixels);
        byte[] images = IdxBytes.File(0x0803, [5, 1000, 1000], pixels);
        foreach (bool compressed in new[] { false, true })
        {
            IdxDataset data = Open(Pack(images, compressed), IdxBytes.Labels(0, 1, 2, 3, 4));
            Assert.True(data.Image(4).SequenceEqual(pixels.AsSpan(4_000_000)));
        }
    }

    [Fact]
    public void A_large_label_makes_more_classes()
    {
        Assert.Equal(27, Open(IdxBytes.Images(2), IdxBytes.Labels(1, 26)).ClassCount);
        Assert.Equal(256, Open(IdxBytes.Images(2), IdxBytes.Labels(1, 255)).ClassCount);
    }

    [Fact]
    public void A_given_number_of_classes_holds()
    {
        string images = _folder.Write("images", IdxBytes.Images(3));
        string labels = _folder.Write("labels", IdxBytes.Labels(1, 4, 2));
        Assert.Equal(5, Idx.Open(images, labels, classCount: 5).ClassCount);
        InvalidDataException exception =
            Assert.Throws<InvalidDataException>(() => Idx.Open(images, labels, classCount: 4));
        Assert.Equal($"{labels}: expected labels from 0 to 3, but found 4 at index 1.", exception.Message);
        Assert.Throws<ArgumentOutOfRangeException>("classCount", () => Idx.Open(images, labels, classCount: 0));
        Assert.Throws<ArgumentOutOfRangeException>("classCount", () => Idx.Open(images, labels, classCount: 257));
    }

    [Theory]
    [InlineData("-idx3-ubyte", "-idx1-ubyte")]
    [InlineData("-idx3-ubyte.gz", "-idx1-ubyte.gz")]
    [InlineData(".idx3-ubyte", ".idx1-ubyte")]
    [InlineData(".idx3-ubyte.gz", "-idx1-ubyte")]
    public void A_folder_is_opened_by_the_names_of_the_family(string imageEnding, string labelEnding)
    {
        _folder.Write("train-images" + imageEnding, IdxBytes.Images(3));
        _folder.Write("train-labels" + labelEnding, IdxBytes.Labels(0, 11, 2));
        _folder.Write("t10k-images" + imageEnding, IdxBytes.Images(2));
        _folder.Write("t10k-labels" + labelEnding, IdxBytes.Labels(0, 1));
        (IdxDataset train, IdxDataset test) = Idx.OpenFolder(_folder.Path);
        Assert.Equal((3, 12), (train.Count, train.ClassCount));
        Assert.Equal((2, 12), (test.Count, test.ClassCount));
    }

    [Fact]
    public void A_folder_without_the_files_says_what_was_looked_for()
    {
        _folder.Write("train-images-idx3-ubyte", IdxBytes.Images(3));
        FileNotFoundException exception = Assert.Throws<FileNotFoundException>(() => Idx.OpenFolder(_folder.Path));
        Assert.StartsWith(_folder.Path, exception.Message, StringComparison.Ordinal);
        Assert.Contains("train-labels-idx1-ubyte or train-labels-idx1-ubyte.gz or train-labels.idx1-ubyte", exception.Message, StringComparison.Ordinal);
        Assert.Contains("t10k-images-idx3-ubyte", exception.Message, StringComparison.Ordinal);
        Assert.Contains("t10k-labels-idx1-ubyte", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("train-images", exception.Message, StringComparison.Ordinal);
    }

    private static byte[] Pack(byte[] content, bool compressed) => compressed ? TemporaryFolder.Gzip(content) : content;

    private IdxDataset Open(byte[] images, byte[] labels) =>
        Idx.Open(_folder.Write("images", images), _folder.Write("labels", labels));
}

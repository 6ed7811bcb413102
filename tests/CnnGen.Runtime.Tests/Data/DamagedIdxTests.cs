namespace CnnGen.Runtime.Tests.Data;

public sealed class DamagedIdxTests : IDisposable
{
    private static readonly byte[] s_images = IdxBytes.Images(3);
    private static readonly byte[] s_labels = IdxBytes.Labels(0, 1, 2);
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, byte[], string> DamagedImages => new()
    {
        { "empty", [], "expected a header of 16 bytes, but found 0." },
        { "header cut", s_images[..15], "expected a header of 16 bytes, but found 15." },
        { "not IDX", [1, .. s_images[1..]], "expected an IDX file, which starts with 0x00000803, but found 0x01000803." },
        { "floats", IdxBytes.File(0x0D03, [1, 1, 1], new byte[4]), "expected unsigned bytes (type 0x08), but found type 0x0D." },
        { "labels", s_labels, "expected 3 dimensions (images), but found 1 dimension (labels)." },
        { "colours", IdxBytes.File(0x0804, [1, 1, 1, 1], [0]), "expected 3 dimensions (images), but found 4 dimensions." },
        { "no images", IdxBytes.File(0x0803, [0, 3, 7], []), "but found 0 as dimension 1 of 3." },
        { "no width", IdxBytes.File(0x0803, [3, 3, 0], []), "but found 0 as dimension 3 of 3." },
        { "too large", IdxBytes.File(0x0803, [0xFFFFFFFF, 1, 1], []), "but found 4294967295 as dimension 1 of 3." },
        { "product too large", IdxBytes.File(0x0803, [65536, 65536, 1], []), "but found 65536 as dimension 2 of 3." },
        { "product of 2^96", IdxBytes.File(0x0803, [0x7FFFFFC7, 0x7FFFFFC7, 0x7FFFFFC7], []), "but found 2147483591 as dimension 2 of 3." },
        { "data cut", s_images[..^1], "expected 63 bytes after the header, but found 62." },
        { "data missing", s_images[..16], "expected 63 bytes after the header, but found 0." },
        { "data left over", [.. s_images, 0], "expected 63 bytes after the header, but found more." },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(DamagedImages))]
    public void Damaged_images_are_refused(string damage, byte[] content, string message)
    {
        AssertRefused(damage, content, message);
        AssertRefused(damage + ".gz", TemporaryFolder.Gzip(content), message);
    }

    [Fact]
    public void Images_in_place_of_labels_are_refused()
    {
        string images = _folder.Write("images", s_images);
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Idx.Open(images, images));
        Assert.Equal($"{images}: byte 3: expected 1 dimension (labels), but found 3 dimensions (images).", exception.Message);
    }

    [Fact]
    public void As_many_labels_as_images_are_expected()
    {
        string images = _folder.Write("images", s_images);
        string labels = _folder.Write("labels", IdxBytes.Labels(0, 1));
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Idx.Open(images, labels));
        Assert.Equal(
            $"{labels}: expected 3 labels, as many as there are images in {images}, but found 2.", exception.Message);
    }

    [Fact]
    public void Damaged_compression_is_refused()
    {
        byte[] pixels = new byte[20_000];
        new Random(1).NextBytes(pixels);
        byte[] compressed = TemporaryFolder.Gzip(IdxBytes.File(0x0803, [2, 100, 100], pixels));
        AssertRefused("cut", compressed[..(compressed.Length / 2)], string.Empty);
        AssertRefused("start alone", compressed[..2], string.Empty);
        for (int position = 20; position < compressed.Length; position += 977)
        {
            byte[] damaged = [.. compressed];
            damaged[position] ^= 0x55;
            AssertRefused($"bit at {position}", damaged, string.Empty);
        }

        compressed[^5] ^= 1;
        AssertRefused("checksum", compressed, string.Empty);
    }

    [Fact]
    public void A_header_that_promises_too_much_does_not_reserve_memory()
    {
        string labels = _folder.Write("labels", s_labels);
        string images = _folder.Write("images", IdxBytes.File(0x0803, [2_000, 1_000, 1_000], new byte[100]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => Idx.Open(images, labels));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        string images = _folder.Write("images", s_images);
        string missing = Path.Combine(_folder.Path, "nothing");
        Assert.Equal(missing, Assert.Throws<FileNotFoundException>(() => Idx.Open(images, missing)).FileName);
        Assert.Equal(missing, Assert.Throws<FileNotFoundException>(
            () => Idx.Open(missing, _folder.Write("labels", s_labels))).FileName);
    }

    private void AssertRefused(string name, byte[] content, string message)
    {
        string images = _folder.Write(name, content);
        string labels = _folder.Write("labels", s_labels);
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Idx.Open(images, labels));
        Assert.StartsWith(images + ": ", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(message, exception.Message, StringComparison.Ordinal);
    }
}

using System.IO.Compression;

namespace CnnGen.Runtime.Tests.Data;

/// <summary>A small file that holds gigabytes, or claims to, is refused before they are in memory.</summary>
public sealed class GzipBombTests : IDisposable
{
    private const int Megabyte = 1 << 20;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Images_that_claim_gigabytes_are_refused_by_their_header()
    {
        string labels = _folder.Write("labels", IdxBytes.Labels(0));
        AssertRefused(
            Bomb(IdxBytes.File(0x0803, [2_000, 1_000, 1_000], []), zeros: Megabyte),
            path => Idx.Open(path, labels),
            "byte 4: expected at most ", "bytes of content in ", " compressed ones, but found 2000000016 or more.");
    }

    [Fact]
    public void Images_that_hold_what_they_claim_are_refused_too()
    {
        string labels = _folder.Write("labels", IdxBytes.Labels(0));
        AssertRefused(
            Bomb(IdxBytes.File(0x0803, [200, 1_000, 1_000], []), zeros: 200_000_000),
            path => Idx.Open(path, labels),
            "byte 4: expected at most ", "but found 200000016 or more.");
    }

    [Fact]
    public void Rows_without_end_are_refused_before_they_are_read() => AssertRefused(
        Bomb([], zeros: 3073 * 65_536), path => Cifar10.Open(path), "byte 0: expected at most ", " or more.");

    [Fact]
    public void A_small_file_of_zeros_is_none()
    {
        CifarDataset data = Cifar10.Open(_folder.Write("zeros", TemporaryFolder.Gzip(new byte[3073 * 300])));
        Assert.Equal(300, data.Count);
    }

    private void AssertRefused(byte[] bomb, Action<string> read, params string[] messages)
    {
        string path = _folder.Write("bomb", bomb);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string problem = Assert.Throws<InvalidDataException>(() => read(path)).Message;

        // Content that grows as it is read is copied on its way.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5L * ((100L * bomb.Length) + Megabyte));
        Assert.StartsWith($"{path}: ", problem, StringComparison.Ordinal);
        Assert.All(messages, message => Assert.Contains(message, problem, StringComparison.Ordinal));
    }

    private static byte[] Bomb(byte[] start, int zeros)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(start);
            byte[] chunk = new byte[Megabyte];
            for (int left = zeros; left > 0; left -= chunk.Length)
            {
                gzip.Write(chunk, 0, Math.Min(left, chunk.Length));
            }
        }

        return compressed.ToArray();
    }
}

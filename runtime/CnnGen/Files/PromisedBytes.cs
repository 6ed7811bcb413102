namespace CnnGen.Files;

/// <summary>Bytes that a header says are there.</summary>
internal static class PromisedBytes
{
    private const int FirstCapacity = 1 << 16;

    /// <summary>Reads them. The buffer grows with what was read, so that a header that promises too much does not reserve it.</summary>
    /// <param name="content">What follows the header.</param>
    /// <param name="length">The bytes that should be there.</param>
    /// <returns>That many bytes, or all that there were.</returns>
    public static byte[] Read(Stream content, int length)
    {
        byte[] bytes = new byte[Math.Min(length, FirstCapacity)];
        int filled = 0;
        while (true)
        {
            filled += content.ReadAtLeast(bytes.AsSpan(filled), bytes.Length - filled, throwOnEndOfStream: false);
            if (filled < bytes.Length)
            {
                return bytes[..filled];
            }

            if (filled == length)
            {
                return bytes;
            }

            Array.Resize(ref bytes, (int)Math.Min(length, 2L * filled));
        }
    }
}

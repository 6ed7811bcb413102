namespace DigitReader;

/// <summary>Portable grey maps: <c>P5</c>, width, height and the highest value as text, then a byte a pixel, or two.</summary>
internal static class Pgm
{
    private const int LargestSide = 1 << 14;

    public static bool IsPgm(ReadOnlySpan<byte> content) => content.StartsWith("P5"u8);

    /// <summary>Reads the content of a file.</summary>
    /// <exception cref="InvalidDataException">It is not what it should be.</exception>
    public static Picture Read(ReadOnlySpan<byte> content)
    {
        int position = 2;
        int width = ReadNumber(content, ref position, "width", LargestSide);
        int height = ReadNumber(content, ref position, "height", LargestSide);
        int highest = ReadNumber(content, ref position, "highest value", ushort.MaxValue);

        // One white space ends the header.
        ReadOnlySpan<byte> values = content[Math.Min(position + 1, content.Length)..];
        int size = highest > byte.MaxValue ? sizeof(ushort) : sizeof(byte);
        long expected = (long)width * height * size;
        if (values.Length < expected)
        {
            throw new InvalidDataException($"expected {width}×{height} pixels in {expected} bytes behind the header, but found {values.Length} bytes.");
        }

        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.Length; i++)
        {
            int value = size == 1 ? values[i] : (values[2 * i] << 8) | values[(2 * i) + 1];
            pixels[i] = (byte)(Math.Min(value, highest) * byte.MaxValue / highest);
        }

        return new Picture(width, height, pixels);
    }

    private static int ReadNumber(ReadOnlySpan<byte> content, ref int position, string what, int most)
    {
        while (position < content.Length && (char.IsWhiteSpace((char)content[position]) || content[position] == '#'))
        {
            bool isComment = content[position] == '#';
            position++;
            while (isComment && position < content.Length && content[position] != '\n')
            {
                position++;
            }
        }

        int start = position;
        int number = 0;
        while (position < content.Length && content[position] is >= (byte)'0' and <= (byte)'9' && number <= most)
        {
            number = (10 * number) + content[position++] - '0';
        }

        return number >= 1 && number <= most
            ? number
            : throw new InvalidDataException($"byte {start}: expected the {what} of a PGM picture, 1 to {most}.");
    }
}

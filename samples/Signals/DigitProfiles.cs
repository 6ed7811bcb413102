using CnnGen;

namespace Signals;

/// <summary>
/// What can be seen of a digit from its four sides: four signals, from the left and right for each row, from above and
/// below for each column, of how far ink is away. Such profiles were features of early readers of handwriting.
/// </summary>
internal static class DigitProfiles
{
    private const byte Ink = 128;

    /// <summary>The profiles of the first <paramref name="count"/> digits, or of all where there are fewer.</summary>
    public static LabelledSignals Of(IdxDataset digits, int count)
    {
        count = Math.Min(count, digits.Count);
        int size = 2 * (digits.Height + digits.Width);
        float[] values = new float[count * size];
        int[] labels = new int[count];
        Parallel.For(0, count, i =>
        {
            Span<float> signals = values.AsSpan(i * size, size);
            Write(digits.Image(i), digits.Width, signals);
            Signal.Normalize(signals);
            labels[i] = digits.Label(i);
        });
        return new LabelledSignals(values, labels, size, digits.ClassCount);
    }

    /// <summary>Writes the distances, in pixels, from the left, from the right, from above and from below.</summary>
    public static void Write(ReadOnlySpan<byte> image, int width, Span<float> signals)
    {
        int height = image.Length / width;
        Span<float> left = signals[..height];
        Span<float> right = signals.Slice(height, height);
        Span<float> above = signals.Slice(2 * height, width);
        Span<float> below = signals.Slice((2 * height) + width, width);
        left.Fill(width);
        right.Fill(width);
        above.Fill(height);
        below.Fill(height);
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                if (image[(row * width) + column] >= Ink)
                {
                    left[row] = Math.Min(left[row], column);
                    right[row] = Math.Min(right[row], width - 1 - column);
                    above[column] = Math.Min(above[column], row);
                    below[column] = Math.Min(below[column], height - 1 - row);
                }
            }
        }
    }
}

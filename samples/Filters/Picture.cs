namespace Filters;

/// <summary>A square picture of 256 × 256 pixels in three colours.</summary>
/// <param name="Values">Red, green and blue as one plane each, row by row; 0 is dark, 1 is bright.</param>
internal sealed record Picture(float[] Values)
{
    /// <summary>Rows, and columns.</summary>
    public const int Size = 256;

    /// <summary>The same with a border of one pixel, as far as a kernel of 3 × 3 reaches.</summary>
    public const int BorderedSize = Size + 2;

    public const int Channels = 3;

    public float this[int channel, int row, int column]
    {
        get => Values[Index(channel, row, column)];
        set => Values[Index(channel, row, column)] = value;
    }

    public static Picture Black() => new(new float[Channels * Size * Size]);

    /// <summary>The values with a border that repeats the outermost pixels: black around the picture would be an edge.</summary>
    public float[] Bordered()
    {
        float[] bordered = new float[Channels * BorderedSize * BorderedSize];
        for (int i = 0; i < bordered.Length; i++)
        {
            int row = (i / BorderedSize % BorderedSize) - 1;
            int column = (i % BorderedSize) - 1;
            bordered[i] = this[i / (BorderedSize * BorderedSize), Math.Clamp(row, 0, Size - 1), Math.Clamp(column, 0, Size - 1)];
        }

        return bordered;
    }

    /// <summary>The picture with another value in place of each.</summary>
    public Picture Map(Func<float, float> change) => new([.. Values.Select(change)]);

    private static int Index(int channel, int row, int column) => (((channel * Size) + row) * Size) + column;
}

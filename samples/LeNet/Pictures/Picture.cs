using StbImageWriteSharp;

namespace LeNet.Pictures;

/// <summary>A picture to draw on, white at first. What lies outside of it is cut off.</summary>
internal sealed class Picture
{
    private readonly byte[] _bytes;

    public Picture(int width, int height)
    {
        Width = width;
        Height = height;
        _bytes = new byte[3 * width * height];
        _bytes.AsSpan().Fill(255);
    }

    public int Width { get; }

    public int Height { get; }

    public Rgb this[int x, int y]
    {
        get
        {
            int first = 3 * ((y * Width) + x);
            return new(_bytes[first], _bytes[first + 1], _bytes[first + 2]);
        }
    }

    /// <summary>Fills a rectangle.</summary>
    public void Fill(int left, int top, int width, int height, Rgb color)
    {
        for (int y = Math.Max(top, 0); y < Math.Min(top + height, Height); y++)
        {
            for (int x = Math.Max(left, 0); x < Math.Min(left + width, Width); x++)
            {
                int first = 3 * ((y * Width) + x);
                (_bytes[first], _bytes[first + 1], _bytes[first + 2]) = (color.Red, color.Green, color.Blue);
            }
        }
    }

    /// <summary>Draws numbers as squares, in a thin frame.</summary>
    /// <param name="left">The left edge of the squares; the frame lies outside.</param>
    /// <param name="top">Their upper edge.</param>
    /// <param name="values">The numbers, row-major.</param>
    /// <param name="columns">Numbers of a row.</param>
    /// <param name="side">Pixels of a square's side.</param>
    /// <param name="scale">The colours of the numbers.</param>
    public void Map(int left, int top, ReadOnlySpan<float> values, int columns, int side, ColorScale scale)
    {
        int rows = values.Length / columns;
        Fill(left - 1, top - 1, (columns * side) + 2, (rows * side) + 2, Rgb.Pale);
        for (int i = 0; i < values.Length; i++)
        {
            Fill(left + (i % columns * side), top + (i / columns * side), side, side, scale[values[i]]);
        }
    }

    /// <summary>Draws a line of text.</summary>
    /// <param name="left">The left edge of the first letter.</param>
    /// <param name="top">The upper edge of the letters.</param>
    /// <param name="text">In the letters of <see cref="Font"/>.</param>
    /// <param name="color">The colour of the letters.</param>
    /// <param name="size">Pixels of the picture for a pixel of a letter.</param>
    public void Text(int left, int top, string text, Rgb color, int size = 2)
    {
        foreach (char letter in text)
        {
            for (int row = 0; row < Font.Height; row++)
            {
                for (int column = 0; column < Font.Width; column++)
                {
                    if (Font.HasInk(letter, row, column))
                    {
                        Fill(left + (column * size), top + (row * size), size, size, color);
                    }
                }
            }

            left += (Font.Width + 1) * size;
        }
    }

    /// <summary>The pixels that a line of text takes.</summary>
    public static int TextWidth(string text, int size = 2) => Math.Max(0, (text.Length * (Font.Width + 1)) - 1) * size;

    /// <summary>Writes the picture as PNG.</summary>
    public void Save(Stream stream) => new ImageWriter().WritePng(_bytes, Width, Height, ColorComponents.RedGreenBlue, stream);
}

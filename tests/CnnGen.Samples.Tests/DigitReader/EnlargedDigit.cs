using System.Text;
using DigitReader;

namespace CnnGen.Samples.Tests.DigitReader;

/// <summary>A digit as somebody might have scanned it: larger, in ink on paper, anywhere on the sheet.</summary>
internal static class EnlargedDigit
{
    private const int Zoom = 5;
    private const int Width = 300;
    private const int Height = 220;
    private const byte White = 240;

    /// <summary>Draws a picture of 28×28 pixels, each as large as 5×5, dark on a bright sheet of 300×220.</summary>
    public static Picture Draw(Picture digit, int left, int top)
    {
        byte[] pixels = new byte[Width * Height];
        Array.Fill(pixels, White);
        for (int row = 0; row < Zoom * digit.Height; row++)
        for (int column = 0; column < Zoom * digit.Width; column++)
        {
            pixels[((top + row) * Width) + left + column] = (byte)(White - (digit[row / Zoom, column / Zoom] * 200 / 255));
        }

        return new Picture(Width, Height, pixels);
    }

    /// <summary>The content of a PGM file.</summary>
    public static byte[] Pgm(Picture picture) =>
        [.. Encoding.ASCII.GetBytes($"P5\n{picture.Width} {picture.Height}\n255\n"), .. picture.Pixels];
}

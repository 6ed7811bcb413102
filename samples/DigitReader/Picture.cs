namespace DigitReader;

/// <summary>A grey picture.</summary>
/// <param name="Width">Pixels in a row, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Pixels">Row after row, 0 for black to 255 for white.</param>
internal sealed record Picture(int Width, int Height, byte[] Pixels)
{
    public byte this[int row, int column] => Pixels[(row * Width) + column];
}

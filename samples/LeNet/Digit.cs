using Spectre.Console;
using Spectre.Console.Rendering;

namespace LeNet;

/// <summary>
/// A grey image drawn with half-block characters, two pixels in one: in shades of grey where the terminal has them,
/// otherwise in black and white.
/// </summary>
internal sealed class Digit(byte[] pixels, int height, int width) : Renderable
{
    private const int WhiteFrom = 128;

    protected override Measurement Measure(RenderOptions options, int maxWidth) => new(width, width);

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        bool shades = options.ColorSystem >= ColorSystem.EightBit;
        for (int row = 0; row < height; row += 2)
        {
            for (int column = 0; column < width; column++)
            {
                byte upper = pixels[(row * width) + column];
                byte lower = row + 1 < height ? pixels[((row + 1) * width) + column] : (byte)0;
                yield return shades
                    ? new Segment("▀", new Style(Grey(upper), Grey(lower)))
                    : new Segment(BlackAndWhite(upper >= WhiteFrom, lower >= WhiteFrom));
            }

            yield return Segment.LineBreak;
        }
    }

    private static Color Grey(byte shade) => new(shade, shade, shade);

    private static string BlackAndWhite(bool upper, bool lower) => (upper, lower) switch
    {
        (true, true) => "█",
        (true, false) => "▀",
        (false, true) => "▄",
        _ => " ",
    };
}

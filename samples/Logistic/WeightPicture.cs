using Spectre.Console;
using Spectre.Console.Rendering;

namespace Logistic;

/// <summary>
/// One weight a pixel, drawn as a picture: in colours, two pixels in one character, where the terminal has them, otherwise
/// as signs. Red pixels speak for the first digit, blue ones for the second.
/// </summary>
internal sealed class WeightPicture(float[] weights, int width) : Renderable
{
    // Below this part of the largest weight a pixel says nothing.
    private const float Silent = 0.25f;

    private readonly float _largest = weights.Max(Math.Abs);

    protected override Measurement Measure(RenderOptions options, int maxWidth) => new(width, width);

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        bool colours = options.ColorSystem >= ColorSystem.EightBit;
        int rows = weights.Length / width;
        for (int row = 0; row < rows; row += colours ? 2 : 1)
        {
            for (int column = 0; column < width; column++)
            {
                yield return colours
                    ? new Segment("▀", new Style(Colour(row, column), Colour(row + 1, column)))
                    : new Segment(Sign(row, column));
            }

            yield return Segment.LineBreak;
        }
    }

    private Color Colour(int row, int column)
    {
        float strength = Strength(row, column);
        byte shade = (byte)(255 * MathF.Sqrt(Math.Abs(strength)));
        return strength < 0 ? new Color(shade, 0, 0) : new Color(0, (byte)(shade / 2), shade);
    }

    private string Sign(int row, int column) => Strength(row, column) switch
    {
        < -Silent => "-",
        > Silent => "+",
        _ => " ",
    };

    // From −1 to 1; no weight below the last row.
    private float Strength(int row, int column)
    {
        int index = (row * width) + column;
        return index < weights.Length && _largest > 0 ? weights[index] / _largest : 0;
    }
}

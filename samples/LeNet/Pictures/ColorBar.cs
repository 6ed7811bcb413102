using System.Globalization;

namespace LeNet.Pictures;

/// <summary>The colours of a scale in their order, with the numbers at both ends.</summary>
internal static class ColorBar
{
    private const int Thickness = 10;

    /// <summary>Pixels of the bar and the numbers below it.</summary>
    public const int Height = Thickness + 6 + (2 * Font.Height);

    public static void Draw(Picture picture, int left, int top, int width, ColorScale scale)
    {
        picture.Fill(left - 1, top - 1, width + 2, Thickness + 2, Rgb.Pale);
        for (int x = 0; x < width; x++)
        {
            picture.Fill(left + x, top, 1, Thickness, scale.Map[(float)x / (width - 1)]);
        }

        string most = Number(scale.Most);
        picture.Text(left, top + Thickness + 6, Number(scale.Least), Rgb.Pale);
        picture.Text(left + width - Picture.TextWidth(most), top + Thickness + 6, most, Rgb.Pale);
        if (scale.Least < 0)
        {
            picture.Text(left + ((width - Picture.TextWidth("0")) / 2), top + Thickness + 6, "0", Rgb.Pale);
        }
    }

    // Two digits that count; whole numbers from ten on.
    private static string Number(float value) =>
        value.ToString(Math.Abs(value) < 1 ? "0.##" : Math.Abs(value) < 10 ? "0.#" : "0", CultureInfo.InvariantCulture)
            .Replace('-', '−');
}

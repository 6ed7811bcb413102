using CnnGen.Parameters;

namespace LeNet.Pictures;

/// <summary>The kernels of convolutions: a column for each filter, a row for each channel that it reads.</summary>
internal static class FilterSheet
{
    private const int Width = 1000;
    private const int Margin = 24;
    private const int RowLabel = 32;
    private const int Gap = 10;
    private const int LineHeight = 2 * Font.Height;
    private const int BarWidth = 180;

    /// <param name="weights">Each (filters, channels, kernel height, kernel width).</param>
    public static Picture Of(params Parameter[] weights)
    {
        Picture picture = new(Width, Margin + weights.Sum(Height));
        int top = Margin;
        foreach (Parameter weight in weights)
        {
            Draw(picture, top, weight);
            top += Height(weight);
        }

        return picture;
    }

    private static void Draw(Picture picture, int top, Parameter weight)
    {
        (int filters, int channels, int height, int width) = Sizes(weight);
        int side = Side(weight);
        ColorScale scale = ColorScale.For(weight.Values);
        picture.Text(Margin, top, weight.Name, Rgb.Ink, size: 3);
        picture.Text(Margin, top + 34, $"{filters} filters of {height}×{width} on {channels} channel{(channels == 1 ? "" : "s")}", Rgb.Pale);
        ColorBar.Draw(picture, Width - Margin - BarWidth, top + 8, BarWidth, scale);

        top += Heading;
        for (int filter = 0; filter < filters; filter++)
        {
            int left = Margin + RowLabel + (filter * ((width * side) + Gap));
            string name = $"{filter}";
            picture.Text(left + (((width * side) - Picture.TextWidth(name)) / 2), top, name, Rgb.Pale);
            for (int channel = 0; channel < channels; channel++)
            {
                picture.Map(
                    left,
                    top + LineHeight + 6 + (channel * ((height * side) + Gap)),
                    weight.Values.Slice(((filter * channels) + channel) * height * width, height * width),
                    width,
                    side,
                    scale);
            }
        }

        for (int channel = 0; channel < channels; channel++)
        {
            int middle = top + LineHeight + 6 + (channel * ((height * side) + Gap)) + (height * side / 2);
            picture.Text(Margin, middle - 7, $"{channel}", Rgb.Pale);
        }
    }

    private static int Heading => 72;

    private static int Height(Parameter weight)
    {
        (_, int channels, int height, _) = Sizes(weight);
        return Heading + LineHeight + 6 + (channels * ((height * Side(weight)) + Gap)) + Margin;
    }

    // As large as all filters fit side by side.
    private static int Side(Parameter weight)
    {
        (int filters, _, _, int width) = Sizes(weight);
        int pitch = (Width - (2 * Margin) - RowLabel) / filters;
        return Math.Max(1, (pitch - Gap) / width);
    }

    private static (int Filters, int Channels, int Height, int Width) Sizes(Parameter weight) =>
        (weight.Shape[0], weight.Shape[1], weight.Shape[2], weight.Shape[3]);
}

using System.Globalization;
using CnnGen;

namespace LeNet.Pictures;

/// <summary>What each layer makes of one image: maps side by side, and squares where there are no maps any more.</summary>
internal static class ActivationSheet
{
    private const int Margin = 24;
    private const int LabelWidth = 190;
    private const int Content = 1088;
    private const int Width = Margin + LabelWidth + Content + Margin;
    private const int BarWidth = 140;
    private const int Gap = 8;
    private const int RowGap = 28;
    private const int LabelHeight = 56 + ColorBar.Height;
    private const int LargestMap = 168;

    // So few numbers are written below their squares.
    private const int MostWritten = 16;
    private const int WrittenSide = 40;
    private const int LeastSide = 16;

    /// <param name="image">The image as the network reads it, pixels from 0 to 1, with its shape.</param>
    /// <param name="layers">What the layers compute for it.</param>
    public static Picture Of(LayerOutput image, IReadOnlyList<LayerOutput> layers)
    {
        LayerOutput[] rows = [image, .. layers];
        Picture picture = new(Width, Margin + rows.Sum(RowHeight));
        int top = Margin;
        foreach (LayerOutput row in rows)
        {
            ColorScale scale = row == image ? new(ColorMap.Grey, 0, 1) : ColorScale.For(row.Values);
            picture.Text(Margin, top, row.Layer, Rgb.Ink, size: 3);
            picture.Text(Margin, top + 32, string.Join('×', row.Shape), Rgb.Pale);
            ColorBar.Draw(picture, Margin, top + 58, BarWidth, scale);
            DrawValues(picture, top, row, scale);
            top += RowHeight(row);
        }

        return picture;
    }

    private static void DrawValues(Picture picture, int top, LayerOutput row, ColorScale scale)
    {
        const int Left = Margin + LabelWidth;
        if (row.Shape is [int channels, int height, int width])
        {
            int side = MapSide(row);
            for (int channel = 0; channel < channels; channel++)
            {
                picture.Map(
                    Left + (channel * ((width * side) + Gap)),
                    top,
                    row.Values.AsSpan(channel * height * width, height * width),
                    width,
                    side,
                    scale);
            }
        }
        else if (row.Values.Length <= MostWritten)
        {
            for (int i = 0; i < row.Values.Length; i++)
            {
                int left = Left + (i * Content / row.Values.Length);
                picture.Map(left, top, [row.Values[i]], 1, WrittenSide, scale);
                picture.Text(left + WrittenSide + 8, top + 12, $"{i}", Rgb.Ink, size: 3);
                picture.Text(left, top + WrittenSide + 10, Number(row.Values[i]), Rgb.Pale);
            }
        }
        else
        {
            int columns = Columns(row);
            int side = Content / columns;
            for (int i = 0; i < row.Values.Length; i++)
            {
                picture.Map(
                    Left + (i % columns * side), top + (i / columns * side), row.Values.AsSpan(i, 1), 1, side - 2, scale);
            }
        }
    }

    private static int RowHeight(LayerOutput row)
    {
        int values = row.Shape is [_, int height, _] ? height * MapSide(row)
            : row.Values.Length <= MostWritten ? WrittenSide + 10 + (2 * Font.Height)
            : (row.Values.Length + Columns(row) - 1) / Columns(row) * (Content / Columns(row));
        return Math.Max(values, LabelHeight) + RowGap;
    }

    private static int MapSide(LayerOutput row) =>
        Math.Max(1, Math.Min(LargestMap, (Content / row.Shape[0]) - Gap) / row.Shape[2]);

    // As few rows as squares of the least side allow, all of about one length.
    private static int Columns(LayerOutput row)
    {
        int rows = ((row.Values.Length * LeastSide) + Content - 1) / Content;
        return (row.Values.Length + rows - 1) / rows;
    }

    private static string Number(float value) => value.ToString("0.00", CultureInfo.InvariantCulture).Replace('-', '−');
}

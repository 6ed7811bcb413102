using System.Globalization;
using CnnGen;

namespace LeNet.Pictures;

/// <summary>A confusion matrix: a row for what an image is, a column for what it was read as.</summary>
internal static class ConfusionSheet
{
    private const int Cell = 64;
    private const int Margin = 24;
    private const int RowLabel = 72;
    private const int ColumnLabel = 72;
    private const int Shares = 104;

    private static readonly Rgb s_right = new(199, 230, 201);
    private static readonly ColorMap s_wrong = new(new(255, 243, 224), new(255, 167, 81), new(217, 48, 31));

    public static Picture Of(ConfusionMatrix confusion)
    {
        int side = confusion.Classes * Cell;
        Picture picture = new((2 * Margin) + RowLabel + side + Shares, (2 * Margin) + ColumnLabel + side);
        int left = Margin + RowLabel;
        int top = Margin + ColumnLabel;
        picture.Text(left, Margin, "read as", Rgb.Pale);
        picture.Text(Margin, top - 34, "is", Rgb.Pale);
        picture.Text(left + side + 16, top - 34, "right", Rgb.Pale);
        picture.Fill(left - 1, top - 1, side + 1, side + 1, new(224, 227, 232));

        int mostWrong = Counts(confusion).Where(cell => cell.Actual != cell.Predicted).Max(cell => cell.Count);
        foreach ((int actual, int predicted, int count) in Counts(confusion))
        {
            Rgb color = actual == predicted ? s_right
                : count == 0 ? Rgb.White
                : s_wrong[(float)count / mostWrong];
            int x = left + (predicted * Cell);
            int y = top + (actual * Cell);
            picture.Fill(x, y, Cell - 1, Cell - 1, color);
            if (count > 0)
            {
                Centred(picture, x, y, $"{count}", Rgb.Ink, size: 2);
            }
        }

        for (int i = 0; i < confusion.Classes; i++)
        {
            Centred(picture, left + (i * Cell), top - 50, $"{i}", Rgb.Ink, size: 3);
            Centred(picture, Margin - 20, top + (i * Cell), $"{i}", Rgb.Ink, size: 3);
            int total = Enumerable.Range(0, confusion.Classes).Sum(predicted => confusion[i, predicted]);
            if (total > 0)
            {
                string share = (100.0 * confusion[i, i] / total).ToString("0.0", CultureInfo.InvariantCulture);
                picture.Text(left + side + 16, top + (i * Cell) + (Cell / 2) - 7, $"{share} %", Rgb.Ink);
            }
        }

        return picture;
    }

    private static IEnumerable<(int Actual, int Predicted, int Count)> Counts(ConfusionMatrix confusion) =>
        from actual in Enumerable.Range(0, confusion.Classes)
        from predicted in Enumerable.Range(0, confusion.Classes)
        select (actual, predicted, confusion[actual, predicted]);

    private static void Centred(Picture picture, int x, int y, string text, Rgb color, int size) =>
        picture.Text(x + ((Cell - Picture.TextWidth(text, size)) / 2), y + ((Cell - (7 * size)) / 2), text, color, size);
}

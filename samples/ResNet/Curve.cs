using Spectre.Console;
using Spectre.Console.Rendering;

namespace ResNet;

/// <summary>Accuracies over the epochs, drawn with characters: what was held out as dots, the training images as points.</summary>
/// <param name="epochs">All epochs, so that the curve grows to the right and never moves.</param>
internal sealed class Curve(int epochs) : Renderable
{
    private const int Rows = 11;
    private const int LabelWidth = 6;
    private const int MostColumns = 72;
    private const int WidestStep = 4;

    private static readonly Style s_axis = new(Color.Grey);
    private static readonly Style s_heldOut = new(Color.Green);

    private readonly List<(int Epoch, double Train, double HeldOut)> _epochs = [];

    /// <summary>Adds an epoch.</summary>
    /// <param name="epoch">Its number, from 1.</param>
    /// <param name="train">The part of the training images that was told right, 0 to 1.</param>
    /// <param name="heldOut">The part of the others.</param>
    public void Add(int epoch, double train, double heldOut) => _epochs.Add((epoch, train, heldOut));

    protected override Measurement Measure(RenderOptions options, int maxWidth) =>
        new(LabelWidth + Columns + 1, LabelWidth + Columns + 1);

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        if (_epochs.Count == 0)
        {
            yield break;
        }

        double least = _epochs.Min(epoch => Math.Min(epoch.Train, epoch.HeldOut));
        double low = Math.Min(0.9, Math.Floor(10 * least) / 10);
        char[,] cells = Cells(low);
        for (int row = 0; row < Rows; row++)
        {
            double value = 1 - (row * (1 - low) / (Rows - 1));
            yield return new Segment($"{value,LabelWidth - 1:P0} ┤", s_axis);
            for (int column = 0; column < Columns; column++)
            {
                char cell = cells[row, column];
                yield return new Segment(cell.ToString(), cell == '●' ? s_heldOut : s_axis);
            }

            yield return Segment.LineBreak;
        }

        yield return new Segment($"{new string(' ', LabelWidth)}└{new string('─', Columns)}", s_axis);
        yield return Segment.LineBreak;
        yield return new Segment($"{new string(' ', LabelWidth + 1)}epoch 1 to {epochs}   ", s_axis);
        yield return new Segment("● held out", s_heldOut);
        yield return new Segment("   · training", s_axis);
        yield return Segment.LineBreak;
    }

    private int Columns => Math.Min(MostColumns, ((epochs - 1) * WidestStep) + 1);

    private char[,] Cells(double low)
    {
        char[,] cells = new char[Rows, Columns];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i / Columns, i % Columns] = ' ';
        }

        foreach ((int epoch, double train, double heldOut) in _epochs)
        {
            int column = epochs == 1 ? 0 : (epoch - 1) * (Columns - 1) / (epochs - 1);
            cells[Row(train), column] = '·';
            cells[Row(heldOut), column] = '●';
        }

        return cells;

        int Row(double accuracy) => (int)Math.Round((1 - accuracy) / (1 - low) * (Rows - 1));
    }
}

using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Adds the loops that all kernels of a locally connected layer share: over positions, and over the taps of one
/// position that meet the input. Where those begin and end is computed as the loop goes, a few operations beside all
/// weights of the position, so that the text depends on neither the image nor its borders.
/// </summary>
internal sealed class LocalWalk(LocallyConnected layer, Tensor input, Tensor output)
{
    private static readonly Integer FirstRow = Integer.Of("rows.First");
    private static readonly Integer FirstColumn = Integer.Of("columns.First");

    /// <summary>The rows of taps of a position that meet the input, where <see cref="WritePositions"/> has computed them.</summary>
    public static Integer Rows { get; } = Integer.Of("rows.Count");

    /// <summary>The columns of taps of a position that meet the input, where <see cref="WritePositions"/> has computed them.</summary>
    public static Integer Columns { get; } = Integer.Of("columns.Count");

    /// <summary>Places of the window, numbered row by row.</summary>
    public int Positions => output.Shape.Height * output.Shape.Width;

    public int WeightsPerPosition => input.Shape.Channels * layer.Taps * layer.Filters;

    /// <summary>Input columns from tap to tap.</summary>
    public int TapStep => Dilation(layer.Horizontal);

    /// <summary>The vector of the input under the first tap of a position, in the first channel.</summary>
    public Integer Source => (Integer.Of("rows.Source") * input.Shape.Width) + Integer.Of("columns.Source");

    /// <summary>The weights of the first tap of a position.</summary>
    public Integer FirstTap(Integer position) =>
        (position * WeightsPerPosition) + (((FirstRow * layer.Horizontal.Kernel) + FirstColumn) * layer.Filters);

    /// <summary>The loop over the positions from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    public void WritePositions(Block block, Integer first, Integer end, Action<Block, Integer> write) => block.Loop("position", first, end, (turn, position) =>
    {
        TapsCall.Declare(turn, "rows", Axis.Forward(layer.Vertical, input.Shape.Height), position / output.Shape.Width);
        TapsCall.Declare(turn, "columns", Axis.Forward(layer.Horizontal, input.Shape.Width), position % output.Shape.Width);
        write(turn, position);
    });

    /// <summary>
    /// The loops over channels and kernel rows. <paramref name="writeRow"/> gets the input under the first tap of the row, and its
    /// weights.
    /// </summary>
    public void WriteRows(Block block, Address source, Address weight, Integer rows, Action<Block, Address, Address> writeRow)
    {
        Address plane = block.Declare("plane", source);
        Address kernel = block.Declare("kernel", weight);
        block.Loop("channel", input.Shape.Channels, (channels, _) =>
        {
            Address row = channels.Declare("row", plane);
            Address kernelRow = channels.Declare("kernelRow", kernel);
            channels.Loop("i", rows, (turn, _) =>
            {
                writeRow(turn, turn.Declare("x", row), turn.Declare("w", kernelRow));
                turn.Next(row, row.At(Dilation(layer.Vertical) * input.Shape.Width));
                turn.Next(kernelRow, kernelRow.Plus(layer.Horizontal.Kernel * layer.Filters));
            });
            channels.Next(plane, plane.At(input.Plane));
            channels.Next(kernel, kernel.Plus(layer.Taps * layer.Filters));
        });
    }

    /// <summary>Moves the input and the weights on by some taps.</summary>
    public void WriteNext(Block turn, Address x, Address w, int taps)
    {
        turn.Next(x, x.At(taps * TapStep));
        turn.Next(w, w.Plus(taps * layer.Filters));
    }

    // A single tap has no next one, whatever the dilation.
    private static int Dilation(Window window) => window.Kernel == 1 ? 1 : window.Dilation;
}

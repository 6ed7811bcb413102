using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>Where a row of a kernel meets the input.</summary>
/// <param name="Tap">The kernel row.</param>
/// <param name="SourceRow">The input row under it at the first of these output rows.</param>
/// <param name="OutputRow">The first output row.</param>
/// <param name="Positions">The output rows.</param>
internal readonly record struct KernelRow(Integer Tap, Integer SourceRow, Integer OutputRow, Integer Positions);

/// <summary>
/// The loop over the rows of a kernel, each with the output rows at which it meets the input: where all of them have the same ones they are
/// known, and else they are computed as the walk goes.
/// </summary>
internal sealed class KernelRowWalk(Convolution layer, Tensor input, Tensor output)
{
    private readonly KernelRows? _even = KernelRows.Cut(layer.Vertical, input.Shape.Height, output.Shape.Height) is { Count: 1 } rows ? rows[0] : null;

    /// <summary>Adds the statements for each kernel row.</summary>
    public void Write(Block block, Action<Block, KernelRow> write)
    {
        if (_even is { } even)
        {
            block.Loop("tap", even.FirstTap, even.FirstTap + even.Count, (turn, tap) =>
                write(turn, new KernelRow(tap, ((tap - even.FirstTap) * layer.Vertical.Dilation) + even.SourceRow, even.OutputRow, even.Positions)));
            return;
        }

        block.Loop("tap", layer.Vertical.Kernel, (turn, tap) =>
        {
            TapsCall.Declare(turn, "rows", Axis.Positions(layer.Vertical, input.Shape.Height, output.Shape.Height), tap);
            write(turn, new KernelRow(tap, Integer.Of("rows.Source"), Integer.Of("rows.First"), Integer.Of("rows.Count")));
        });
    }

    /// <summary>The same for those of its output rows that are among so many from <paramref name="top"/> on.</summary>
    public void WriteStretch(Block block, Integer top, int count, Action<Block, KernelRow> write) => Write(block, (turn, row) =>
    {
        Integer first = row.OutputRow.Constant == 0 ? top : turn.Declare("first", Integer.Max(top, row.OutputRow));
        Integer number = turn.Declare("count", Integer.Min(top + count, row.OutputRow + row.Positions) - first);
        write(turn, row with { SourceRow = row.SourceRow + ((first - row.OutputRow) * layer.Vertical.Stride), OutputRow = first, Positions = number });
    });
}

using CnnGen.Generator.Kernels;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Layers;

/// <summary>
/// The kernel of a correlation for columns at the borders of a kernel so large that code of their own for them would be too long:
/// their taps are computed as the walk goes.
/// </summary>
internal static class CorrelationEdge
{
    private static readonly TapColumns OneTap = new(0, new[] { new TargetSource(0, 0) }.ToEquatableArray());

    /// <summary>Builds the kernel for some outputs; it is given the first column, and the one after the last, as well.</summary>
    public static KernelMethod Of(Correlation kernel, CorrelationSums sums, OutputTiles outputs, string name)
    {
        (KernelMethod method, CorrelationArrays arrays) = sums.Begin(
            name, $"Columns of a row from the taps that reach them, {CorrelationColumns.Range(kernel.OutputName, outputs.First, outputs.End - 1)}.");
        method.Parameter("int", "first");
        method.Parameter("int", "end");
        method.Body.Loop(kernel.OutputName, outputs.First, outputs.End, outputs.Rows, (tiles, output) =>
            tiles.Loop("column", Integer.Of("first"), Integer.Of("end"), (block, column) =>
            {
                TapsCall.Declare(block, "columns", kernel.Columns, column);
                Lanes[][] tile = sums.Begin(block, arrays, output, outputs.Rows, columns: 1);
                sums.Walk(
                    block,
                    arrays.Source.At(Integer.Of("columns.Source")),
                    arrays.Weight.Plus((output * kernel.OutputStride) + Integer.Of("columns.First")),
                    (taps, x, w) => CorrelationSums.Walk(
                        taps, "xColumn", x, "wColumn", w, "j", Integer.Of("columns.Count"), kernel.Columns.TapSourceStep, kernel.Columns.TapStep, (turn, xColumn, wColumn) =>
                            sums.AddTap(turn, tile, OneTap, xColumn, wColumn)));
                sums.Store(block, tile, arrays, (output * kernel.TargetPlane) + column);
            }));
        return method;
    }
}

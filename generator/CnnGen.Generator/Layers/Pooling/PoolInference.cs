using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>Pooling of one sample: lanes are channels, which all have their windows at the same places.</summary>
/// <param name="layer">The window.</param>
/// <param name="name">The operation's.</param>
/// <param name="kind">What a window gives, in comments.</param>
/// <param name="start">What the result begins with, or nothing for the first value of the window.</param>
/// <param name="join">Adds the statement that takes a value into the result.</param>
/// <param name="end">What is stored of the result; it gets the share that a value has in a mean.</param>
/// <param name="countsPadding">Whether padding counts where a mean is taken.</param>
/// <param name="input">The values.</param>
/// <param name="output">The results.</param>
internal sealed class PoolInference(
    Pool layer, string name, string kind, Lanes? start, Action<Block, Lanes, Lanes> join, Func<Lanes, Lanes, Lanes> end, bool countsPadding,
    SampleTensor input, SampleTensor output)
    : InferenceOperation(name, input, output)
{
    /// <summary>Windows up to this many values are written out, larger ones are looped over.</summary>
    private const int LargestUnrolledWindow = 16;

    private int Height => layer.Vertical.Kernel;

    private int Width => layer.Horizontal.Kernel;

    public override void WriteCall(CallWriter writer) => writer.Line(writer.CallOf(this, "Inference", Input.Argument(), Output.Argument()));

    public override void WriteKernels(SourceWriter writer)
    {
        KernelMethod kernel = new(
            Owner + "Inference", $"{Owner} inference: {kind} of in{Input.Shape.Brackets} over {Height}x{Width} -> out{Output.Shape.Brackets}.");
        (Address source, Address target) = (kernel.Array("source"), kernel.Array("target"));
        kernel.Body.Loop("row", Output.Shape.Height, (rows, row) =>
        {
            PoolSpan vertical = Axis(layer.Vertical, Input.Shape.Height, "firstRow", "rows")
                .Declare(rows, new Positions(0, Output.Shape.Height), row);
            rows.Loop("column", Output.Shape.Width, (windows, column) =>
            {
                PoolSpan horizontal = Axis(layer.Horizontal, Input.Shape.Width, "firstColumn", "columns")
                    .Declare(windows, new Positions(0, Output.Shape.Width), column);
                Address x = windows.Declare("x", source.Plus((vertical.Start * Input.RowStep) + (horizontal.Start * Input.ColumnStep)));
                Address y = windows.Declare("y", target.Plus((row * Output.RowStep) + (column * Output.ColumnStep)));
                bool unrolls = Height * Width <= LargestUnrolledWindow;
                var window = new PoolWindow(
                    vertical.Inside,
                    horizontal.Inside,
                    Input.RowStep,
                    Input.ColumnStep,
                    Integer.Product(vertical.Counted, horizontal.Counted),
                    unrolls,
                    unrolls);
                windows.Loop("vector", OutputVectors.Count(Input.Shape.Channels), (turn, vector) => WriteWindow(turn, window, x, y, vector));
            });
        });
        kernel.Write(writer);
    }

    private PoolAxis Axis(Window window, int input, string start, string inside) => new(window, input, countsPadding, start, inside);

    private void WriteWindow(Block block, PoolWindow window, Address x, Address y, Integer vector)
    {
        Lanes result = block.Declare("result", start ?? Lanes.Load(x, vector));
        window.WriteValues(block, (value, at) =>
        {
            if (start is not null || at.Constant != 0)
            {
                join(value, result, Lanes.Load(x.Plus(at), vector));
            }
        });
        block.Store(end(result, window.Share), y, vector);
    }
}

using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>Pooling of one sample: lanes are channels, which all have their windows at the same places.</summary>
/// <param name="layer">The window.</param>
/// <param name="name">The operation's.</param>
/// <param name="kind">What a window gives, in comments.</param>
/// <param name="start">What the result begins with, an expression.</param>
/// <param name="join">The statement that takes a value in.</param>
/// <param name="end">What is stored of the result, an expression; it gets the share that a value has in a mean.</param>
/// <param name="countsPadding">Whether padding counts where a mean is taken.</param>
/// <param name="input">The values.</param>
/// <param name="output">The results.</param>
internal sealed class PoolInference(
    Pool layer, string name, string kind, string start, Func<string, string> join, Func<string, string> end, bool countsPadding,
    SampleTensor input, SampleTensor output)
    : InferenceOperation(name, input, output)
{
    /// <summary>The name that results go by in the expressions.</summary>
    public const string Result = "result";

    /// <summary>The first value of the window.</summary>
    public const string First = "V.Load(ref x, vector)";

    /// <summary>Windows up to this many values are written out, larger ones are looped over.</summary>
    private const int LargestUnrolledWindow = 16;

    private int Height => layer.Vertical.Kernel;

    private int Width => layer.Horizontal.Kernel;

    public override void WriteCall(CallWriter writer) => writer.Line(writer.CallOf(this, "Inference", Input.Argument(), Output.Argument()));

    public override void WriteKernels(SourceWriter writer)
    {
        writer.Line($"// {Owner} inference: {kind} of in{Input.Shape.Brackets} over {Literal.Of(Height)}x{Literal.Of(Width)} -> out{Output.Shape.Brackets}.");
        using (writer.Method(Owner + "Inference", "ref float source, ref float target"))
        {
            using (writer.Loop("row", Output.Shape.Height))
            {
                PoolSpan rows = Axis(layer.Vertical, Input.Shape.Height, "row", "firstRow", "rows")
                    .Write(writer, new Positions(0, Output.Shape.Height));
                using (writer.Loop("column", Output.Shape.Width))
                {
                    PoolSpan columns = Axis(layer.Horizontal, Input.Shape.Width, "column", "firstColumn", "columns")
                        .Write(writer, new Positions(0, Output.Shape.Width));
                    string target = IndexExpression.Sum(
                        IndexExpression.Times(Output.Shape.Height > 1 ? "row" : string.Empty, Output.RowStep),
                        IndexExpression.Times(Output.Shape.Width > 1 ? "column" : string.Empty, Output.ColumnStep));
                    writer.Line($"ref float x = ref Unsafe.Add(ref source, {IndexExpression.Sum(rows.Start(Input.RowStep), columns.Start(Input.ColumnStep))});");
                    writer.Line($"ref float y = ref Unsafe.Add(ref target, {target});");
                    bool unrolls = Height * Width <= LargestUnrolledWindow;
                    var window = new PoolWindow(
                        rows.Inside, columns.Inside, Input.RowStep, Input.ColumnStep, rows.Counted.Times(columns.Counted), unrolls, unrolls);
                    using (writer.Block($"for (int vector = 0; vector < {OutputVectors.Count(Input.Shape.Channels)}; vector++)"))
                    {
                        WriteWindow(writer, window);
                    }
                }
            }
        }

        writer.Line();
    }

    private PoolAxis Axis(Window window, int input, string position, string start, string inside) =>
        new(window, input, countsPadding, position, start, inside);

    private void WriteWindow(SourceWriter writer, PoolWindow window)
    {
        writer.Line($"V {Result} = {start};");
        window.WriteValues(writer, at =>
        {
            string load = at == "0" ? First : $"V.Load(ref Unsafe.Add(ref x, {at}), vector)";
            if (load != start)
            {
                writer.Line(join(load));
            }
        });
        writer.Line($"V.Store({end(window.Share)}, ref y, vector);");
    }
}

using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>Pooling of one sample: lanes are channels, which all have their windows at the same places.</summary>
/// <param name="layer">The window.</param>
/// <param name="name">The operation's.</param>
/// <param name="kind">What a window gives, in comments.</param>
/// <param name="start">What the result begins with, an expression.</param>
/// <param name="join">The statement that takes a value in.</param>
/// <param name="end">What is stored of the result, an expression.</param>
/// <param name="input">The values.</param>
/// <param name="output">The results.</param>
internal sealed class PoolInference(
    Pool layer, string name, string kind, string start, Func<string, string> join, string end, SampleTensor input, SampleTensor output)
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

    public override void WriteCall(SourceWriter writer) => writer.Line(Call.Of(Name + "Inference", Input.Argument(), Output.Argument()));

    public override void WriteKernels(SourceWriter writer)
    {
        writer.Line($"// {Name} inference: {kind} of in{Input.Shape.Brackets} over {Literal.Of(Height)}x{Literal.Of(Width)} -> out{Output.Shape.Brackets}.");
        using (writer.Method(Name + "Inference", "ref float source, ref float target"))
        {
            bool hasRows = Output.Shape.Height > 1;
            bool hasColumns = Output.Shape.Width > 1;
            using (writer.Loop("row", Output.Shape.Height))
            using (writer.Loop("column", Output.Shape.Width))
            {
                string Place(int row, int column) => Index.Sum(
                    Index.Times(hasRows ? "row" : string.Empty, row), Index.Times(hasColumns ? "column" : string.Empty, column));
                writer.Line($"ref float x = ref Unsafe.Add(ref source, {Place(layer.Vertical.Stride * Input.RowStep, layer.Horizontal.Stride * Input.ColumnStep)});");
                writer.Line($"ref float y = ref Unsafe.Add(ref target, {Place(Output.RowStep, Output.ColumnStep)});");
                using (writer.Block($"for (int vector = 0; vector < {OutputVectors.Count(Input.Shape.Channels)}; vector++)"))
                {
                    WriteWindow(writer);
                }
            }
        }

        writer.Line();
    }

    private void WriteWindow(SourceWriter writer)
    {
        writer.Line($"V {Result} = {start};");
        if (Height * Width > LargestUnrolledWindow)
        {
            using (writer.Block($"for (int i = 0; i < {Literal.Of(Height)}; i++)"))
            using (writer.Block($"for (int j = 0; j < {Literal.Of(Width)}; j++)"))
            {
                writer.Line(join($"V.Load(ref Unsafe.Add(ref x, {Index.Sum(Index.Times("i", Input.RowStep), Index.Times("j", Input.ColumnStep))}), vector)"));
            }
        }
        else
        {
            for (int value = 0; value < Height * Width; value++)
            {
                int offset = (value / Width * Input.RowStep) + (value % Width * Input.ColumnStep);
                string load = value == 0 ? First : $"V.Load(ref Unsafe.Add(ref x, {Literal.Of(offset)}), vector)";
                if (load != start)
                {
                    writer.Line(join(load));
                }
            }
        }

        writer.Line($"V.Store({end}, ref y, vector);");
    }
}

using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Pooling, both kinds: a window slides over each channel by itself. What differs is how a window's values are joined,
/// and how its gradient is divided among them.
/// </summary>
internal abstract class PoolOperation(Pool layer, string name, Tensor input, Tensor output) : Operation(name, input, output)
{
    /// <summary>Windows up to this many values are written out, larger ones are looped over.</summary>
    private const int LargestUnrolledWindow = 16;

    public override bool WritesGradientOverInput => WritesEachOnce;

    public Window Vertical => layer.Vertical;

    public Window Horizontal => layer.Horizontal;

    protected abstract string Kind { get; }

    // Where windows overlap a value gets gradient from several.
    private bool Overlaps => Vertical.Stride < Vertical.Kernel || Horizontal.Stride < Horizontal.Kernel;

    // Windows lie side by side; what is left over behind the last ones gets zeros.
    private bool WritesEachOnce => Vertical.Stride == Vertical.Kernel && Horizontal.Stride == Horizontal.Kernel;

    private int CoveredRows => Output.Shape.Height * Vertical.Kernel;

    private int CoveredColumns => Output.Shape.Width * Horizontal.Kernel;

    private bool Unrolls => Vertical.Kernel * Horizontal.Kernel <= LargestUnrolledWindow;

    public override void WriteForward(SourceWriter writer) =>
        writer.Line(Call.Of(Name + "Forward", Call.Value(Input), Call.Value(Output)));

    public override void WriteBackward(SourceWriter writer)
    {
        if (!Input.NeedsGradient)
        {
            return;
        }

        if (!WritesEachOnce)
        {
            writer.Line($"Clear({Call.Gradient(Input)}, {Literal.Of(Input.Floats)});");
        }

        writer.Line(Call.Of(
            Name + "InputGradient",
            Call.Gradient(Output),
            ReadsInput ? Call.Value(Input) : string.Empty,
            BackwardReadsOutput ? Call.Value(Output) : string.Empty,
            Call.Gradient(Input)));
    }

    public override void WriteKernels(SourceWriter writer)
    {
        string input = Input.Shape.Brackets;
        string output = Output.Shape.Brackets;
        writer.Line($"// {Name} forward: {Kind} of in{input} over {Literal.Of(Vertical.Kernel)}x{Literal.Of(Horizontal.Kernel)}, stride {Strides} -> out{output}.");
        using (writer.Method(Name + "Forward", "ref float source, ref float target"))
        {
            using (WritePlanes(writer))
            {
                WriteWindows(writer, WriteForwardWindow, "source", "target");
            }
        }

        writer.Line();
        if (!Input.NeedsGradient)
        {
            return;
        }

        writer.Line($"// {Name} input gradient: dOut{output}{(Input.Activation == Activation.None ? string.Empty : $" * {Input.Activation}'")} -> dIn{input}{(Overlaps ? ", added" : string.Empty)}.");
        using (writer.Method(
            Name + "InputGradient",
            $"ref float outGradient, {(ReadsInput ? "ref float source, " : string.Empty)}{(BackwardReadsOutput ? "ref float target, " : string.Empty)}ref float inGradient"))
        {
            using (WritePlanes(writer))
            {
                WriteWindows(writer, WriteBackwardWindow, [.. (ReadsInput ? new[] { "source" } : []), "inGradient", .. (BackwardReadsOutput ? new[] { "target" } : []), "outGradient"]);
                if (WritesEachOnce)
                {
                    WriteUncovered(writer);
                }
            }
        }

        writer.Line();
    }

    protected bool ReadsInput => BackwardReadsOutput || Input.Activation != Activation.None;

    protected abstract void WriteForwardWindow(SourceWriter writer);

    protected abstract void WriteBackwardWindow(SourceWriter writer);

    /// <summary>Writes something for each value of a window; <paramref name="write"/> gets the value's vector behind the window's first.</summary>
    protected void WriteValues(SourceWriter writer, Action<string> write)
    {
        if (Unrolls)
        {
            for (int row = 0; row < Vertical.Kernel; row++)
            {
                for (int column = 0; column < Horizontal.Kernel; column++)
                {
                    write(Literal.Of((row * Input.Shape.Width) + column));
                }
            }

            return;
        }

        using (writer.Block($"for (int i = 0; i < {Literal.Of(Vertical.Kernel)}; i++)"))
        using (writer.Block($"for (int j = 0; j < {Literal.Of(Horizontal.Kernel)}; j++)"))
        {
            write($"(i * {Literal.Of(Input.Shape.Width)}) + j");
        }
    }

    /// <summary>Stores a value's gradient, or adds it where windows overlap.</summary>
    protected string StoreGradient(string gradient, string at) => Overlaps
        ? $"V.Store(V.Load(ref dx, {at}) + {gradient}, ref dx, {at});"
        : $"V.Store({gradient}, ref dx, {at});";

    private string Strides => Windows.Describe(Vertical.Stride, Horizontal.Stride).Replace("×", "x");

    private void WriteUncovered(SourceWriter writer)
    {
        int width = Input.Shape.Width;
        if (CoveredColumns < width)
        {
            using (writer.Loop("row", CoveredRows))
            using (writer.Loop("column", width - CoveredColumns))
            {
                string place = Index.Sum(
                    Index.Times("plane", Input.Plane),
                    Index.Times(CoveredRows > 1 ? "row" : string.Empty, width),
                    width - CoveredColumns > 1 ? "column" : string.Empty,
                    Index.Constant(CoveredColumns));
                writer.Line($"V.Store(V.Zero, ref inGradient, {place});");
            }
        }

        if (CoveredRows < Input.Shape.Height)
        {
            using (writer.Loop("i", (Input.Shape.Height - CoveredRows) * width))
            {
                string place = Index.Sum(
                    Index.Times("plane", Input.Plane),
                    (Input.Shape.Height - CoveredRows) * width > 1 ? "i" : string.Empty,
                    Index.Constant(CoveredRows * width));
                writer.Line($"V.Store(V.Zero, ref inGradient, {place});");
            }
        }
    }

    private SourceWriter.Scope WritePlanes(SourceWriter writer) =>
        writer.Block($"for (int plane = 0; plane < {Literal.Of(Input.Shape.Channels)} * V.SubBlocks; plane++)");

    // The names under which a window sees its arrays: x and dx at its first value, y and dy at its result.
    private void WriteWindows(SourceWriter writer, Action<SourceWriter> window, params string[] arrays)
    {
        using (writer.Loop("row", Output.Shape.Height) ?? writer.Block())
        {
            string row = Output.Shape.Height > 1 ? "row" : string.Empty;
            string source = Index.Sum(Index.Times("plane", Input.Plane), Index.Times(row, Vertical.Stride * Input.Shape.Width));
            string target = Index.Sum(Index.Times("plane", Output.Plane), Index.Times(row, Output.Shape.Width));
            List<(string Local, string Array, string Place, int Step)> views = [.. arrays.Select(array => array switch
            {
                "source" => ("x", array, source, Horizontal.Stride),
                "inGradient" => ("dx", array, source, Horizontal.Stride),
                "target" => ("y", array, target, 1),
                _ => ("dy", array, target, 1),
            })];
            foreach ((string local, string array, string place, int _) in views)
            {
                writer.Line($"ref float {local} = ref V.At(ref {array}, {place});");
            }

            using (writer.Loop("column", Output.Shape.Width))
            {
                window(writer);
                foreach ((string local, string _, string _, int step) in views.Where(_ => Output.Shape.Width > 1))
                {
                    writer.Line($"{local} = ref V.At(ref {local}, {Literal.Of(step)});");
                }
            }
        }
    }
}

using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

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

    /// <summary>Whether some window reaches over an edge of the input.</summary>
    public bool ReachesOutside => Vertical.ReachesOutside(Input.Shape.Height) || Horizontal.ReachesOutside(Input.Shape.Width);

    protected abstract string Kind { get; }

    /// <summary>Whether values outside of the input, as far as there is padding, count where a mean is taken.</summary>
    protected virtual bool CountsPadding => false;

    // Where windows overlap a value gets gradient from several.
    private bool Overlaps => Vertical.Stride < Vertical.Kernel || Horizontal.Stride < Horizontal.Kernel;

    // Windows lie side by side; what is left over behind the last ones gets zeros.
    private bool WritesEachOnce => !ReachesOutside && Vertical.Stride == Vertical.Kernel && Horizontal.Stride == Horizontal.Kernel;

    private int CoveredRows => Output.Shape.Height * Vertical.Kernel;

    private int CoveredColumns => Output.Shape.Width * Horizontal.Kernel;

    public override void WriteForward(CallWriter writer) =>
        writer.Line(writer.CallOf(this, "Forward", ArgumentText.Value(Input), ArgumentText.Value(Output)));

    public override void WriteBackward(CallWriter writer)
    {
        if (!Input.NeedsGradient)
        {
            return;
        }

        if (!WritesEachOnce)
        {
            writer.Line($"Clear({writer.Gradient(Input)}, {Literal.Of(Input.Floats)});");
        }

        writer.Line(writer.CallOf(
            this,
            "InputGradient",
            writer.Gradient(Output),
            ReadsInput ? ArgumentText.Value(Input) : string.Empty,
            BackwardReadsOutput ? ArgumentText.Value(Output) : string.Empty,
            writer.Gradient(Input)));
    }

    public override void WriteKernels(SourceWriter writer)
    {
        string input = Input.Shape.Brackets;
        string output = Output.Shape.Brackets;
        writer.Line($"// {Owner} forward: {Kind} of in{input} over {Literal.Of(Vertical.Kernel)}x{Literal.Of(Horizontal.Kernel)}, stride {Strides}{Padding} -> out{output}.");
        using (writer.Method(Owner + "Forward", "ref float source, ref float target"))
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

        writer.Line($"// {Owner} input gradient: dOut{output}{(Input.Activation == Activation.None ? string.Empty : $" * {Input.Activation}'")} -> dIn{input}{(Overlaps ? ", added" : string.Empty)}.");
        using (writer.Method(
            Owner + "InputGradient",
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

    protected abstract void WriteForwardWindow(SourceWriter writer, PoolWindow window);

    protected abstract void WriteBackwardWindow(SourceWriter writer, PoolWindow window);

    /// <summary>Stores a value's gradient, or adds it where windows overlap.</summary>
    protected string StoreGradient(string gradient, string at) => Overlaps
        ? $"V.Store(V.Load(ref dx, {at}) + {gradient}, ref dx, {at});"
        : $"V.Store({gradient}, ref dx, {at});";

    private string Strides => Windows.Describe(Vertical.Stride, Horizontal.Stride).Replace("×", "x");

    private string Padding =>
        (Horizontal.Padding == 0 ? string.Empty : $", padding {Literal.Of(Horizontal.Padding)}") + (Horizontal.Ceiling ? ", the last may end outside" : string.Empty);

    private void WriteUncovered(SourceWriter writer)
    {
        int width = Input.Shape.Width;
        if (CoveredColumns < width)
        {
            using (writer.Loop("row", CoveredRows))
            using (writer.Loop("column", width - CoveredColumns))
            {
                string place = IndexExpression.Sum(
                    IndexExpression.Times("plane", Input.Plane),
                    IndexExpression.Times(CoveredRows > 1 ? "row" : string.Empty, width),
                    width - CoveredColumns > 1 ? "column" : string.Empty,
                    IndexExpression.Constant(CoveredColumns));
                writer.Line($"V.Store(V.Zero, ref inGradient, {place});");
            }
        }

        if (CoveredRows < Input.Shape.Height)
        {
            using (writer.Loop("i", (Input.Shape.Height - CoveredRows) * width))
            {
                string place = IndexExpression.Sum(
                    IndexExpression.Times("plane", Input.Plane),
                    (Input.Shape.Height - CoveredRows) * width > 1 ? "i" : string.Empty,
                    IndexExpression.Constant(CoveredRows * width));
                writer.Line($"V.Store(V.Zero, ref inGradient, {place});");
            }
        }
    }

    private SourceWriter.Scope WritePlanes(SourceWriter writer) =>
        writer.Block($"for (int plane = 0; plane < {Literal.Of(Input.Shape.Channels)} * V.SubBlocks; plane++)");

    private void WriteWindows(SourceWriter writer, Action<SourceWriter, PoolWindow> window, params string[] arrays)
    {
        if (ReachesOutside)
        {
            new PoolEdgeEmitter(Vertical, Horizontal, Input, Output, CountsPadding).Write(writer, window, arrays);
            return;
        }

        using (writer.Loop("row", Output.Shape.Height) ?? writer.Block())
        {
            string row = Output.Shape.Height > 1 ? "row" : string.Empty;
            PoolViews.Write(
                writer,
                arrays,
                IndexExpression.Sum(IndexExpression.Times("plane", Input.Plane), IndexExpression.Times(row, Vertical.Stride * Input.Shape.Width)),
                IndexExpression.Sum(IndexExpression.Times("plane", Output.Plane), IndexExpression.Times(row, Output.Shape.Width)));
            using (writer.Loop("column", Output.Shape.Width))
            {
                window(writer, WholeWindow());
                if (Output.Shape.Width > 1)
                {
                    PoolViews.Move(writer, arrays, Horizontal.Stride);
                }
            }
        }
    }

    private PoolWindow WholeWindow()
    {
        int size = Vertical.Kernel * Horizontal.Kernel;
        bool unrolls = size <= LargestUnrolledWindow;
        return new PoolWindow(
            new PoolExtent(Vertical.Kernel), new PoolExtent(Horizontal.Kernel), Input.Shape.Width, 1, new PoolExtent(size), unrolls, unrolls);
    }
}

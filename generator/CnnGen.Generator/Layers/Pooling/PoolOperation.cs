using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
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
            writer.Call("Clear", writer.Gradient(Input), Input.Floats);
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
        WriteForwardKernel(writer);
        if (Input.NeedsGradient)
        {
            WriteInputGradientKernel(writer);
        }
    }

    protected bool ReadsInput => BackwardReadsOutput || Input.Activation != Activation.None;

    protected abstract void WriteForwardWindow(Block block, PoolWindow window);

    protected abstract void WriteBackwardWindow(Block block, PoolWindow window);

    /// <summary>Stores a value's gradient, or adds it where windows overlap.</summary>
    protected void StoreGradient(Block block, Lanes gradient, Integer at) => block.Store(
        Overlaps ? Lanes.Load(PoolArray.InputGradient, at) + gradient : gradient, PoolArray.InputGradient, at);

    private string Strides => Windows.Describe(Vertical.Stride, Horizontal.Stride).Replace("×", "x");

    private string Padding =>
        (Horizontal.Padding == 0 ? string.Empty : FormattableString.Invariant($", padding {Horizontal.Padding}")) + (Horizontal.Ceiling ? ", the last may end outside" : string.Empty);

    private void WriteForwardKernel(SourceWriter writer)
    {
        KernelMethod kernel = new(
            Owner + "Forward",
            $"{Owner} forward: {Kind} of in{Input.Shape.Brackets} over {Vertical.Kernel}x{Horizontal.Kernel}, stride {Strides}{Padding} -> out{Output.Shape.Brackets}.");
        PoolArray[] arrays =
        [
            new(kernel.Array("source"), PoolArray.Input, IsInput: true),
            new(kernel.Array("target"), PoolArray.Output, IsInput: false),
        ];
        kernel.Body.Loop("plane", Planes, (block, plane) => WriteWindows(block, plane, WriteForwardWindow, arrays));
        kernel.Write(writer);
    }

    private void WriteInputGradientKernel(SourceWriter writer)
    {
        string derivative = Input.Activation == Activation.None ? string.Empty : $" * {Input.Activation}'";
        KernelMethod kernel = new(
            Owner + "InputGradient",
            $"{Owner} input gradient: dOut{Output.Shape.Brackets}{derivative} -> dIn{Input.Shape.Brackets}{(Overlaps ? ", added" : string.Empty)}.");
        Address outGradient = kernel.Array("outGradient");
        Address? source = kernel.ArrayIf(ReadsInput, "source");
        Address? target = kernel.ArrayIf(BackwardReadsOutput, "target");
        Address inGradient = kernel.Array("inGradient");
        List<PoolArray> arrays = [new(inGradient, PoolArray.InputGradient, IsInput: true), new(outGradient, PoolArray.OutputGradient, IsInput: false)];
        if (target is not null)
        {
            arrays.Insert(1, new(target, PoolArray.Output, IsInput: false));
        }

        if (source is not null)
        {
            arrays.Insert(0, new(source, PoolArray.Input, IsInput: true));
        }

        kernel.Body.Loop("plane", Planes, (block, plane) =>
        {
            WriteWindows(block, plane, WriteBackwardWindow, arrays);
            if (WritesEachOnce)
            {
                WriteUncovered(block, plane, inGradient);
            }
        });
        kernel.Write(writer);
    }

    private void WriteUncovered(Block block, Integer plane, Address inGradient)
    {
        int width = Input.Shape.Width;
        Integer first = plane * Input.Plane;
        block.Loop("row", CoveredRows, (columns, row) => columns.Loop("column", width - CoveredColumns, (turn, column) =>
            turn.Store(Lanes.Zero, inGradient, first + (row * width) + column + CoveredColumns)));
        block.Loop("i", (Input.Shape.Height - CoveredRows) * width, (turn, i) =>
            turn.Store(Lanes.Zero, inGradient, first + i + (CoveredRows * width)));
    }

    private Integer Planes => Integer.InAllSubBlocks(Input.Shape.Channels);

    private void WriteWindows(Block block, Integer plane, Action<Block, PoolWindow> window, IReadOnlyList<PoolArray> arrays)
    {
        if (ReachesOutside)
        {
            new PoolEdgeEmitter(Vertical, Horizontal, Input, Output, CountsPadding, window, arrays).Write(block, plane);
            return;
        }

        block.Loop("row", Output.Shape.Height, (columns, row) =>
        {
            PoolArray.Declare(
                columns,
                arrays,
                (plane * Input.Plane) + (row * (Vertical.Stride * Input.Shape.Width)),
                (plane * Output.Plane) + (row * Output.Shape.Width));
            columns.Loop("column", Output.Shape.Width, (turn, _) =>
            {
                window(turn, WholeWindow());
                PoolArray.Next(turn, arrays, Horizontal.Stride);
            });
        });
    }

    private PoolWindow WholeWindow()
    {
        int size = Vertical.Kernel * Horizontal.Kernel;
        bool unrolls = size <= LargestUnrolledWindow;
        return new PoolWindow(Vertical.Kernel, Horizontal.Kernel, Input.Shape.Width, 1, size, unrolls, unrolls);
    }
}

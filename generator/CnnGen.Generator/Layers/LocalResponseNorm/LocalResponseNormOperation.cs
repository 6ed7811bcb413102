using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// y = x d^−β with d = k + α/n Σ x² over the neighbours. Its gradient is dy d^−β − 2 α/n β x Σ dy x d^−β / d, the sum over
/// the same neighbours: those whose sums hold x.
/// </summary>
internal sealed class LocalResponseNormOperation : Operation
{
    private readonly LocalResponseNorm _layer;
    private readonly Tensor _base;
    private readonly Tensor _factor;

    public LocalResponseNormOperation(LocalResponseNorm layer, string name, Tensor input, Tensor output)
        : base(name, input, output)
    {
        _layer = layer;
        _base = new Tensor(name + "Base", output.Shape);
        _factor = new Tensor(name + "Factor", output.Shape);
    }

    // The backward pass overwrites it by what each value adds to the gradients of its neighbours.
    public override IReadOnlyList<Tensor> Scratch => [_base, _factor];

    public override bool WritesGradientOverInput => true;

    // A vector may be what an image was, flattened: then each of its values is a channel.
    private int Channels => Output.Shape.Channels;

    private int Values => Output.Shape.Height * Output.Shape.Width;

    private int SourcePlane => Input.PlaneOf(Output.Shape);

    public override InferenceOperation CreateInference(SampleTensor input, SampleTensor output) =>
        new LocalResponseNormInference(_layer, Name, input, output);

    public override void WriteForward(CallWriter writer) => writer.Line(writer.CallOf(
        this,
        "Forward", ArgumentText.Value(Input), ArgumentText.Value(_base), ArgumentText.Value(_factor), ArgumentText.Value(Output)));

    public override void WriteBackward(CallWriter writer)
    {
        if (Input.NeedsGradient)
        {
            writer.Line(writer.CallOf(
                this,
                "InputGradient", writer.Gradient(Output), ArgumentText.Value(Input), ArgumentText.Value(_base), ArgumentText.Value(_factor), writer.Gradient(Input)));
        }
    }

    public override void WriteKernels(SourceWriter writer)
    {
        KernelMethod kernel = new(
            Owner + "Forward",
            $"{Owner} forward: in{Input.Shape.Brackets} / ({Literal.Shortest(_layer.K)} + {Literal.Shortest(_layer.Alpha)} * mean of in^2 over {_layer.Size} channels)^{Literal.Shortest(_layer.Beta)} -> out{Output.Shape.Brackets}.");
        Address source = kernel.Array("source");
        Address bases = kernel.Array("bases");
        Address factors = kernel.Array("factors");
        Address target = kernel.Array("target");
        WriteSums(kernel.Body, source, SourcePlane, x => x * x, (block, sum, place) =>
        {
            Lanes d = block.Declare("d", Lanes.Broadcast(_layer.K) + (Lanes.Broadcast(_layer.Share) * sum));
            Lanes factor = block.Declare("factor", Lanes.Apply(LaneFunction.Exp, Lanes.Broadcast(-_layer.Beta) * Lanes.Apply(LaneFunction.Log, d)));
            block.Store(d, bases, place(Values));
            block.Store(factor, factors, place(Values));
            block.Store(Lanes.Load(source, place(SourcePlane)) * factor, target, place(Output.Plane));
        });
        kernel.Write(writer);
        if (Input.NeedsGradient)
        {
            WriteInputGradientKernel(writer);
        }
    }

    private void WriteInputGradientKernel(SourceWriter writer)
    {
        string derivative = Input.Activation == Activation.None ? string.Empty : $" * {Input.Activation}'";
        KernelMethod kernel = new(
            Owner + "InputGradient",
            $"{Owner} input gradient: (dOut{Output.Shape.Brackets} * factor - in * sum over {_layer.Size} channels){derivative} -> dIn{Input.Shape.Brackets}.");
        Address outGradient = kernel.Array("outGradient");
        Address source = kernel.Array("source");
        Address bases = kernel.Array("bases");
        Address factors = kernel.Array("factors");
        Address inGradient = kernel.Array("inGradient");
        WriteEach(kernel.Body, (_, _) => { }, (block, channel, place) =>
        {
            Lanes product = Lanes.Load(outGradient, place(channel, Output.Plane)) * Lanes.Load(source, place(channel, SourcePlane));
            Lanes share = block.Declare("share", product * Lanes.Load(factors, place(channel, Values)) / Lanes.Load(bases, place(channel, Values)));
            block.Store(share, bases, place(channel, Values));
        });
        kernel.Body.Skip();
        WriteSums(kernel.Body, bases, Values, x => x, (block, sum, place) =>
        {
            Lanes value = block.Declare("value", Lanes.Load(source, place(SourcePlane)));
            Lanes passed = Lanes.Load(outGradient, place(Output.Plane)) * Lanes.Load(factors, place(Values));
            Lanes gradient = block.Declare("gradient", passed - (Lanes.Broadcast(2 * _layer.Share * _layer.Beta) * value * sum));
            block.Store(ActivationEmitter.Differentiate(Input.Activation, gradient, value), inGradient, place(SourcePlane));
        });
        kernel.Write(writer);
    }

    // Writes what is done with each value, which gets the sum over its neighbours, and its place in tensors whose channels are so many vectors apart.
    private void WriteSums(Block body, Address array, int plane, Func<Lanes, Lanes> term, Action<Block, Lanes, Func<int, Integer>> write)
    {
        (Integer first, Integer end) = (0, 0);
        WriteEach(
            body,
            (block, channel) =>
            {
                first = block.Declare("first", Integer.Max(channel - _layer.Reach, 0));
                end = block.Declare("end", Integer.Min(channel + (_layer.Reach + 1), Channels));
            },
            (block, channel, place) =>
            {
                Lanes sum = block.Declare("sum", Lanes.Zero);
                block.Loop("neighbour", first, end, (turn, neighbour) =>
                    turn.Add(sum, term(turn.Declare("x", Lanes.Load(array, place(neighbour, plane))))));
                write(block, sum, apart => place(channel, apart));
            });
    }

    private void WriteEach(Block body, Action<Block, Integer> begin, Action<Block, Integer, Func<Integer, int, Integer>> write) =>
        body.Loop("part", Integer.InAllSubBlocks(1), (parts, part) => parts.Loop("channel", Channels, (values, channel) =>
        {
            begin(values, channel);
            values.Loop("i", Values, (value, i) => write(value, channel, (of, plane) => (part * (Channels * plane)) + (of * plane) + i));
        }));
}

using CnnGen.Generator.Functions;
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
        string size = Literal.Of(_layer.Size);
        string source = Place(SourcePlane);
        string target = Place(Output.Plane);
        string own = Place(Values);
        writer.Line($"// {Owner} forward: in{Input.Shape.Brackets} / ({Literal.Shortest(_layer.K)} + {Literal.Shortest(_layer.Alpha)} * mean of in^2 over {size} channels)^{Literal.Shortest(_layer.Beta)} -> out{Output.Shape.Brackets}.");
        using (writer.Method(Owner + "Forward", "ref float source, ref float bases, ref float factors, ref float target"))
        {
            WriteEach(writer, hasNeighbours: true, () =>
            {
                WriteSum(writer, "source", SourcePlane, "x * x");
                writer.Line($"V d = V.Broadcast({Literal.Shortest(_layer.K)}f) + (V.Broadcast({Literal.Shortest(_layer.Share)}f) * sum);");
                writer.Line($"V factor = LaneMath.Exp(V.Broadcast({Literal.Shortest(-_layer.Beta)}f) * LaneMath.Log(d));");
                writer.Line($"V.Store(d, ref bases, {own});");
                writer.Line($"V.Store(factor, ref factors, {own});");
                writer.Line($"V.Store(V.Load(ref source, {source}) * factor, ref target, {target});");
            });
        }

        writer.Line();
        if (!Input.NeedsGradient)
        {
            return;
        }

        string derivative = Input.Activation == Activation.None ? string.Empty : $" * {Input.Activation}'";
        writer.Line($"// {Owner} input gradient: (dOut{Output.Shape.Brackets} * factor - in * sum over {size} channels){derivative} -> dIn{Input.Shape.Brackets}.");
        using (writer.Method(Owner + "InputGradient", "ref float outGradient, ref float source, ref float bases, ref float factors, ref float inGradient"))
        {
            WriteEach(writer, hasNeighbours: false, () =>
            {
                writer.Line($"V share = V.Load(ref outGradient, {target}) * V.Load(ref source, {source}) * V.Load(ref factors, {own}) / V.Load(ref bases, {own});");
                writer.Line($"V.Store(share, ref bases, {own});");
            });
            writer.Line();
            WriteEach(writer, hasNeighbours: true, () =>
            {
                WriteSum(writer, "bases", Values, "x");
                writer.Line($"V value = V.Load(ref source, {source});");
                writer.Line($"V gradient = (V.Load(ref outGradient, {target}) * V.Load(ref factors, {own})) - (V.Broadcast({Literal.Shortest(2 * _layer.Share * _layer.Beta)}f) * value * sum);");
                writer.Line($"V.Store({ActivationEmitter.Differentiate(Input.Activation, "gradient", "value")}, ref inGradient, {source});");
            });
        }

        writer.Line();
    }

    // For each value; first and last are the ends of its neighbourhood.
    private void WriteEach(SourceWriter writer, bool hasNeighbours, Action body)
    {
        using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
        using (writer.Block($"for (int channel = 0; channel < {Literal.Of(Channels)}; channel++)"))
        {
            if (hasNeighbours)
            {
                writer.Line($"int first = Math.Max(channel - {Literal.Of(_layer.Reach)}, 0);");
                writer.Line($"int last = Math.Min(channel + {Literal.Of(_layer.Reach)}, {Literal.Of(Channels - 1)});");
            }

            using (writer.Block($"for (int i = 0; i < {Literal.Of(Values)}; i++)"))
            {
                body();
            }
        }
    }

    private void WriteSum(SourceWriter writer, string array, int plane, string term)
    {
        writer.Line("V sum = V.Zero;");
        using (writer.Block("for (int neighbour = first; neighbour <= last; neighbour++)"))
        {
            writer.Line($"V x = V.Load(ref {array}, (((part * {Literal.Of(Channels)}) + neighbour) * {Literal.Of(plane)}) + i);");
            writer.Line($"sum += {term};");
        }
    }

    private string Place(int plane) => $"(((part * {Literal.Of(Channels)}) + channel) * {Literal.Of(plane)}) + i";
}

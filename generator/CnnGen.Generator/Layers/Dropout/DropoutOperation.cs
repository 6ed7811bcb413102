using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Inverted dropout (Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from Overfitting, 2014): in a training
/// step each value is multiplied by 0 or 1 / (1 − rate), and so is its gradient; else it is passed on.
/// </summary>
internal sealed class DropoutOperation(Dropout layer, string name, Tensor input, Tensor output) : Operation(name, input, output)
{
    private readonly Tensor _mask = new(name + "Mask", input.Shape);

    public override bool WritesGradientOverInput => true;

    public override bool BackwardReadsInput => Input.Activation != Activation.None;

    public override bool DropsValues => true;

    public override IReadOnlyList<Tensor> Scratch => [_mask];

    private int Values => Input.Shape.Height * Input.Shape.Width;

    public override bool PassesSample => true;

    public override InferenceOperation CreateInference(SampleTensor input, SampleTensor output) => new GivenInference(Name, output);

    public override void WriteForward(CallWriter writer) =>
        writer.Line(writer.CallOf(this, "Forward", $"ref At(ref arena, {StateName})", $"0x{Number:X8}", ArgumentText.Value(Input), ArgumentText.Value(_mask), ArgumentText.Value(Output)));

    public override void WriteBackward(CallWriter writer)
    {
        if (Input.NeedsGradient)
        {
            writer.Line(writer.CallOf(
                this,
                "InputGradient",
                writer.Gradient(Output),
                ArgumentText.Value(_mask),
                BackwardReadsInput ? ArgumentText.Value(Input) : string.Empty,
                writer.Gradient(Input)));
        }
    }

    public override void WriteKernels(SourceWriter writer)
    {
        string source = Place(Input.Plane);
        string target = Place(Output.PlaneOf(Input.Shape));
        string mask = Place(Values);
        string rate = Literal.Shortest(layer.Rate);
        writer.Line($"// {Owner} forward: in{Input.Shape.Brackets} * mask -> out{Output.Shape.Brackets} in a training step, else in -> out.");
        using (writer.Method(Owner + "Forward", "ref float state, uint layer, ref float source, ref float mask, ref float target"))
        {
            using (writer.Block("if (!DropoutMask.IsTraining(ref state))"))
            {
                WriteValues(writer, $"V.Store(V.Load(ref source, {source}), ref target, {target});");
                writer.Line("return;");
            }

            writer.Line();
            writer.Line($"DropoutMask.Draw<V>(ref state, layer, {rate}f, {Literal.Of(Input.Size)}, ref mask);");
            WriteValues(writer, $"V.Store(V.Load(ref source, {source}) * V.Load(ref mask, {mask}), ref target, {target});");
        }

        writer.Line();
        if (!Input.NeedsGradient)
        {
            return;
        }

        writer.Line($"// {Owner} input gradient: dOut{Output.Shape.Brackets} * mask{(BackwardReadsInput ? $" * {Input.Activation}'" : string.Empty)} -> dIn{Input.Shape.Brackets}.");
        using (writer.Method(
            Owner + "InputGradient", $"ref float outGradient, ref float mask, {(BackwardReadsInput ? "ref float value, " : string.Empty)}ref float inGradient"))
        {
            string gradient = ActivationEmitter.Differentiate(
                Input.Activation, $"V.Load(ref outGradient, {target}) * V.Load(ref mask, {mask})", $"V.Load(ref value, {source})");
            WriteValues(writer, $"V.Store({gradient}, ref inGradient, {source});");
        }

        writer.Line();
    }

    // FNV-1a of its name: what a layer drops does not change where others come or go.
    private uint Number => LayerName.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u));

    private void WriteValues(SourceWriter writer, string statement)
    {
        using (writer.Block($"for (int channel = 0; channel < {Literal.Of(Input.Shape.Channels)} * V.SubBlocks; channel++)"))
        using (writer.Loop("i", Values) ?? writer.Block())
        {
            writer.Line(statement);
        }
    }

    private string Place(int plane) => IndexExpression.Sum(IndexExpression.Times("channel", plane), Values > 1 ? "i" : string.Empty);
}

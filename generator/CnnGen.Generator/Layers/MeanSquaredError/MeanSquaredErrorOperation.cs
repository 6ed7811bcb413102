using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// The mean of squares over the outputs of a sample, Σ (out − target)² / n, in ascending order, and its gradient
/// 2 (out − target) / n. Differences that would become denormal on their way back are none.
/// </summary>
internal sealed class MeanSquaredErrorOperation(string name, Tensor input, Tensor output) : LossOperation(name, input, output)
{
    private int Outputs => Output.Size;

    public override PredictionKind Predicts => PredictionKind.Numbers;

    public override Tensor Target { get; } = new(name + "Target", output.Shape);

    public override string Verb => "Predicts the numbers that belong to";

    public override string Prediction => $"{Plural.Count(Outputs, "output")} as scores; the label is -1, since there are no classes.";

    public override string Scores => Plural.Count(Outputs, "output");

    protected override string InferenceCall(string source, string target) => string.Empty;

    public override void WriteForward(CallWriter writer) =>
        writer.Line($"Copy({ArgumentText.Value(Input)}, {ArgumentText.Value(Output)}, {Literal.Of(Output.Floats)});");

    public override void WriteLoss(CallWriter writer) =>
        writer.Line(writer.CallOf(this, "Loss", ArgumentText.Value(Output), ArgumentText.Value(Target), "ref losses"));

    public override void WriteBackward(CallWriter writer)
    {
        if (Input.NeedsGradient)
        {
            writer.Line(writer.CallOf(
                this,
                "InputGradient",
                ArgumentText.Value(Output),
                ArgumentText.Value(Target),
                "ref sampleWeights",
                writer.Gradient(Input)));
        }
    }

    public override void WriteKernels(SourceWriter writer)
    {
        WriteLossKernel(writer);
        if (Input.NeedsGradient)
        {
            WriteInputGradientKernel(writer);
        }
    }

    private void WriteLossKernel(SourceWriter writer)
    {
        string outputs = Literal.Of(Outputs);
        writer.Line($"// {Owner} loss: sum of (out[{outputs}] - target[{outputs}])^2 / {outputs} -> loss.");
        using (writer.Method(Owner + "Loss", "ref float output, ref float target, ref float losses"))
        using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
        {
            writer.Line("V sum = V.Zero;");
            using (writer.Block($"for (int i = 0; i < {outputs}; i++)"))
            {
                writer.Line("V difference = V.Load(ref output, i) - V.Load(ref target, i);");
                writer.Line("V.Accumulate(ref sum, difference, difference);");
            }

            writer.Line();
            writer.Line($"V.Store(sum / V.Broadcast({outputs}f), ref losses, part);");
            writer.Line($"output = ref V.At(ref output, {outputs});");
            writer.Line($"target = ref V.At(ref target, {outputs});");
        }

        writer.Line();
    }

    // The outputs are the values behind an activation, so that its derivative is a function of them.
    private void WriteInputGradientKernel(SourceWriter writer)
    {
        string outputs = Literal.Of(Outputs);
        string derivative = Input.Activation == Activation.None ? string.Empty : $" * {Input.Activation}'";
        writer.Line($"// {Owner} input gradient: (out[{outputs}] - target[{outputs}]) * 2 / {outputs} * weight{derivative} -> dIn[{outputs}].");
        using (writer.Method(Owner + "InputGradient", "ref float output, ref float target, ref float sampleWeights, ref float inGradient"))
        using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
        {
            writer.Line($"V scale = V.Load(ref sampleWeights, part) * V.Broadcast({Literal.Of(2f / Outputs)});");
            using (writer.Block($"for (int i = 0; i < {outputs}; i++)"))
            {
                writer.Line("V value = V.Load(ref output, i);");
                writer.Line("V gradient = LaneMath.Flush(value - V.Load(ref target, i)) * scale;");
                writer.Line($"V.Store({ActivationEmitter.Differentiate(Input.Activation, "gradient", "value")}, ref inGradient, i);");
            }

            writer.Line();
            writer.Line($"output = ref V.At(ref output, {outputs});");
            writer.Line($"target = ref V.At(ref target, {outputs});");
            writer.Line($"inGradient = ref V.At(ref inGradient, {outputs});");
        }

        writer.Line();
    }
}

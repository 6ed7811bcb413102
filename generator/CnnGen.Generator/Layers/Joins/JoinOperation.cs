using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>What the operations have in common that join branches: several inputs, each value of which goes to one result.</summary>
internal abstract class JoinOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) : Operation(name, inputs[0], output)
{
    public sealed override IReadOnlyList<Tensor> Inputs => inputs;

    public sealed override bool BackwardReadsInput => inputs.Any(input => WritesGradient(input) && input.Activation != Activation.None);

    public sealed override InferenceOperation CreateInference(SampleTensor input, SampleTensor output) => CreateInference([input], output);

    public abstract override InferenceOperation CreateInference(IReadOnlyList<SampleTensor> inputs, SampleTensor output);

    public sealed override void WriteForward(CallWriter writer) =>
        writer.Line(writer.CallOf(this, "Forward", [.. inputs.Select(ArgumentText.Value), ArgumentText.Value(Output)]));

    public sealed override void WriteBackward(CallWriter writer)
    {
        for (int i = 0; i < inputs.Count; i++)
        {
            if (WritesGradient(inputs[i]))
            {
                writer.Line(writer.CallOf(
                    this,
                    GradientKernel(i),
                    writer.Gradient(Output),
                    inputs[i].Activation == Activation.None ? string.Empty : ArgumentText.Value(inputs[i]),
                    writer.Gradient(inputs[i])));
            }
        }
    }

    public sealed override void WriteKernels(SourceWriter writer)
    {
        writer.Line($"// {Owner} forward: {Formula}{ActivationEmitter.Describe(Output.Activation)} -> out{Output.Shape.Brackets}.");
        using (writer.Method(Owner + "Forward", string.Concat(inputs.Select((_, i) => $"ref float {Source(i)}, ")) + "ref float target"))
        {
            WriteForwardValues(writer);
        }

        writer.Line();
        for (int i = 0; i < inputs.Count; i++)
        {
            if (!WritesGradient(inputs[i]))
            {
                continue;
            }

            bool behindActivation = inputs[i].Activation != Activation.None;
            writer.Line($"// {Owner} gradient of input {Literal.Of(i + 1)}: dOut{Output.Shape.Brackets}{(behindActivation ? $" * {inputs[i].Activation}'" : string.Empty)} -> dIn{inputs[i].Shape.Brackets}.");
            using (writer.Method(Owner + GradientKernel(i), $"ref float outGradient, {(behindActivation ? "ref float value, " : string.Empty)}ref float inGradient"))
            {
                WriteInputGradientValues(writer, i);
            }

            writer.Line();
        }
    }

    /// <summary>What the forward pass computes, in a comment.</summary>
    protected abstract string Formula { get; }

    /// <summary>Writes the loops that compute all results.</summary>
    protected abstract void WriteForwardValues(SourceWriter writer);

    /// <summary>Writes the loops that bring the gradient back to an input.</summary>
    protected abstract void WriteInputGradientValues(SourceWriter writer, int input);

    /// <summary>What a kernel calls an input.</summary>
    protected static string Source(int input) => "source" + Literal.Of(input + 1);

    /// <summary>The statement that brings one vector of the gradient back.</summary>
    protected string PassBack(int input, string from, string to)
    {
        string gradient = ActivationEmitter.Differentiate(
            inputs[input].Activation, $"V.Load(ref outGradient, {from})", $"V.Load(ref value, {to})");
        return $"V.Store({gradient}, ref inGradient, {to});";
    }

    private bool WritesGradient(Tensor input) => input.NeedsGradient && !ForwardsGradientUnchanged(input);

    private static string GradientKernel(int input) => $"Input{Literal.Of(input + 1)}Gradient";
}

using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
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
        KernelMethod forward = new(Owner + "Forward", $"{Owner} forward: {Formula}{ActivationEmitter.Describe(Output.Activation)} -> out{Output.Shape.Brackets}.");
        Address[] sources = [.. inputs.Select((_, i) => forward.Array(FormattableString.Invariant($"source{i + 1}")))];
        WriteForwardValues(forward.Body, sources, forward.Array("target"));
        forward.Write(writer);
        for (int i = 0; i < inputs.Count; i++)
        {
            if (WritesGradient(inputs[i]))
            {
                WriteInputGradientKernel(writer, i);
            }
        }
    }

    private void WriteInputGradientKernel(SourceWriter writer, int index)
    {
        Tensor input = inputs[index];
        bool behindActivation = input.Activation != Activation.None;
        KernelMethod kernel = new(
            Owner + GradientKernel(index),
            $"{Owner} gradient of input {index + 1}: dOut{Output.Shape.Brackets}{(behindActivation ? $" * {input.Activation}'" : string.Empty)} -> dIn{input.Shape.Brackets}.");
        Address outGradient = kernel.Array("outGradient");
        Address? value = kernel.ArrayIf(behindActivation, "value");
        Address inGradient = kernel.Array("inGradient");
        WriteInputGradientValues(kernel.Body, index, (block, from, to) =>
        {
            Lanes gradient = Lanes.Load(outGradient, from);
            block.Store(value is null ? gradient : ActivationEmitter.Differentiate(input.Activation, gradient, Lanes.Load(value, to)), inGradient, to);
        });
        kernel.Write(writer);
    }

    /// <summary>What the forward pass computes, in a comment.</summary>
    protected abstract string Formula { get; }

    /// <summary>Adds the loops that compute all results.</summary>
    protected abstract void WriteForwardValues(Block block, IReadOnlyList<Address> sources, Address target);

    /// <summary>Adds the loops that bring the gradient back to an input.</summary>
    /// <param name="block">Where to.</param>
    /// <param name="input">Which input.</param>
    /// <param name="passBack">Brings one vector back, from its place among the results to that in the input.</param>
    protected abstract void WriteInputGradientValues(Block block, int input, Action<Block, Integer, Integer> passBack);

    private bool WritesGradient(Tensor input) => input.NeedsGradient && !ForwardsGradientUnchanged(input);

    private static string GradientKernel(int input) => FormattableString.Invariant($"Input{input + 1}Gradient");
}

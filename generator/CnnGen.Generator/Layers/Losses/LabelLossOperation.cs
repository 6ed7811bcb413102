using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A loss against classes. The forward pass turns scores into probabilities, and keeps beside them the part of the loss
/// that no label changes; the loss and the gradient then look at the label of each sample.
/// </summary>
internal abstract class LabelLossOperation(string name, Tensor input, Tensor output, string kept) : LossOperation(name, input, output)
{
    private readonly Tensor _kept = new(name + kept, Shape.Vector(1));

    public sealed override IReadOnlyList<Tensor> Scratch => [_kept];

    protected bool IsBehindActivation => Input.Activation != Activation.None;

    /// <summary>The derivative of the activation in front, for the comment above the gradient's kernel.</summary>
    protected string Derivative => IsBehindActivation ? $" * {Input.Activation}'" : string.Empty;

    /// <summary>The parameters of the gradient's kernel; the values are wanted for the derivative alone.</summary>
    protected string InputGradientParameters =>
        $"ref float probability, ref int labels, ref float sampleWeights, {(IsBehindActivation ? "ref float value, " : string.Empty)}ref float inGradient";

    public sealed override void WriteForward(CallWriter writer) =>
        writer.Line(writer.CallOf(this, "Forward", ArgumentText.Value(Input), ArgumentText.Value(Output), ArgumentText.Value(_kept)));

    public sealed override void WriteLoss(CallWriter writer) =>
        writer.Line(writer.CallOf(this, "Loss", ArgumentText.Value(Input), ArgumentText.Value(_kept), "ref labels", "ref losses"));

    public sealed override void WriteBackward(CallWriter writer)
    {
        if (Input.NeedsGradient)
        {
            writer.Line(writer.CallOf(
                this,
                "InputGradient",
                ArgumentText.Value(Output),
                "ref labels",
                "ref sampleWeights",
                IsBehindActivation ? ArgumentText.Value(Input) : string.Empty,
                writer.Gradient(Input)));
        }
    }

    public sealed override void WriteKernels(SourceWriter writer)
    {
        WriteForwardKernel(writer);
        WriteLossKernel(writer);
        if (Input.NeedsGradient)
        {
            WriteInputGradientKernel(writer);
        }
    }

    protected abstract void WriteForwardKernel(SourceWriter writer);

    protected abstract void WriteLossKernel(SourceWriter writer);

    protected abstract void WriteInputGradientKernel(SourceWriter writer);

    /// <summary>Multiplies the gradient by the derivative of the activation in front.</summary>
    /// <param name="vectors">How many vectors of it there are.</param>
    protected void WriteDerivative(SourceWriter writer, string vectors)
    {
        if (!IsBehindActivation)
        {
            return;
        }

        writer.Line();
        using (writer.Block($"for (int i = 0; i < {vectors}; i++)"))
        {
            writer.Line($"V.Store({ActivationEmitter.Differentiate(Input.Activation, "V.Load(ref inGradient, i)", "V.Load(ref value, i)")}, ref inGradient, i);");
        }
    }
}

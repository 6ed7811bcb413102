using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
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

    /// <summary>How many samples a micro-batch has, as emitted code calls it.</summary>
    protected static Integer SamplesOfMicroBatch { get; } = Integer.Of("MicroBatch.Samples");

    /// <summary>The derivative of the activation in front, for the comment above the gradient's kernel.</summary>
    protected string Derivative => IsBehindActivation ? $" * {Input.Activation}'" : string.Empty;

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

    /// <summary>The kernel of the gradient: its probabilities and sample weights, and what it gives; the values are wanted for the derivative alone.</summary>
    protected sealed record GradientKernel(KernelMethod Method, Address Probability, Address Weights, Address? Value, Address InGradient);

    /// <summary>Begins the kernel of the gradient.</summary>
    protected GradientKernel BeginInputGradient(FormattableString title)
    {
        KernelMethod kernel = new(Owner + "InputGradient", title);
        Address probability = kernel.Array("probability");
        kernel.Parameter("ref int", "labels");
        Address weights = kernel.Array("sampleWeights");
        Address? value = kernel.ArrayIf(IsBehindActivation, "value");
        return new GradientKernel(kernel, probability, weights, value, kernel.Array("inGradient"));
    }

    /// <summary>Ends it: multiplies the gradient by the derivative of the activation in front, and writes the kernel.</summary>
    protected void WriteInputGradient(SourceWriter writer, GradientKernel kernel)
    {
        if (kernel.Value is not null)
        {
            kernel.Method.Body.Skip();
            kernel.Method.Body.Loop("i", Integer.InAllSubBlocks(Input.Size), (block, i) => block.Store(
                ActivationEmitter.Differentiate(Input.Activation, Lanes.Load(kernel.InGradient, i), Lanes.Load(kernel.Value, i)), kernel.InGradient, i));
        }

        kernel.Method.Write(writer);
    }
}

using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
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
        int sourcePlane = Input.Plane;
        int targetPlane = Output.PlaneOf(Input.Shape);
        KernelMethod forward = new(
            Owner + "Forward", $"{Owner} forward: in{Input.Shape.Brackets} * mask -> out{Output.Shape.Brackets} in a training step, else in -> out.");
        Address state = forward.Array("state");
        forward.Parameter("uint", "layer");
        Address source = forward.Array("source");
        Address mask = forward.Array("mask");
        Address target = forward.Array("target");
        forward.Body.If($"!DropoutMask.IsTraining({state})", block =>
        {
            TensorLoop.Write(block, Input.Shape, (value, place) => value.Store(Lanes.Load(source, place(sourcePlane)), target, place(targetPlane)));
            block.Write($"return;");
        });
        forward.Body.Skip();
        forward.Body.Call("DropoutMask.Draw<V>", state, Integer.Of("layer"), Integer.Of($"{Literal.Shortest(layer.Rate)}f"), Input.Size, mask);
        TensorLoop.Write(forward.Body, Input.Shape, (value, place) =>
            value.Store(Lanes.Load(source, place(sourcePlane)) * Lanes.Load(mask, place(Values)), target, place(targetPlane)));
        forward.Write(writer);
        if (Input.NeedsGradient)
        {
            WriteInputGradientKernel(writer, sourcePlane, targetPlane);
        }
    }

    private void WriteInputGradientKernel(SourceWriter writer, int sourcePlane, int targetPlane)
    {
        KernelMethod kernel = new(
            Owner + "InputGradient",
            $"{Owner} input gradient: dOut{Output.Shape.Brackets} * mask{(BackwardReadsInput ? $" * {Input.Activation}'" : string.Empty)} -> dIn{Input.Shape.Brackets}.");
        Address outGradient = kernel.Array("outGradient");
        Address mask = kernel.Array("mask");
        Address? values = kernel.ArrayIf(BackwardReadsInput, "value");
        Address inGradient = kernel.Array("inGradient");
        TensorLoop.Write(kernel.Body, Input.Shape, (value, place) =>
        {
            Lanes gradient = Lanes.Load(outGradient, place(targetPlane)) * Lanes.Load(mask, place(Values));
            value.Store(
                values is null ? gradient : ActivationEmitter.Differentiate(Input.Activation, gradient, Lanes.Load(values, place(sourcePlane))),
                inGradient,
                place(sourcePlane));
        });
        kernel.Write(writer);
    }

    // FNV-1a of its name: what a layer drops does not change where others come or go.
    private uint Number => LayerName.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u));
}

using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
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
        writer.Call("Copy", ArgumentText.Value(Input), ArgumentText.Value(Output), Output.Floats);

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
        KernelMethod kernel = new(Owner + "Loss", $"{Owner} loss: sum of (out[{Outputs}] - target[{Outputs}])^2 / {Outputs} -> loss.");
        Address output = kernel.Array("output");
        Address target = kernel.Array("target");
        Address losses = kernel.Array("losses");
        kernel.Body.Loop("part", Integer.InAllSubBlocks(1), (block, part) =>
        {
            Lanes sum = block.Declare("sum", Lanes.Zero);
            block.Loop("i", Outputs, (turn, i) =>
            {
                Lanes difference = turn.Declare("difference", Lanes.Load(output, i) - Lanes.Load(target, i));
                turn.Accumulate(sum, difference, difference);
            });
            block.Skip();
            block.Store(sum / Lanes.Broadcast((float)Outputs), losses, part);
            block.Move(output, output.At(Outputs));
            block.Move(target, target.At(Outputs));
        });
        kernel.Write(writer);
    }

    // The outputs are the values behind an activation, so that its derivative is a function of them.
    private void WriteInputGradientKernel(SourceWriter writer)
    {
        string derivative = Input.Activation == Activation.None ? string.Empty : $" * {Input.Activation}'";
        KernelMethod kernel = new(
            Owner + "InputGradient", $"{Owner} input gradient: (out[{Outputs}] - target[{Outputs}]) * 2 / {Outputs} * weight{derivative} -> dIn[{Outputs}].");
        Address output = kernel.Array("output");
        Address target = kernel.Array("target");
        Address weights = kernel.Array("sampleWeights");
        Address inGradient = kernel.Array("inGradient");
        kernel.Body.Loop("part", Integer.InAllSubBlocks(1), (block, part) =>
        {
            Lanes scale = block.Declare("scale", Lanes.Load(weights, part) * Lanes.Broadcast(2f / Outputs));
            block.Loop("i", Outputs, (turn, i) =>
            {
                Lanes value = turn.Declare("value", Lanes.Load(output, i));
                Lanes gradient = turn.Declare("gradient", Lanes.Apply(LaneFunction.Flush, value - Lanes.Load(target, i)) * scale);
                turn.Store(ActivationEmitter.Differentiate(Input.Activation, gradient, value), inGradient, i);
            });
            block.Skip();
            block.Move(output, output.At(Outputs));
            block.Move(target, target.At(Outputs));
            block.Move(inGradient, inGradient.At(Outputs));
        });
        kernel.Write(writer);
    }
}

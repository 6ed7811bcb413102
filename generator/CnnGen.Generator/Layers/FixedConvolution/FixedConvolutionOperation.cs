using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>A fixed filter: its coefficients are part of the code.</summary>
internal sealed class FixedConvolutionOperation(FixedConvolution layer, string name, Tensor input, Tensor output) : Operation(name, input, output)
{
    public override bool BackwardReadsInput => BehindActivation;

    private bool BehindActivation => Input.Activation != Activation.None;

    public override InferenceOperation CreateInference(SampleTensor input, SampleTensor output) =>
        new FixedConvolutionInference(layer, this, Output.Activation, input, output);

    public override void WriteForward(CallWriter writer) =>
        writer.Line(writer.CallOf(this, "Forward", ArgumentText.Value(Input), ArgumentText.Value(Output)));

    public override void WriteBackward(CallWriter writer)
    {
        if (Input.NeedsGradient)
        {
            writer.Call("Clear", writer.Gradient(Input), Input.Floats);
            writer.Line(writer.CallOf(
                this,
                "InputGradient",
                writer.Gradient(Output),
                BehindActivation ? ArgumentText.Value(Input) : string.Empty,
                writer.Gradient(Input)));
        }
    }

    public override void WriteKernels(SourceWriter writer)
    {
        var places = new FilterPlaces(Input.Shape.Width, Output.Shape.Width, Step: 1);
        var source = new FilterPassEmitter(layer, Owner, Owner, "Forward", Output.Activation, Input.Shape, Output.Shape, places);
        source.WriteForward(writer, Integer.InAllSubBlocks(Input.Shape.Channels), Input.Plane, Output.Plane);
        if (Input.NeedsGradient)
        {
            source.WriteInputGradient(writer, Input, Output);
        }

        source.WriteTaps(writer);
    }
}

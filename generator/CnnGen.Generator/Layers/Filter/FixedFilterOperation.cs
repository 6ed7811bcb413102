using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>A fixed filter: its coefficients are part of the code.</summary>
internal sealed class FixedFilterOperation(FixedFilter layer, string name, Tensor input, Tensor output) : Operation(name, input, output)
{
    public override bool BackwardReadsInput => BehindActivation;

    private bool BehindActivation => Input.Activation != Activation.None;

    public override InferenceOperation CreateInference(SampleTensor input, SampleTensor output) =>
        new FixedFilterInference(layer, this, Output.Activation, input, output);

    public override void WriteForward(SourceWriter writer) =>
        writer.Line(CallOf("Forward", Call.Value(Input), Call.Value(Output)));

    public override void WriteBackward(SourceWriter writer)
    {
        if (Input.NeedsGradient)
        {
            writer.Line($"Clear({Call.Gradient(Input)}, {Literal.Of(Input.Floats)});");
            writer.Line(CallOf(
                "InputGradient",
                Call.Gradient(Output),
                BehindActivation ? Call.Value(Input) : string.Empty,
                Call.Gradient(Input)));
        }
    }

    public override void WriteKernels(SourceWriter writer)
    {
        var places = new FilterPlaces(Input.Shape.Width, Output.Shape.Width, FilterPlaces.OneVector);
        var source = new FilterPassSource(layer, Owner, Owner, "Forward", Output.Activation, Input.Shape, Output.Shape, places);
        source.WriteForward(writer, $"{Literal.Of(Input.Shape.Channels)} * V.SubBlocks", Input.Plane, Output.Plane);
        if (Input.NeedsGradient)
        {
            source.WriteInputGradient(writer, Input, Output);
        }

        source.WriteTaps(writer);
    }
}

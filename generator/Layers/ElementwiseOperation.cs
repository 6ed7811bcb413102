using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A function of each value by itself, in a pass of its own: an activation that no kernel in front of it can take over,
/// or, with no function, flattening that closes the gaps between channels.
/// </summary>
internal sealed class ElementwiseOperation(Activation function, string name, Tensor input, Tensor output)
    : Operation(name, input, output)
{
    public override bool WritesGradientOverInput => true;

    // Flattening renames positions.
    public override SampleTensor InferenceOutput(SampleTensor input, Border border) =>
        function == Activation.None ? input : new SampleTensor(Output.Name + SampleTensor.Suffix, input.Shape, border);

    public override InferenceOperation CreateInference(SampleTensor input, SampleTensor output) =>
        new ElementwiseInference(function, Name, input, output);

    private int Values => Input.Shape.Height * Input.Shape.Width;

    // Vectors from channel to channel: a flattened output has none, its values follow one another.
    private int OutputPlane => Output.Shape.Channels == Input.Shape.Channels ? Output.Plane : Values;

    public override void WriteForward(SourceWriter writer) =>
        writer.Line(Call.Of(Name + "Forward", Call.Value(Input), Call.Value(Output)));

    public override void WriteBackward(SourceWriter writer)
    {
        if (Input.NeedsGradient)
        {
            writer.Line(Call.Of(
                Name + "InputGradient",
                Call.Gradient(Output),
                Input.Activation == Activation.None ? string.Empty : Call.Value(Input),
                Call.Gradient(Input)));
        }
    }

    public override void WriteKernels(SourceWriter writer)
    {
        string source = Place(Input.Plane);
        string target = Place(OutputPlane);
        writer.Line($"// {Name} forward: in{Input.Shape.Brackets}{ActivationSource.Describe(function)} -> out{Output.Shape.Brackets}.");
        using (writer.Method(Name + "Forward", "ref float source, ref float target"))
        {
            WriteValues(writer, $"V.Store({ActivationSource.Apply(function, $"V.Load(ref source, {source})")}, ref target, {target});");
        }

        writer.Line();
        if (!Input.NeedsGradient)
        {
            return;
        }

        // The derivative of this function is already in what the next layer wrote.
        bool behindActivation = Input.Activation != Activation.None;
        writer.Line($"// {Name} input gradient: dOut{Output.Shape.Brackets}{(behindActivation ? $" * {Input.Activation}'" : string.Empty)} -> dIn{Input.Shape.Brackets}.");
        using (writer.Method(Name + "InputGradient", $"ref float outGradient, {(behindActivation ? "ref float value, " : string.Empty)}ref float inGradient"))
        {
            string gradient = ActivationSource.Differentiate(
                Input.Activation, $"V.Load(ref outGradient, {target})", $"V.Load(ref value, {source})");
            WriteValues(writer, $"V.Store({gradient}, ref inGradient, {source});");
        }

        writer.Line();
    }

    private void WriteValues(SourceWriter writer, string statement)
    {
        using (writer.Block($"for (int channel = 0; channel < {Literal.Of(Input.Shape.Channels)} * V.SubBlocks; channel++)"))
        using (writer.Block($"for (int i = 0; i < {Literal.Of(Values)}; i++)"))
        {
            writer.Line(statement);
        }
    }

    private static string Place(int plane) => Index.Sum(Index.Times("channel", plane), "i");
}

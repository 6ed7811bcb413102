using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>An activation that no kernel in front of it can take over: behind pooling, or first in the network.</summary>
internal sealed class ActivationOperation(Activation function, string name, Tensor input, Tensor output)
    : Operation(name, input, output)
{
    public override bool WritesGradientOverInput => true;

    private string Values => Literal.Of(Input.Shape.Height * Input.Shape.Width);


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
        writer.Line($"// {Name} forward: {function}(in[{Literal.Of(Input.Size)}]) -> out[{Literal.Of(Input.Size)}].");
        using (writer.Method(Name + "Forward", "ref float source, ref float target"))
        using (WriteChannels(writer))
        using (writer.Block($"for (int i = 0; i < {Values}; i++)"))
        {
            writer.Line($"V.Store({ActivationSource.Apply(function, $"V.Load(ref source, {Place(Input)})")}, ref target, {Place(Output)});");
        }

        writer.Line();
        if (!Input.NeedsGradient)
        {
            return;
        }

        // The derivative of this activation is already in what the next layer wrote.
        bool behindActivation = Input.Activation != Activation.None;
        writer.Line($"// {Name} input gradient: dOut[{Literal.Of(Input.Size)}]{(behindActivation ? $" * {Input.Activation}'" : string.Empty)} -> dIn[{Literal.Of(Input.Size)}].");
        using (writer.Method(Name + "InputGradient", $"ref float outGradient, {(behindActivation ? "ref float value, " : string.Empty)}ref float inGradient"))
        using (WriteChannels(writer))
        using (writer.Block($"for (int i = 0; i < {Values}; i++)"))
        {
            string gradient = ActivationSource.Differentiate(
                Input.Activation, $"V.Load(ref outGradient, {Place(Output)})", $"V.Load(ref value, {Place(Input)})");
            writer.Line($"V.Store({gradient}, ref inGradient, {Place(Input)});");
        }

        writer.Line();
    }

    private SourceWriter.Scope WriteChannels(SourceWriter writer) =>
        writer.Block($"for (int channel = 0; channel < {Literal.Of(Input.Shape.Channels)} * V.SubBlocks; channel++)");

    private static string Place(Tensor tensor) => Index.Sum(Index.Times("channel", tensor.Plane), "i");
}

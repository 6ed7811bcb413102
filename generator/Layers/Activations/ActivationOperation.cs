using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>An activation that no kernel in front of it can take over: behind pooling, or first in the network.</summary>
internal sealed class ActivationOperation(Activation function, string name, Tensor input, Tensor output)
    : Operation(name, input, output)
{
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
        using (writer.Block($"for (int i = 0; i < {Literal.Of(Input.Size)} * V.SubBlocks; i++)"))
        {
            writer.Line($"V.Store({ActivationSource.Apply(function, "V.Load(ref source, i)")}, ref target, i);");
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
        using (writer.Block($"for (int i = 0; i < {Literal.Of(Input.Size)} * V.SubBlocks; i++)"))
        {
            writer.Line($"V.Store({ActivationSource.Differentiate(Input.Activation, "V.Load(ref outGradient, i)", "V.Load(ref value, i)")}, ref inGradient, i);");
        }

        writer.Line();
    }
}

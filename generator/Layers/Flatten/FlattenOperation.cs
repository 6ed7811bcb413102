using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>Puts channels that lie apart one behind the other. Where they do already, flattening is no operation.</summary>
internal sealed class FlattenOperation(string name, Tensor input, Tensor output) : Operation(name, input, output)
{
    private int Values => Input.Shape.Height * Input.Shape.Width;

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
        writer.Line($"// {Name} forward: in[{Input.Shape.ToString().Replace("×", "][")}], channels {Literal.Of(Input.Plane)} vectors apart -> out[{Literal.Of(Input.Size)}].");
        using (writer.Method(Name + "Forward", "ref float source, ref float target"))
        using (WriteChannels(writer))
        using (writer.Block($"for (int i = 0; i < {Literal.Of(Values)}; i++)"))
        {
            writer.Line($"V.Store(V.Load(ref source, (channel * {Literal.Of(Input.Plane)}) + i), ref target, (channel * {Literal.Of(Values)}) + i);");
        }

        writer.Line();
        if (!Input.NeedsGradient)
        {
            return;
        }

        bool behindActivation = Input.Activation != Activation.None;
        writer.Line($"// {Name} input gradient: dOut[{Literal.Of(Input.Size)}]{(behindActivation ? $" * {Input.Activation}'" : string.Empty)} -> dIn[{Input.Shape.ToString().Replace("×", "][")}].");
        using (writer.Method(Name + "InputGradient", $"ref float outGradient, {(behindActivation ? "ref float value, " : string.Empty)}ref float inGradient"))
        using (WriteChannels(writer))
        using (writer.Block($"for (int i = 0; i < {Literal.Of(Values)}; i++)"))
        {
            string place = $"(channel * {Literal.Of(Input.Plane)}) + i";
            string gradient = ActivationSource.Differentiate(
                Input.Activation, $"V.Load(ref outGradient, (channel * {Literal.Of(Values)}) + i)", $"V.Load(ref value, {place})");
            writer.Line($"V.Store({gradient}, ref inGradient, {place});");
        }

        writer.Line();
    }

    private SourceWriter.Scope WriteChannels(SourceWriter writer) =>
        writer.Block($"for (int channel = 0; channel < {Literal.Of(Input.Shape.Channels)} * V.SubBlocks; channel++)");
}

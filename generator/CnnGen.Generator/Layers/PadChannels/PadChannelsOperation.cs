using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>A copy among zeros, in each sub-block by itself; the gradient is that of the copy.</summary>
internal sealed class PadChannelsOperation(PadChannels layer, string name, Tensor input, Tensor output) : Operation(name, input, output)
{
    public override bool BackwardReadsInput => Input.Activation != Activation.None;

    public override InferenceOperation CreateInference(SampleTensor input, SampleTensor output) =>
        new PadChannelsInference(layer, Name, input, output);

    public override void WriteForward(CallWriter writer) =>
        writer.Line(writer.CallOf(this, "Forward", ArgumentText.Value(Input), ArgumentText.Value(Output)));

    public override void WriteBackward(CallWriter writer)
    {
        if (Input.NeedsGradient)
        {
            writer.Line(writer.CallOf(
                this,
                "InputGradient", writer.Gradient(Output), BackwardReadsInput ? ArgumentText.Value(Input) : string.Empty, writer.Gradient(Input)));
        }
    }

    public override void WriteKernels(SourceWriter writer)
    {
        writer.Line($"// {Owner} forward: in{Input.Shape.Brackets} after {Plural.Count(layer.Before, "channel")} of zeros and before {Literal.Of(layer.After)} -> out{Output.Shape.Brackets}.");
        using (writer.Method(Owner + "Forward", "ref float source, ref float target"))
        using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
        {
            WriteZeros(writer, 0, layer.Before);
            WriteCopied(writer, (inside, outside) => $"V.Store(V.Load(ref source, {inside}), ref target, {outside});");
            WriteZeros(writer, layer.Before + Input.Shape.Channels, layer.After);
        }

        writer.Line();
        if (!Input.NeedsGradient)
        {
            return;
        }

        writer.Line($"// {Owner} input gradient: the middle of dOut{Output.Shape.Brackets}{(BackwardReadsInput ? $" * {Input.Activation}'" : string.Empty)} -> dIn{Input.Shape.Brackets}.");
        using (writer.Method(Owner + "InputGradient", $"ref float outGradient, {(BackwardReadsInput ? "ref float value, " : string.Empty)}ref float inGradient"))
        using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
        {
            WriteCopied(writer, (inside, outside) =>
            {
                string gradient = ActivationEmitter.Differentiate(Input.Activation, $"V.Load(ref outGradient, {outside})", $"V.Load(ref value, {inside})");
                return $"V.Store({gradient}, ref inGradient, {inside});";
            });
        }

        writer.Line();
    }

    private void WriteZeros(SourceWriter writer, int first, int channels)
    {
        if (channels > 0)
        {
            string place = IndexExpression.Sum(IndexExpression.Times("part", Output.Vectors), IndexExpression.Constant(first * Output.Plane), "i");
            using (writer.Block($"for (int i = 0; i < {Literal.Of(channels * Output.Plane)}; i++)"))
            {
                writer.Line($"V.Store(V.Zero, ref target, {place});");
            }

            writer.Line();
        }
    }

    // The statement gets the places of a value in the input and among the results.
    private void WriteCopied(SourceWriter writer, Func<string, string, string> statement)
    {
        using (writer.Block($"for (int channel = 0; channel < {Literal.Of(Input.Shape.Channels)}; channel++)"))
        using (writer.Block($"for (int i = 0; i < {Literal.Of(Input.Shape.Height * Input.Shape.Width)}; i++)"))
        {
            writer.Line(statement(
                IndexExpression.Sum(IndexExpression.Times("part", Input.Vectors), IndexExpression.Times("channel", Input.Plane), "i"),
                IndexExpression.Sum(IndexExpression.Times("part", Output.Vectors), IndexExpression.Constant(layer.Before * Output.Plane), IndexExpression.Times("channel", Output.Plane), "i")));
        }
    }
}

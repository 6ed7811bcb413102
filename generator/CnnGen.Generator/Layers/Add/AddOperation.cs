using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A sum of tensors, value by value. Its gradient is that of each summand: it stays where it is, unless a summand has an
/// activation or lies otherwise.
/// </summary>
internal sealed class AddOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) : JoinOperation(name, inputs, output)
{
    public override bool ForwardsGradientUnchanged(Tensor input) =>
        input.NeedsGradient && input.Activation == Activation.None && (input.Plane == Output.Plane || (input.IsCompact && Output.IsCompact));

    public override bool InfersInPlace => true;

    public override InferenceOperation CreateInference(IReadOnlyList<SampleTensor> inputs, SampleTensor output) =>
        new AddInference(Name, Output.Activation, inputs, output);

    protected override string Formula => string.Join(" + ", Inputs.Select((input, i) => $"in{Literal.Of(i + 1)}{input.Shape.Brackets}"));

    // A flattened image beside a vector: both lie without gaps.
    private bool AreCompact => Inputs.Append(Output).All(tensor => tensor.IsCompact);

    protected override void WriteForwardValues(SourceWriter writer) => WriteValues(writer, place =>
    {
        string sum = string.Join(" + ", Inputs.Select((input, i) => $"V.Load(ref {Source(i)}, {place(input)})"));
        return $"V.Store({ActivationEmitter.Apply(Output.Activation, sum)}, ref target, {place(Output)});";
    });

    protected override void WriteInputGradientValues(SourceWriter writer, int input) =>
        WriteValues(writer, place => PassBack(input, place(Output), place(Inputs[input])));

    private void WriteValues(SourceWriter writer, Func<Func<Tensor, string>, string> statement)
    {
        if (AreCompact)
        {
            using (writer.Block($"for (int i = 0; i < {Literal.Of(Output.Size)} * V.SubBlocks; i++)"))
            {
                writer.Line(statement(static _ => "i"));
            }

            return;
        }

        using (writer.Block($"for (int channel = 0; channel < {Literal.Of(Output.Shape.Channels)} * V.SubBlocks; channel++)"))
        using (writer.Block($"for (int i = 0; i < {Literal.Of(Output.Shape.Height * Output.Shape.Width)}; i++)"))
        {
            writer.Line(statement(static tensor => IndexExpression.Sum(IndexExpression.Times("channel", tensor.Plane), "i")));
        }
    }
}

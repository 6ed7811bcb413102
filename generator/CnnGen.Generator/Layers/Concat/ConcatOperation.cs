using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>Tensors one behind the other, in each sub-block by itself.</summary>
internal sealed class ConcatOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) : JoinOperation(name, inputs, output)
{
    public override InferenceOperation CreateInference(IReadOnlyList<SampleTensor> inputs, SampleTensor output) =>
        new ConcatInference(Name, Output.Activation, inputs, output);

    protected override string Formula => string.Join(", ", Inputs.Select((input, i) => $"in{Literal.Of(i + 1)}{input.Shape.Brackets}"));

    // What is no single operation would fill the budget of a method once a branch: it runs over what is there.
    protected override void WriteForwardValues(SourceWriter writer)
    {
        bool isApplied = Output.Activation.IsSingleOperation;
        using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
        {
            for (int i = 0; i < Inputs.Count; i++)
            {
                WriteValues(writer, i, (from, to) =>
                {
                    string value = $"V.Load(ref {Source(i)}, {from})";
                    return $"V.Store({(isApplied ? ActivationEmitter.Apply(Output.Activation, value) : value)}, ref target, {to});";
                });
            }
        }

        if (isApplied)
        {
            return;
        }

        string at = IndexExpression.Sum(IndexExpression.Times("channel", Output.Plane), "i");
        writer.Line();
        using (writer.Block($"for (int channel = 0; channel < {Literal.Of(Output.Shape.Channels)} * V.SubBlocks; channel++)"))
        using (writer.Block($"for (int i = 0; i < {Literal.Of(Output.Shape.Height * Output.Shape.Width)}; i++)"))
        {
            writer.Line($"V.Store({ActivationEmitter.Apply(Output.Activation, $"V.Load(ref target, {at})")}, ref target, {at});");
        }
    }

    protected override void WriteInputGradientValues(SourceWriter writer, int input)
    {
        using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
        {
            WriteValues(writer, input, (from, to) => PassBack(input, to, from));
        }
    }

    // The statement gets the places of a value in its input and among the results.
    private void WriteValues(SourceWriter writer, int index, Func<string, string, string> statement)
    {
        Tensor input = Inputs[index];
        int first = Inputs.Take(index).Sum(before => Output.Shape.Channels == Output.Size ? before.Size : before.Shape.Channels * Output.Plane);
        string From(string channel) => IndexExpression.Sum(IndexExpression.Times("part", input.Vectors), channel, "i");
        string To(string channel) => IndexExpression.Sum(IndexExpression.Times("part", Output.Vectors), IndexExpression.Constant(first), channel, "i");
        if (input.IsCompact && Output.IsCompact)
        {
            using (writer.Block($"for (int i = 0; i < {Literal.Of(input.Size)}; i++)"))
            {
                writer.Line(statement(From(string.Empty), To(string.Empty)));
            }

            return;
        }

        using (writer.Block($"for (int channel = 0; channel < {Literal.Of(input.Shape.Channels)}; channel++)"))
        using (writer.Block($"for (int i = 0; i < {Literal.Of(input.Shape.Height * input.Shape.Width)}; i++)"))
        {
            writer.Line(statement(From(IndexExpression.Times("channel", input.Plane)), To(IndexExpression.Times("channel", Output.Plane))));
        }
    }
}

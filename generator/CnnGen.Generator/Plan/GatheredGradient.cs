using CnnGen.Generator.Functions;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Plan;

/// <summary>
/// The gradient of results that several operations read: the sum of theirs, in the order of the operations. Each of them stores
/// its own, as it would if it were the only one, and what is fused into the producer is differentiated once, behind the sum.
/// </summary>
/// <param name="producer">The operation that gave the results.</param>
/// <param name="terms">The results as each of its readers calls them.</param>
internal sealed class GatheredGradient(Operation producer, IReadOnlyList<Tensor> terms) : KernelSet(producer.Name)
{
    private readonly Tensor _sum = producer.Output;

    private bool HasActivation => _sum.Activation != Activation.None;

    private IEnumerable<string> Terms => Enumerable.Range(1, terms.Count).Select(number => "gradient" + Literal.Of(number));

    public void WriteCall(CallWriter writer) => writer.Line(writer.CallOf(
        this,
        "GatherGradient",
        [.. terms.Select(writer.Gradient), HasActivation ? ArgumentText.Value(_sum) : string.Empty, writer.Gradient(_sum)]));

    public override void WriteKernels(SourceWriter writer)
    {
        writer.Line($"// {Owner} gathers its gradient: the sum of those of its {Literal.Of(terms.Count)} readers{(HasActivation ? $" * {_sum.Activation}'" : string.Empty)} -> dOut{_sum.Shape.Brackets}.");
        using (writer.Method(
            Owner + "GatherGradient",
            string.Join(", ", Terms.Concat(HasActivation ? ["value", "sum"] : new[] { "sum" }).Select(array => $"ref float {array}"))))
        {
            if (_sum.IsCompact)
            {
                using (writer.Block($"for (int i = 0; i < {Literal.Of(_sum.Vectors)} * V.SubBlocks; i++)"))
                {
                    WriteSum(writer, "i");
                }
            }
            else
            {
                using (writer.Block($"for (int channel = 0; channel < {Literal.Of(_sum.Shape.Channels)} * V.SubBlocks; channel++)"))
                using (writer.Block($"for (int i = 0; i < {Literal.Of(_sum.Shape.Height * _sum.Shape.Width)}; i++)"))
                {
                    WriteSum(writer, IndexExpression.Sum(IndexExpression.Times("channel", _sum.Plane), "i"));
                }
            }
        }

        writer.Line();
    }

    private void WriteSum(SourceWriter writer, string at)
    {
        string sum = string.Join(" + ", Terms.Select(term => $"V.Load(ref {term}, {at})"));
        writer.Line($"V.Store({ActivationEmitter.Differentiate(_sum.Activation, sum, $"V.Load(ref value, {at})")}, ref sum, {at});");
    }
}

using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Tiles;

/// <summary>
/// Weights of filters, or of the outputs of a fully connected layer, as kernels of one sample read them: a vector of outputs
/// by itself, <c>[vector][term][lane]</c>, each group of a convolution for itself; and biases.
/// </summary>
/// <param name="name">The operation's.</param>
/// <param name="weight">One row of terms an output.</param>
/// <param name="bias">One value an output.</param>
/// <param name="outputs">Outputs of a group.</param>
/// <param name="terms">Weights of an output.</param>
/// <param name="groups">Groups.</param>
internal sealed class PackedFilters(string name, ParameterTensor weight, ParameterTensor? bias, int outputs, int terms, int groups = 1)
{
    private readonly PackedBias _bias = new(name, bias, outputs, groups);

    /// <summary>Biases from one group to the next.</summary>
    public int BiasesOfGroup => _bias.FloatsOfGroup;

    /// <summary>Weights from one group to the next.</summary>
    public int WeightsOfGroup => BiasesOfGroup * terms;

    public PackedTensor Weight => new(
        name + "InferenceWeight",
        groups * WeightsOfGroup,
        FormattableString.Invariant($"{Groups}[{outputs} / V.Count][{terms}][V.Count]"));

    public PackedTensor Bias => _bias.Tensor;

    private string Groups => groups == 1 ? string.Empty : FormattableString.Invariant($"[{groups}]");

    public void Write(SourceWriter writer)
    {
        if (groups == 1)
        {
            writer.Line($"InferencePacking.Panels<V>({ArgumentText.Parameter(weight)}, {outputs}, {terms}, {Weight.Argument});");
        }
        else
        {
            using (writer.Loop("group", groups))
            {
                string from = $"ref At(ref parameters, {weight.ConstantName} + {IndexExpression.Times("group", outputs * terms)})";
                string to = $"ref At(ref packed, {Weight.Name} + {IndexExpression.Times("group", WeightsOfGroup)})";
                writer.Line($"InferencePacking.Panels<V>({from}, {outputs}, {terms}, {to});");
            }

            writer.Line();
        }

        _bias.Write(writer);
    }
}

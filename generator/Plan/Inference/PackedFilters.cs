using CnnGen.Generator.Emit;

namespace CnnGen.Generator.Plan;

/// <summary>
/// Weights of filters, or of the outputs of a fully connected layer, as kernels of one sample read them: a vector of outputs
/// by itself, <c>[vector][term][lane]</c>, each group of a convolution for itself; and biases, which are zeros where the layer
/// has none.
/// </summary>
/// <param name="name">The operation's.</param>
/// <param name="weight">One row of terms an output.</param>
/// <param name="bias">One value an output.</param>
/// <param name="outputs">Outputs of a group.</param>
/// <param name="terms">Weights of an output.</param>
/// <param name="groups">Groups.</param>
internal sealed class PackedFilters(string name, ParameterTensor weight, ParameterTensor? bias, int outputs, int terms, int groups = 1)
{
    /// <summary>Biases from one group to the next.</summary>
    public int BiasesOfGroup { get; } = (outputs + Tensor.Lanes - 1) / Tensor.Lanes * Tensor.Lanes;

    /// <summary>Weights from one group to the next.</summary>
    public int WeightsOfGroup => BiasesOfGroup * terms;

    public PackedTensor Weight => new(
        name + "InferenceWeight",
        groups * WeightsOfGroup,
        $"{Groups}[{Literal.Of(outputs)} / V.Count][{Literal.Of(terms)}][V.Count]");

    public PackedTensor Bias => new(name + "InferenceBias", groups * BiasesOfGroup, $"{Groups}[{Literal.Of(outputs)}]");

    private string Groups => groups == 1 ? string.Empty : $"[{Literal.Of(groups)}]";

    public void Write(SourceWriter writer)
    {
        if (groups == 1)
        {
            writer.Line($"InferencePacking.Panels<V>({Call.Parameter(weight)}, {Literal.Of(outputs)}, {Literal.Of(terms)}, {Weight.Argument});");
        }
        else
        {
            using (writer.Loop("group", groups))
            {
                string from = $"ref At(ref parameters, {weight.ConstantName} + {Index.Times("group", outputs * terms)})";
                string to = $"ref At(ref packed, {Weight.Name} + {Index.Times("group", WeightsOfGroup)})";
                writer.Line($"InferencePacking.Panels<V>({from}, {Literal.Of(outputs)}, {Literal.Of(terms)}, {to});");
            }

            writer.Line();
        }

        writer.Line(bias is null
            ? $"Clear({Bias.Argument}, {Literal.Of(Bias.Floats)});"
            : $"InferencePacking.Rows({Call.Parameter(bias)}, {Literal.Of(groups)}, {Literal.Of(outputs)}, {Bias.Argument});");
    }
}

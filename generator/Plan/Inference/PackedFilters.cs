using CnnGen.Generator.Emit;

namespace CnnGen.Generator.Plan;

/// <summary>
/// Weights of filters, or of the outputs of a fully connected layer, as kernels of one sample read them: a vector of outputs
/// by itself, <c>[vector][term][lane]</c>; and biases, which are zeros where the layer has none.
/// </summary>
internal sealed class PackedFilters(string name, ParameterTensor weight, ParameterTensor? bias, int outputs, int terms)
{
    private int Groups => (outputs + Tensor.Lanes - 1) / Tensor.Lanes;

    public PackedTensor Weight { get; } = new(
        name + "InferenceWeight",
        (outputs + Tensor.Lanes - 1) / Tensor.Lanes * Tensor.Lanes * terms,
        $"[{Literal.Of(outputs)} / V.Count][{Literal.Of(terms)}][V.Count]");

    public PackedTensor Bias { get; } = new(
        name + "InferenceBias",
        (outputs + Tensor.Lanes - 1) / Tensor.Lanes * Tensor.Lanes,
        $"[{Literal.Of(outputs)}]");

    public void Write(SourceWriter writer)
    {
        writer.Line($"InferencePacking.Panels<V>({Call.Parameter(weight)}, {Literal.Of(outputs)}, {Literal.Of(terms)}, {Weight.Argument});");
        writer.Line(bias is null
            ? $"Clear({Bias.Argument}, {Literal.Of(Groups * Tensor.Lanes)});"
            : $"InferencePacking.Rows({Call.Parameter(bias)}, 1, {Literal.Of(outputs)}, {Bias.Argument});");
    }
}

using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Tiles;

/// <summary>Biases as kernels of one sample read them: those of each group filled up to whole vectors, and zeros where the layer has none.</summary>
/// <param name="name">The operation's.</param>
/// <param name="bias">One value an output.</param>
/// <param name="outputs">Outputs of a group.</param>
/// <param name="groups">Groups.</param>
internal sealed class PackedBias(string name, ParameterTensor? bias, int outputs, int groups)
{
    /// <summary>Biases from one group to the next.</summary>
    public int FloatsOfGroup { get; } = (outputs + Plan.Tensor.Lanes - 1) / Plan.Tensor.Lanes * Plan.Tensor.Lanes;

    public PackedTensor Tensor => new(
        name + "InferenceBias", groups * FloatsOfGroup, $"{(groups == 1 ? string.Empty : $"[{Literal.Of(groups)}]")}[{Literal.Of(outputs)}]");

    public void Write(SourceWriter writer) => writer.Line(bias is null
        ? $"Clear({Tensor.Argument}, {Literal.Of(Tensor.Floats)});"
        : $"InferencePacking.Rows({ArgumentText.Parameter(bias)}, {Literal.Of(groups)}, {Literal.Of(outputs)}, {Tensor.Argument});");
}

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
        name + "InferenceBias", groups * FloatsOfGroup, FormattableString.Invariant(groups == 1 ? (FormattableString)$"[{outputs}]" : $"[{groups}][{outputs}]"));

    public void Write(SourceWriter writer)
    {
        if (bias is null)
        {
            writer.Line($"Clear({Tensor.Argument}, {Tensor.Floats});");
        }
        else
        {
            writer.Line($"InferencePacking.Rows({ArgumentText.Parameter(bias)}, {groups}, {outputs}, {Tensor.Argument});");
        }
    }
}

using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>What comments say of a convolution's kernels: what each computes, and its shapes.</summary>
internal sealed class ConvolutionTitles(Convolution layer, string name, Tensor input, Tensor output)
{
    private readonly string _weight = string.Concat(layer.WeightDimensions(input.Shape).Select(size => FormattableString.Invariant($"[{size}]")));

    private readonly string _sliding = layer.Sliding + (layer.Groups == 1 ? string.Empty : FormattableString.Invariant($", {layer.Groups} groups"));

    public string Forward => $"{name} forward: {Sum} -> out{output.Shape.Brackets}{_sliding}.";

    public string InputGradient =>
        $"{name} input gradient: dOut{output.Shape.Brackets} * weight{_weight}"
        + $"{(input.Activation == Activation.None ? string.Empty : $" * {input.Activation}'")} -> dIn{input.Shape.Brackets}{_sliding}.";

    public string WeightGradient =>
        $"{name} weight gradient: in{input.Shape.Brackets}, dOut{output.Shape.Brackets} -> dWeight{_weight}, added.";

    private string Sum =>
        $"in{input.Shape.Brackets} * weight{_weight}{(layer.Bias ? FormattableString.Invariant($" + bias[{layer.Filters}]") : string.Empty)}{ActivationEmitter.Describe(output.Activation)}";

    /// <param name="pooling">A pool that is taken of the sums.</param>
    /// <param name="results">After it.</param>
    public string Inference(string pooling, Shapes.Shape results) => $"{name} inference: {Sum}{pooling} -> out{results.Brackets}{_sliding}.";
}

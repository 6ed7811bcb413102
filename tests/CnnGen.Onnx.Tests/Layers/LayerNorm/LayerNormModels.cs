using static CnnGen.Onnx.Tests.ModelBuilder;

namespace CnnGen.Onnx.Tests.Layers;

internal sealed class LayerNormModels : LayerModels
{
    private const long OperatorSet = 17;

    public override IEnumerable<(string Name, ModelBuilder Model)> Taken =>
    [
        ("a layer normalisation of a vector", new ModelBuilder([7], OperatorSet).Constant("w", 7, 5).Constant("s", 5).Constant("b", 5)
            .Add("MatMul", ["w"]).Add("LayerNormalization", ["s", "b"], Float("epsilon", 1e-3f)).Add("Relu")),
        ("a layer normalisation of a signal, by all values, without biases", new ModelBuilder([3, 5], OperatorSet).Constant("s", 3, 5)
            .Add("LayerNormalization", ["s"], Integer("axis", -2)).Add("Flatten")),
        ("a layer normalisation of an image, by all values, scaled by channel", new ModelBuilder([2, 4, 5], OperatorSet)
            .Constant("s", 2, 4, 5).Constant("b", 2, 4, 5).Constant("k", 2, 1, 1).Constant("w", 3, 2, 2, 2)
            .Add("LayerNormalization", ["s", "b"], Integer("axis", 1)).Add("Mul", ["k"]).Add("Add", ["k"]).Add("Conv", ["w"])),
        ("a layer normalisation of the channels of an image", new ModelBuilder([3, 4, 5], OperatorSet).Constant("s", 3).Constant("b", 3)
            .Add("Transpose", List("perm", 0, 2, 3, 1)).Add("LayerNormalization", ["s", "b"], Integer("axis", -1)).Add("Transpose", List("perm", 0, 3, 1, 2)).Add("Tanh")),
        ("a layer normalisation of the channels of a signal", new ModelBuilder([3, 9], OperatorSet).Constant("s", 3).Constant("b", 3)
            .Add("Transpose", List("perm", 0, 2, 1)).Add("LayerNormalization", ["s", "b"]).Add("Transpose", List("perm", 0, 2, 1)).Add("Relu")),
    ];

    public override IEnumerable<(string Name, ModelBuilder Model, string Refusal)> Refused =>
    [
        ("rows alone", new ModelBuilder([2, 4, 5], OperatorSet).Constant("s", 5).Add("LayerNormalization", ["s"]),
            "node 0 'n0' (LayerNormalization of 'x', 's'): with axis = -1 it normalises other values of 2×4×5 than CnnGen's LayerNorm: the channels of each position, which a Transpose makes the last axis, or all of a sample."),
        ("too few scales", new ModelBuilder([4], OperatorSet).Constant("s", 1).Add("LayerNormalization", ["s"]),
            "node 0 'n0' (LayerNormalization of 'x', 's'): it has 1 scales and 1 biases for 4 values."),
        ("no epsilon", new ModelBuilder([4], OperatorSet).Constant("s", 4).Add("LayerNormalization", ["s"], Float("epsilon", 0)),
            "node 0 'n0' (LayerNormalization of 'x', 's'): its epsilon is 0, and CnnGen's LayerNorm has an epsilon above 1E-30."),
        ("a product with channels last", new ModelBuilder([3, 4, 5], OperatorSet).Constant("m", 3, 6).Add("Transpose", List("perm", 0, 2, 3, 1)).Add("MatMul", ["m"]),
            "node 1 'n1' (MatMul of 'n0', 'm'): its input has its channels last, since a Transpose, and CnnGen has that before a norm over the channels alone."),
        ("axes in disorder", new ModelBuilder([3, 4, 5], OperatorSet).Add("Transpose", List("perm", 0, 1, 3, 2)),
            "node 0 'n0' (Transpose of 'x'): it orders the axes of 3×4×5 as [0, 1, 3, 2], and CnnGen has channels last before a norm over the channels alone: [0, 2, 3, 1]."),
    ];
}

using static CnnGen.Onnx.Tests.ModelBuilder;

namespace CnnGen.Onnx.Tests.Layers;

internal sealed class RmsNormModels : LayerModels
{
    private const long OperatorSet = 23;

    public override IEnumerable<(string Name, ModelBuilder Model)> Taken =>
    [
        ("a root-mean-square normalisation of a vector, scaled by a constant for each value", new ModelBuilder([7], OperatorSet).Constant("w", 7, 5).Constant("s", 5).Constant("k", 5)
            .Add("MatMul", ["w"]).Add("RMSNormalization", ["s"], Float("epsilon", 1e-3f)).Add("Mul", ["k"]).Add("Relu")),
        ("a root-mean-square normalisation of a signal, by all values", new ModelBuilder([3, 5], OperatorSet).Constant("s", 3, 5)
            .Add("RMSNormalization", ["s"], Integer("axis", -2)).Add("Flatten")),
        ("a root-mean-square normalisation of an image, by all values, scaled by channel", new ModelBuilder([2, 4, 5], OperatorSet)
            .Constant("s", 2, 4, 5).Constant("k", 2, 1, 1).Constant("w", 3, 2, 2, 2)
            .Add("RMSNormalization", ["s"], Integer("axis", 1)).Add("Mul", ["k"]).Add("Conv", ["w"])),
        ("a root-mean-square normalisation of the channels of an image", new ModelBuilder([3, 4, 5], OperatorSet).Constant("s", 3)
            .Add("Transpose", List("perm", 0, 2, 3, 1)).Add("RMSNormalization", ["s"], Integer("axis", -1)).Add("Transpose", List("perm", 0, 3, 1, 2)).Add("Tanh")),
        ("a root-mean-square normalisation of the channels of a signal", new ModelBuilder([3, 9], OperatorSet).Constant("s", 3)
            .Add("Transpose", List("perm", 0, 2, 1)).Add("RMSNormalization", ["s"]).Add("Transpose", List("perm", 0, 2, 1)).Add("Relu")),
    ];

    public override IEnumerable<(string Name, ModelBuilder Model, string Refusal)> Refused =>
    [
        ("mean squares of rows alone", new ModelBuilder([2, 4, 5], OperatorSet).Constant("s", 5).Add("RMSNormalization", ["s"]),
            "node 0 'n0' (RMSNormalization of 'x', 's'): with axis = -1 it normalises other values of 2×4×5 than CnnGen's RmsNorm: the channels of each position, which a Transpose makes the last axis, or all of a sample."),
        ("too few scales of mean squares", new ModelBuilder([4], OperatorSet).Constant("s", 1).Add("RMSNormalization", ["s"]),
            "node 0 'n0' (RMSNormalization of 'x', 's'): it has 1 scales for 4 values."),
        ("no epsilon of mean squares", new ModelBuilder([4], OperatorSet).Constant("s", 4).Add("RMSNormalization", ["s"], Float("epsilon", 0)),
            "node 0 'n0' (RMSNormalization of 'x', 's'): its epsilon is 0, and CnnGen's RmsNorm has an epsilon above 1E-30."),
        ("a bias after a norm that has none", new ModelBuilder([4], OperatorSet).Constant("s", 4).Constant("b", 4).Add("RMSNormalization", ["s"]).Add("Add", ["b"]),
            "node 1 'n1' (Add of 'n0', 'b'): constants are added in CnnGen as biases of the layer directly before, and RmsNorm has none."),
    ];
}

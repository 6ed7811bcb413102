using static CnnGen.Onnx.Tests.ModelBuilder;

namespace CnnGen.Onnx.Tests.Layers;

internal sealed class GroupNormModels : LayerModels
{
    public override IEnumerable<(string Name, ModelBuilder Model)> Taken =>
    [
        ("a group normalisation as PyTorch writes it", new ModelBuilder([2, 4, 3]).Constant("w", 6, 2, 2, 2).Integers("parts", 0, 2, -1)
            .Constant("s", 2).Constant("b", 2).Constant("k", 6, 1, 1).Constant("c", 6, 1, 1)
            .Add("Conv", ["w"]).Add("Reshape", ["parts"]).Add("InstanceNormalization", ["s", "b"], Float("epsilon", 1e-3f)).Node("Shape", ["n0"])
            .Add("Reshape", ["n3"]).Add("Mul", ["k"]).Add("Add", ["c"]).Add("Relu")),
        ("a group normalisation of a vector, of known shape", new ModelBuilder([6]).Integers("parts", 0, 3, -1).Integers("back", -1, 6)
            .Constant("s", 3).Constant("b", 3).Constant("k", 6)
            .Add("Reshape", ["parts"]).Add("InstanceNormalization", ["s", "b"]).Add("Reshape", ["back"]).Add("Mul", ["k"])),
        ("an instance normalisation", new ModelBuilder([3, 9]).Constant("s", 3).Constant("b", 3).Add("InstanceNormalization", ["s", "b"]).Add("Tanh")),
        ("a group normalisation by channel", new ModelBuilder([4, 3, 3], operatorSet: 21).Constant("s", 4).Constant("b", 4)
            .Add("GroupNormalization", ["s", "b"], Integer("num_groups", 2)).Add("Flatten")),
    ];

    public override IEnumerable<(string Name, ModelBuilder Model, string Refusal)> Refused =>
    [
        ("an activation of groups", new ModelBuilder([4, 3, 3]).Integers("parts", 0, 2, -1).Add("Reshape", ["parts"]).Add("Relu"),
            "node 1 'n1' (Relu of 'n0'): its input has groups of channels, since a Reshape, and CnnGen has that for an InstanceNormalization alone."),
        ("groups of channels that they do not divide", new ModelBuilder([4, 3, 3], operatorSet: 21).Constant("s", 4).Constant("b", 4).Add("GroupNormalization", ["s", "b"], Integer("num_groups", 3)),
            "node 0 'n0' (GroupNormalization of 'x', 's', 'b'): it has 3 groups for 4 channels."),
    ];
}

namespace CnnGen.Onnx.Tests.Layers;

internal sealed class GlobalMaxPoolModels : LayerModels
{
    public override IEnumerable<(string Name, ModelBuilder Model)> Taken =>
    [
        ("largest values of channels, flattened", new ModelBuilder([2, 6, 5]).Constant("w", 3, 2, 3, 3).Constant("m", 3, 4)
            .Add("Conv", ["w"]).Add("GlobalMaxPool").Add("Tanh").Add("Flatten").Add("MatMul", ["m"])),
        ("largest values of a signal's channels", new ModelBuilder([2, 16]).Constant("w", 3, 2, 3).Add("Conv", ["w"]).Add("GlobalMaxPool").Add("Flatten")),
        ("largest values of channels as an image", new ModelBuilder([2, 6, 5]).Constant("w", 3, 2, 1, 1).Add("GlobalMaxPool").Add("Conv", ["w"])),
    ];
}

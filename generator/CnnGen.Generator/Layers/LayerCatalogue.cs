using CnnGen.Generator.Declarations;
using CnnGen.Generator.Functions;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>Every kind of layer, by the name of its attribute.</summary>
internal static class LayerCatalogue
{
    public static Layer Create(LayerDeclaration declaration) =>
        OfKind(declaration) with { Written = declaration.Written, Frozen = declaration.IsFrozen };

    private static Layer OfKind(LayerDeclaration declaration) => declaration.Kind switch
    {
        "Conv1D" => Convolution.Read(declaration, Rank.Signal),
        "Conv2D" => Convolution.Read(declaration, Rank.Image),
        "LocallyConnected1D" => LocallyConnected.Read(declaration, Rank.Signal),
        "LocallyConnected2D" => LocallyConnected.Read(declaration, Rank.Image),
        "Filter1D" => FixedConvolution.Read(declaration, Rank.Signal),
        "Filter2D" => FixedConvolution.Read(declaration, Rank.Image),
        "MaxPool1D" => MaxPool.Read(declaration, Rank.Signal),
        "MaxPool2D" => MaxPool.Read(declaration, Rank.Image),
        "AveragePool1D" => AveragePool.Read(declaration, Rank.Signal),
        "AveragePool2D" => AveragePool.Read(declaration, Rank.Image),
        "GlobalAveragePool" => new GlobalAveragePool(declaration.Text),
        "ReLU" => new ActivationLayer(Activation.ReLU, declaration.Text),
        "LeakyReLU" => ActivationLayer.ReadLeaky(declaration),
        "GELU" => new Gelu(declaration.Text),
        "Sigmoid" => new ActivationLayer(Activation.Sigmoid, declaration.Text),
        "Tanh" => new ActivationLayer(Activation.Tanh, declaration.Text),
        "Flatten" => new Flatten(declaration.Text),
        "Dropout" => Dropout.Read(declaration),
        "BatchNorm" => BatchNorm.Read(declaration),
        "LocalResponseNorm" => LocalResponseNorm.Read(declaration),
        "PadChannels" => PadChannels.Read(declaration),
        "FullyConnected" => FullyConnected.Read(declaration),
        "Residual" => Add.Read(declaration),
        "Concat" => Concat.Read(declaration),
        "Auxiliary" => Auxiliary.Read(declaration),
        "SoftmaxCrossEntropy" => SoftmaxCrossEntropy.Read(declaration),
        "BinaryCrossEntropy" => new BinaryCrossEntropy(declaration.Text),
        "MeanSquaredError" => new MeanSquaredError(declaration.Text),
        _ => throw new InvalidOperationException($"No layer is known for the attribute '{declaration.Kind}'."),
    };
}

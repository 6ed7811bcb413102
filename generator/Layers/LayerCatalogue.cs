using CnnGen.Generator.Declarations;

namespace CnnGen.Generator.Layers;

/// <summary>Every kind of layer, by the name of its attribute.</summary>
internal static class LayerCatalogue
{
    public static Layer Create(LayerDeclaration declaration) => declaration.Kind switch
    {
        "Conv2D" => Conv2D.Read(declaration),
        "MaxPool2D" => MaxPool2D.Read(declaration),
        "AveragePool2D" => AveragePool2D.Read(declaration),
        "ReLU" => new ActivationLayer(Activation.ReLU, declaration.Text),
        "Sigmoid" => new ActivationLayer(Activation.Sigmoid, declaration.Text),
        "Tanh" => new ActivationLayer(Activation.Tanh, declaration.Text),
        "Flatten" => new Flatten(declaration.Text),
        "FullyConnected" => FullyConnected.Read(declaration),
        "SoftmaxCrossEntropy" => new SoftmaxCrossEntropy(declaration.Text),
        "BinaryCrossEntropy" => new BinaryCrossEntropy(declaration.Text),
        "MeanSquaredError" => new MeanSquaredError(declaration.Text),
        _ => throw new InvalidOperationException($"No layer is known for the attribute '{declaration.Kind}'."),
    };
}

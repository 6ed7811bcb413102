using CnnGen;
using Zoo.AlexNetBlocks;

namespace Zoo
{
    /// <summary>
    /// AlexNet (Krizhevsky, Sutskever and Hinton, ImageNet Classification with Deep Convolutional Neural Networks, 2012). It was
    /// trained on two processors: in three of its convolutions a filter sees the half of the channels that lay on its own.
    /// </summary>
    [Network(3, 227, 227)]
    [Use(typeof(Features))]
    [Flatten, FullyConnected(4096), ReLU, Dropout, FullyConnected(4096), ReLU, Dropout, FullyConnected(1000)]
    [SoftmaxCrossEntropy]
    public sealed partial class AlexNet;
}

namespace Zoo.AlexNetBlocks
{
    /// <remarks>The paper's norm multiplies the sum of five squares by 10⁻⁴, which is their mean by 5·10⁻⁴.</remarks>
    [Block]
    [Conv2D(96, 11, Stride = 4), ReLU, LocalResponseNorm(5, 5e-4, 0.75, 2), MaxPool2D(3, Stride = 2)]
    [Conv2D(256, 5, Padding = 2, Groups = 2), ReLU, LocalResponseNorm(5, 5e-4, 0.75, 2), MaxPool2D(3, Stride = 2)]
    [Conv2D(384, 3, Padding = 1), ReLU]
    [Conv2D(384, 3, Padding = 1, Groups = 2), ReLU]
    [Conv2D(256, 3, Padding = 1, Groups = 2), ReLU, MaxPool2D(3, Stride = 2)]
    public static class Features;
}

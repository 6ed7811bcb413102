using CnnGen;
using Zoo.Vgg16Blocks;

namespace Zoo
{
    /// <summary>
    /// VGG-16, configuration D (Simonyan and Zisserman, Very Deep Convolutional Networks for Large-Scale Image Recognition, 2014):
    /// nothing but 3×3 convolutions, two or three of them in place of a larger one.
    /// </summary>
    [Network(3, 224, 224)]
    [Use(typeof(Features))]
    [Flatten, FullyConnected(4096), ReLU, Dropout, FullyConnected(4096), ReLU, Dropout, FullyConnected(1000)]
    [SoftmaxCrossEntropy]
    public sealed partial class Vgg16;
}

namespace Zoo.Vgg16Blocks
{
    [Block]
    [Conv2D(64, 3, Padding = 1), ReLU, Conv2D(64, 3, Padding = 1), ReLU, MaxPool2D(2)]
    [Conv2D(128, 3, Padding = 1), ReLU, Conv2D(128, 3, Padding = 1), ReLU, MaxPool2D(2)]
    [Conv2D(256, 3, Padding = 1), ReLU, Conv2D(256, 3, Padding = 1), ReLU, Conv2D(256, 3, Padding = 1), ReLU, MaxPool2D(2)]
    [Conv2D(512, 3, Padding = 1), ReLU, Conv2D(512, 3, Padding = 1), ReLU, Conv2D(512, 3, Padding = 1), ReLU, MaxPool2D(2)]
    [Conv2D(512, 3, Padding = 1), ReLU, Conv2D(512, 3, Padding = 1), ReLU, Conv2D(512, 3, Padding = 1), ReLU, MaxPool2D(2)]
    public static class Features;
}

using CnnGen;
using Zoo.GoogLeNetBlocks;

namespace Zoo
{
    /// <summary>
    /// GoogLeNet for training, with the heads of the paper beside it. Its weights are GoogLeNet's and those of the heads, by the same
    /// names, so that what was trained here predicts there.
    /// </summary>
    [Network(3, 224, 224)]
    [Conv2D(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, MaxPool2D(3, Stride = 2, CeilMode = true)]
    [Conv2D(64, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
    [Conv2D(192, 3, Padding = 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, MaxPool2D(3, Stride = 2, CeilMode = true)]
    [Use(typeof(Inception3a)), Use(typeof(Inception3b)), MaxPool2D(3, Stride = 2, CeilMode = true)]
    [Use(typeof(Inception4a)), Auxiliary(typeof(Head)), Use(typeof(Inception4b)), Use(typeof(Inception4c))]
    [Use(typeof(Inception4d)), Auxiliary(typeof(Head)), Use(typeof(Inception4e)), MaxPool2D(2, CeilMode = true)]
    [Use(typeof(Inception5a)), Use(typeof(Inception5b))]
    [GlobalAveragePool, Dropout(0.2), FullyConnected(1000), SoftmaxCrossEntropy]
    public sealed partial class GoogLeNetWithHeads;
}

namespace Zoo.GoogLeNetBlocks
{
    /// <summary>What tells the classes apart halfway.</summary>
    [Block]
    [AveragePool2D(5, Stride = 3), Conv2D(128, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
    [Flatten, FullyConnected(1024), ReLU, Dropout(0.7), FullyConnected(1000)]
    public static class Head;
}

namespace CnnGen.Training.Tests.PyTorch;

/// <summary>Pools with padding, groups, dilation, and every activation but ReLU, in a row.</summary>
[Network(2, 9, 8)]
[Conv2D(6, 3, Padding = 1), GELU, LocalResponseNorm(3, 0.5, 0.75, 2), MaxPool2D(3, Stride = 2, Padding = 1)]
[Conv2D(8, 3, Padding = 1, Groups = 2), LeakyReLU(0.1), AveragePool2D(2, Padding = 1, CountIncludePad = false)]
[Conv2D(8, 2, Dilation = 2), Tanh, Dropout(0)]
[Flatten, FullyConnected(7), Sigmoid, FullyConnected(5, Bias = false), SoftmaxCrossEntropy(LabelSmoothing = 0.1)]
internal sealed partial class Pools;

/// <summary>Two classes by one score.</summary>
[Network(6)]
[FullyConnected(9), ReLU, FullyConnected(1), BinaryCrossEntropy]
internal sealed partial class Binary;

namespace CnnGen.Benchmarks.Networks;

/// <summary>Sizes that divide by nothing, a stride of two, a kernel that is not square: 12,162 parameters.</summary>
[Network(3, 37, 41)]
[Conv2D(5, 7, 3), ReLU]
[Conv2D(11, 3, Stride = 2), Tanh, MaxPool2D(2)]
[Conv2D(13, 2), ReLU]
[Flatten, FullyConnected(17), ReLU, FullyConnected(7)]
[SoftmaxCrossEntropy]
internal sealed partial class Awkward;

namespace CnnGen.Benchmarks.Networks;

/// <summary>Depthwise separable convolutions and one in groups on 32×32 colour images: 50,570 parameters.</summary>
[Network(3, 32, 32)]
[Conv2D(32, 3, Padding = 1), ReLU]
[Conv2D(Kernel = 3, Padding = 1, Groups = 32), ReLU, Conv2D(64, 1), ReLU]
[Conv2D(Kernel = 3, Stride = 2, Padding = 1, Groups = 64), ReLU, Conv2D(128, 1), ReLU]
[Conv2D(Kernel = 3, Padding = 1, Groups = 4), ReLU]
[GlobalAveragePool, FullyConnected(10)]
[SoftmaxCrossEntropy]
internal sealed partial class Separable;

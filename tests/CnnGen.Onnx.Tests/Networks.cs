namespace CnnGen.Onnx.Tests;

[Network(2, 12, 11)]
[Conv2D(6, 5, 3, Padding = 2), ReLU, MaxPool2D(2)]
[Conv2D(9, 3, Stride = 2, Padding = 2, Dilation = 2, Bias = false), Tanh, AveragePool2D(2, Stride = 1)]
[Flatten, FullyConnected(12), Sigmoid, FullyConnected(10, Bias = false)]
[SoftmaxCrossEntropy]
public sealed partial class Picture;

[Network(3, 40)]
[Conv1D(5, 4, Padding = 1), ReLU, MaxPool1D(3)]
[Flatten, FullyConnected(1)]
[BinaryCrossEntropy]
public sealed partial class Signal;

[Network(2, 9, 8)]
[Conv2D(8, 3, Groups = 2), ReLU]
[Conv2D(8, 3, Padding = 1, Groups = 8, Bias = false), Tanh]
[Flatten, FullyConnected(3)]
[SoftmaxCrossEntropy]
public sealed partial class Grouped;

[Network(4)]
[FullyConnected(3), Tanh, FullyConnected(2)]
[MeanSquaredError]
public sealed partial class Numbers;

[Network(2, 5, 6)]
[LocallyConnected2D(3, 2), ReLU]
[Flatten, FullyConnected(4)]
[SoftmaxCrossEntropy]
public sealed partial class Local;

[Network(2, 9, 9)]
[Conv2D(6, 3), ReLU, MaxPool2D(3, Stride = 2, Padding = 1, CeilMode = true), AveragePool2D(2, Stride = 1, Padding = 1, CountIncludePad = false), GlobalAveragePool]
[FullyConnected(5), LeakyReLU(0.2), FullyConnected(4), LeakyReLU, FullyConnected(3)]
[SoftmaxCrossEntropy]
public sealed partial class Averaged;

[Network(1, 9, 4)]
[Conv2D(3, 3, 1, Dilation = 2), ReLU]
[Flatten, FullyConnected(2)]
[SoftmaxCrossEntropy]
public sealed partial class Tall;

[Network(6)]
[FullyConnected(5), GELU, FullyConnected(2)]
[MeanSquaredError]
public sealed partial class Smooth;

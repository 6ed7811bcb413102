using CnnGen;

namespace DigitReader;

[Network(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), ReLU, MaxPool2D(2)]
[Conv2D(16, 5), ReLU, MaxPool2D(2)]
[Flatten, FullyConnected(120), ReLU, FullyConnected(84), ReLU, FullyConnected(10)]
[SoftmaxCrossEntropy]
public sealed partial class LeNet5;

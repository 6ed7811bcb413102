namespace CnnGen.Runtime.Tests.Weights;

[Network(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), ReLU, MaxPool2D(2)]
[Conv2D(16, 5), ReLU, MaxPool2D(2)]
[Flatten, FullyConnected(120), ReLU, FullyConnected(84), ReLU, FullyConnected(10)]
[SoftmaxCrossEntropy]
internal sealed partial class LeNet5;

/// <summary>One with few weights.</summary>
[Network(2, 5, 5), Conv2D(3, 3), Tanh, Flatten, FullyConnected(4, Bias = false), SoftmaxCrossEntropy]
internal sealed partial class Small;

/// <summary>Names and shapes of <see cref="Small"/>, but another function of them.</summary>
[Network(2, 5, 5), Conv2D(3, 3), Sigmoid, Flatten, FullyConnected(4, Bias = false), SoftmaxCrossEntropy]
internal sealed partial class SmallSigmoid;

/// <summary>What <see cref="Small"/> predicts; it trains otherwise.</summary>
[Network(2, 5, 5), Dropout(0.25), Conv2D(3, 3), Tanh, Dropout, Flatten, FullyConnected(4, Bias = false), SoftmaxCrossEntropy(LabelSmoothing = 0.1)]
internal sealed partial class SmallWithDropout;

/// <summary>A layer without weights more than <see cref="Small"/>, which changes what it predicts.</summary>
[Network(2, 5, 5), Conv2D(3, 3), Tanh, AveragePool2D(1), Flatten, FullyConnected(4, Bias = false), SoftmaxCrossEntropy]
internal sealed partial class SmallWithPool;

/// <summary>A kernel as high and wide as it has inputs, and square matrices.</summary>
[Network(3, 4, 4), Conv2D(1, 3), Flatten, FullyConnected(4), Tanh, FullyConnected(4), SoftmaxCrossEntropy]
internal sealed partial class Square;

/// <summary>A matrix that is square and one that is not, with a normalisation between them.</summary>
[Network(3), FullyConnected(3), BatchNorm, Tanh, FullyConnected(2), SoftmaxCrossEntropy]
internal sealed partial class Matrices;

/// <summary>Square matrices alone.</summary>
[Network(3), FullyConnected(3), Tanh, FullyConnected(3), SoftmaxCrossEntropy]
internal sealed partial class SquareMatrices;

/// <summary>The network <see cref="Small"/> in other words.</summary>
[Network(channels: 2, height: 5, width: 5)]
[Conv2D(3, 3, 3, Stride = 1), Tanh, Flatten, FullyConnected(outputs: 2 + 2, Bias = false), SoftmaxCrossEntropy]
internal sealed partial class SmallInOtherWords;

/// <summary>More filters than <see cref="Small"/>, and one layer more; a bias less.</summary>
[Network(2, 5, 5), Conv2D(5, 3, Bias = false), Tanh, Flatten, FullyConnected(4), Tanh, FullyConnected(4), SoftmaxCrossEntropy]
internal sealed partial class Larger;

/// <summary>Pools of every kind.</summary>
[Network(3, 12, 10), AveragePool2D(2, 3), Sigmoid, MaxPool2D(2, Stride = 1), ReLU, AveragePool2D(1), Flatten, FullyConnected(2), SoftmaxCrossEntropy]
internal sealed partial class Pooled;

[Network(7, 3), Flatten, FullyConnected(2, Bias = true), SoftmaxCrossEntropy]
internal sealed partial class Signal;

/// <summary>Layers of the MNIST network that burn publishes, but for its normalization.</summary>
[Network(1, 28, 28), Conv2D(8, 3), ReLU, Conv2D(16, 3), ReLU, Conv2D(24, 3), ReLU]
[Flatten, FullyConnected(32), ReLU, FullyConnected(10), SoftmaxCrossEntropy]
internal sealed partial class BurnMnist;

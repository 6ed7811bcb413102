namespace CnnGen.Training.Tests.PyTorch;

/// <summary>Pools with padding, groups, dilation, and every activation but ReLU, in a row.</summary>
[Network(2, 9, 8)]
[Conv2D(6, 3, Padding = 1), GELU, LocalResponseNorm(3, 0.5, 0.75, 2), MaxPool2D(3, Stride = 2, Padding = 1)]
[Conv2D(8, 3, Padding = 1, Groups = 2), LeakyReLU(0.1), AveragePool2D(2, Padding = 1, CountIncludePad = false)]
[Conv2D(8, 2, Dilation = 2), Tanh, Dropout(0)]
[Flatten, FullyConnected(7), Sigmoid, FullyConnected(5, Bias = false), SoftmaxCrossEntropy(LabelSmoothing = 0.1)]
internal sealed partial class Pools;

[Block, Conv2D(6, 3, Padding = 1, Bias = false), BatchNorm, ReLU, Conv2D(6, 3, Padding = 1, Bias = false), BatchNorm]
internal static class Body;

[Block, Conv2D(8, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, ReLU, Conv2D(8, 3, Padding = 1, Bias = false), BatchNorm]
internal static class Down;

[Block, Conv2D(8, 1, Stride = 2, Bias = false), BatchNorm]
internal static class Projection;

[Block, Conv2D(8, 3, Padding = 1, Groups = 8, Bias = false), BatchNorm, ReLU, Conv2D(5, 1)]
internal static class Separable;

[Block, MaxPool2D(3, Stride = 1, Padding = 1), Conv2D(3, 1)]
internal static class Pooled;

/// <summary>Sums and channels side by side, each convolution with its norm.</summary>
[Network(3, 9, 7)]
[Conv2D(6, 3, Padding = 1, Bias = false), BatchNorm, ReLU]
[Residual(typeof(Body)), ReLU, Residual(typeof(Down), Shortcut = typeof(Projection)), ReLU]
[Concat(typeof(Separable), typeof(Pooled)), GELU]
[GlobalAveragePool, FullyConnected(4), SoftmaxCrossEntropy]
internal sealed partial class Branches;

/// <summary>A signal, norms of a signal and of a vector, numbers.</summary>
[Network(2, 23)]
[Conv1D(5, 4, Stride = 2, Padding = 3, Dilation = 2, Bias = false), BatchNorm, Tanh, AveragePool1D(2)]
[Flatten, FullyConnected(9, Bias = false), BatchNorm, ReLU, FullyConnected(3), MeanSquaredError]
internal sealed partial class Signal;

/// <summary>Two classes by one score.</summary>
[Network(6)]
[FullyConnected(9), ReLU, FullyConnected(1), BinaryCrossEntropy]
internal sealed partial class Binary;

/// <summary>Dropout as the first layer, before a padded convolution, after <c>Flatten</c>, and between fully connected layers.</summary>
[Network(2, 7, 6)]
[Dropout(0.1), Conv2D(6, 3, Padding = 1), ReLU, Dropout(0.25), Conv2D(6, 3, Padding = 1), ReLU, MaxPool2D(2)]
[Flatten, Dropout(0.3), FullyConnected(9), ReLU, Dropout, FullyConnected(4), SoftmaxCrossEntropy]
internal sealed partial class Dropouts;

/// <summary>Norms within a sample: of positions and of groups, on an image and a vector, and of all values; and the largest value of each channel.</summary>
[Network(3, 9, 7)]
[Conv2D(6, 3, Padding = 1), LayerNorm, ReLU, Conv2D(8, 3), GroupNorm(4), Tanh, LayerNorm(WholeSample = true), Conv2D(10, 2), GlobalMaxPool]
[LayerNorm, FullyConnected(12), GroupNorm(3), GELU, FullyConnected(4), SoftmaxCrossEntropy]
internal sealed partial class Norms;

[Block, Flatten, FullyConnected(9), Tanh]
internal static class Features;

/// <summary>A convolution, a norm and a block, for optimisers: no layer decides, so that long runs stay near to those in double precision.</summary>
[Network(2, 6, 5)]
[Conv2D(5, 3), LayerNorm, Tanh, Use(typeof(Features)), FullyConnected(3), SoftmaxCrossEntropy]
internal sealed partial class Smooth;

namespace CnnGen.Reproducibility;

/// <summary>A branch with two norms.</summary>
[Block]
[Conv2D(12, 3, Padding = 1, Bias = false), BatchNorm, ReLU, Conv2D(12, 3, Padding = 1, Bias = false), BatchNorm]
internal static class NormalizedBranch;

/// <summary>Norms of images and of a vector, at sizes that divide by nothing: statistics over the batch, running ones, and a frozen norm.</summary>
[Network(3, 13, 11)]
[Conv2D(12, 3, Bias = false), BatchNorm, ReLU]
[Residual(typeof(NormalizedBranch)), ReLU, BatchNorm(Frozen = true), MaxPool2D(2)]
[Flatten, FullyConnected(19, Bias = false), BatchNorm(Momentum = 0.3), Tanh, FullyConnected(7)]
[SoftmaxCrossEntropy]
internal sealed partial class Normalized;

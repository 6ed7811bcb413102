namespace CnnGen.Reproducibility;

/// <summary>
/// Norms within each sample, at sizes that divide by nothing: over the channels of a position, over groups of channels, over a whole sample, over
/// the features of a vector, and a frozen one; and the largest value of each channel.
/// </summary>
[Network(3, 13, 11)]
[Conv2D(14, 3), LayerNorm, ReLU, Conv2D(15, 3, Padding = 1), GroupNorm(5), Tanh]
[MaxPool2D(2), LayerNorm(WholeSample = true), GroupNorm(3, Frozen = true), Conv2D(19, 3), GlobalMaxPool]
[LayerNorm, FullyConnected(22), GroupNorm(2), Sigmoid, FullyConnected(7)]
[SoftmaxCrossEntropy]
internal sealed partial class NormalizedSamples;

namespace CnnGen;

/// <summary>
/// Global average pooling: each output is the mean of one channel, so that an image or a signal of any size becomes a vector,
/// as a fully connected layer or a loss needs it.
/// </summary>
/// <remarks>
/// <para>Input channels × height × width (or channels × length), output a vector of one value a channel:
/// <c>y[c] = (Σ over i, j of x[c, i, j]) / (height * width)</c>. <c>GlobalAveragePool</c> gives 512 for 512×7×7, and
/// <c>GlobalAveragePool</c> gives 32 for 32×100. No <see cref="FlattenAttribute"/> is needed behind it: in PyTorch it is
/// <c>AdaptiveAvgPool2d(1)</c> and <c>flatten</c> together (Lin, Chen and Yan, Network in Network, 2014).</para>
/// <para>The gradient is shared equally among the values of a channel.</para>
/// <para>It has no parameters.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2001.md">CNN2001</see> where the input is a vector.</para>
/// </remarks>
/// <row shapes="c×h×w or c×length → c" parameters="">the mean of each channel; no <c>Flatten</c> after it</row>
public sealed class GlobalAveragePoolAttribute : LayerAttribute;

namespace CnnGen;

/// <summary>
/// Global maximum pooling: each output is the largest value of one channel, so that an image or a signal of any size becomes a vector, as a
/// fully connected layer or a loss needs it.
/// </summary>
/// <remarks>
/// <para>Input channels × height × width (or channels × length), output a vector of one value a channel:
/// <c>y[c] = max over i, j of x[c, i, j]</c>. <c>GlobalMaxPool</c> gives 512 for 512×7×7, and <c>GlobalMaxPool</c> gives 32 for 32×100. No
/// <see cref="FlattenAttribute"/> is needed after it: in PyTorch it is <c>AdaptiveMaxPool2d(1)</c> and <c>flatten</c> together (Lin, Chen and
/// Yan, Network in Network, 2014, have the mean; Oquab et al., Is Object Localization for Free?, 2015, the maximum). A value that is not a
/// number is the largest one.</para>
/// <para>The gradient goes to the largest value of a channel, row by row to the first of equal ones.</para>
/// <para>It has no parameters.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2001.md">CNN2001</see> where the input is a vector.</para>
/// </remarks>
/// <row shapes="c×h×w or c×length → c" parameters="">the largest value of each channel; no <c>Flatten</c> after it</row>
public sealed class GlobalMaxPoolAttribute : LayerAttribute;

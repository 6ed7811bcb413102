namespace CnnGen;

/// <summary>
/// The end of a network that predicts numbers (a regression): leaves the outputs as they are, and measures in training how
/// far they are from the targets. It is the last layer, and follows a vector with one output for each number of the target.
/// </summary>
/// <remarks>
/// <para>Input a vector with one value for each number of the target; output the same values, of any size. The output has
/// the shape of the input.</para>
/// <para>The loss of a sample is the mean of squares over its outputs, <c>1/n * Σ over i of (x[i] - t[i])²</c>, and that of
/// a batch the mean over its samples; its unit is the square of that of the targets. The gradient
/// of the outputs is <c>dx[i] = 2/n * (x[i] - t[i])</c>.</para>
/// <para>Targets come from <see cref="Dataset.CopyTarget"/>. Numbers of the order of 1 are learned best: scale targets that
/// are not, and scale predictions back.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1003.md">CNN1003</see> where a network ends without a loss,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1004.md">CNN1004</see> where layers follow it,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2005.md">CNN2005</see> where the input is no vector.</para>
/// </remarks>
/// <row shapes="n outputs → loss against n numbers" parameters="">predictions are the outputs</row>
/// <example>
/// <code>
/// [Network(8)]
/// [FullyConnected(16), Tanh, FullyConnected(2), MeanSquaredError]
/// public sealed partial class Position;
/// </code>
/// </example>
public sealed class MeanSquaredErrorAttribute : LayerAttribute;

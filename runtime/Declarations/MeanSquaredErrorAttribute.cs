namespace CnnGen;

/// <summary>
/// The end of a network that predicts numbers (a regression): leaves the outputs as they are, and measures in training how
/// far they are from the targets. It is the last layer, and follows a vector with one output for each number of the target.
/// </summary>
/// <remarks>
/// <para>The loss of a sample is the mean of squares over its outputs, <c>1/n * Σ over i of (x[i] - t[i])²</c>, and that of
/// a batch the mean over its samples. The gradient of the outputs is <c>dx[i] = 2/n * (x[i] - t[i])</c>.</para>
/// <para>Targets come from <see cref="Dataset.CopyTarget"/>. Numbers of the order of 1 are learned best: scale targets that
/// are not, and scale predictions back.</para>
/// </remarks>
/// <example>
/// <code>
/// [Network(8)]
/// [FullyConnected(16), Tanh, FullyConnected(2), MeanSquaredError]
/// public sealed partial class Position;
/// </code>
/// </example>
public sealed class MeanSquaredErrorAttribute : LayerAttribute;

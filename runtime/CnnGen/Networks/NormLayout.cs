using System.ComponentModel;
using CnnGen.Numerics;

namespace CnnGen.Networks;

/// <summary>
/// A layer that normalises over the whole batch, and so ends a phase of a training step: forward when each micro-batch has measured its
/// values, backward when each has summed its gradient. All offsets count floats.
/// </summary>
/// <param name="Name">The layer's name: <c>bn1</c>.</param>
/// <param name="Channels">Channels, each of which has statistics of its own.</param>
/// <param name="Positions">Values of a channel in one sample.</param>
/// <param name="Epsilon">What is added to a variance.</param>
/// <param name="Momentum">What the running statistics take over of those of a batch.</param>
/// <param name="Weight">Its learned factors in the arena of all parameters.</param>
/// <param name="Bias">Its learned summands there.</param>
/// <param name="RunningMean">Its running means there.</param>
/// <param name="RunningVar">Its running variances there.</param>
/// <param name="BatchStatistics">Its statistics among those of the batch: <see cref="BatchRows"/> rows of <see cref="Row"/> floats.</param>
/// <param name="PartialStatistics">Its sums among those of a micro-batch: <see cref="PartialRows"/> rows.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record NormLayout(
    string Name,
    int Channels,
    int Positions,
    float Epsilon,
    float Momentum,
    int Weight,
    int Bias,
    int RunningMean,
    int RunningVar,
    int BatchStatistics,
    int PartialStatistics)
{
    /// <summary>What is known of a channel of the batch: mean, scale, slope and offset of the gradient, variance.</summary>
    public const int BatchRows = 5;

    /// <summary>What a micro-batch reports of a channel: mean and squared deviations; then the sums of its gradient, and with deviations.</summary>
    public const int PartialRows = 2;

    /// <summary>Floats of one row: the channels, filled up to a multiple of 16.</summary>
    public int Row => MicroBatch.CountFor(Channels) * MicroBatch.Samples;
}

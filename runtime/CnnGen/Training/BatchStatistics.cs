using System.Runtime.CompilerServices;
using CnnGen.Kernels;
using CnnGen.Memory;
using CnnGen.Networks;
using CnnGen.Numerics;

namespace CnnGen.Training;

/// <summary>
/// The statistics of the layers that normalise over the batch: combines what micro-batches report between two phases, in the order of
/// the micro-batches and in double precision, which cost nothing beside what the micro-batches do.
/// </summary>
internal sealed class BatchStatistics(NetworkLayout layout, Arena parameters, Arena gradient, int microBatches)
{
    private readonly Arena _memory = new(checked(layout.BatchStatisticsLength + (microBatches * layout.PartialStatisticsLength)));
    private int _samples;

    /// <summary>What is known of the whole batch: <see cref="NetworkLayout.BatchStatisticsLength"/> floats.</summary>
    public ref float Whole => ref _memory.Origin;

    /// <summary>What a micro-batch reports: <see cref="NetworkLayout.PartialStatisticsLength"/> floats.</summary>
    public ref float Partial(int microBatch) =>
        ref Unsafe.Add(ref _memory.Origin, layout.BatchStatisticsLength + ((nint)microBatch * layout.PartialStatisticsLength));

    /// <summary>Takes note of the samples of the batch at hand.</summary>
    /// <exception cref="InvalidOperationException">A channel has one value in it, which has no variance.</exception>
    public void Begin(int samples)
    {
        _samples = samples;
        if (samples == 1 && layout.Norms.FirstOrDefault(norm => norm.Positions == 1) is { } norm)
        {
            throw new InvalidOperationException(
                $"{norm.Name} of {layout.Name} normalises each channel over its values in a batch and needs at least 2, but a batch of 1 sample has 1. "
                + "Use a batch size that leaves no single sample at the end of an epoch.");
        }
    }

    /// <summary>Mean and variance of each channel of a norm, from those of the micro-batches.</summary>
    /// <remarks>Chan, Golub and LeVeque, Updating formulae and a pairwise algorithm for computing sample variances, 1979, equation 2.1.</remarks>
    public void CombineForward(NormLayout norm)
    {
        Span<float> batch = Batch(norm);
        for (int channel = 0; channel < norm.Channels; channel++)
        {
            double count = 0;
            double mean = 0;
            double squares = 0;
            for (int microBatch = 0; microBatch < MicroBatch.CountFor(_samples); microBatch++)
            {
                ref float told = ref Unsafe.Add(ref Partial(microBatch), norm.PartialStatistics + channel);
                double added = Math.Min(MicroBatch.Samples, _samples - (microBatch * MicroBatch.Samples)) * (double)norm.Positions;
                double difference = told - mean;
                squares += Unsafe.Add(ref told, norm.Row) + (difference * difference * count * added / (count + added));
                count += added;
                mean += difference * added / count;
            }

            float variance = (float)(squares / count);
            batch[channel] = (float)mean;
            batch[norm.Row + channel] = BatchNormalization.Scale(parameters.Span[norm.Weight + channel], variance, norm.Epsilon);
            batch[(4 * norm.Row) + channel] = variance;
        }
    }

    /// <summary>
    /// The gradient of the learned parameters of a norm, and the parts of each channel in that of its input (Ioffe and Szegedy 2015, section 3,
    /// the six equations of the chain rule).
    /// </summary>
    public void CombineBackward(NormLayout norm)
    {
        Span<float> batch = Batch(norm);
        double count = (double)_samples * norm.Positions;
        for (int channel = 0; channel < norm.Channels; channel++)
        {
            double sum = 0;
            double product = 0;
            for (int microBatch = 0; microBatch < MicroBatch.CountFor(_samples); microBatch++)
            {
                ref float told = ref Unsafe.Add(ref Partial(microBatch), norm.PartialStatistics + channel);
                sum += told;
                product += Unsafe.Add(ref told, norm.Row);
            }

            double variance = batch[(4 * norm.Row) + channel] + (double)norm.Epsilon;
            double scale = batch[norm.Row + channel];
            batch[(2 * norm.Row) + channel] = (float)(-scale * product / (variance * count));
            batch[(3 * norm.Row) + channel] = (float)(-scale * sum / count);
            gradient.Span[norm.Weight + channel] = (float)(product / Math.Sqrt(variance));
            gradient.Span[norm.Bias + channel] = (float)sum;
        }
    }

    /// <summary>Moves the running statistics by those of the batch (Ioffe and Szegedy 2015, algorithm 2, line 10, as a moving average).</summary>
    public void Update()
    {
        // By index: an enumerator of the list would be an allocation in each step.
        for (int i = 0; i < layout.Norms.Count; i++)
        {
            NormLayout norm = layout.Norms[i];
            ReadOnlySpan<float> batch = Batch(norm);
            double count = (double)_samples * norm.Positions;
            for (int channel = 0; channel < norm.Channels; channel++)
            {
                Follow(ref parameters.Span[norm.RunningMean + channel], batch[channel], norm.Momentum);
                Follow(ref parameters.Span[norm.RunningVar + channel], batch[(4 * norm.Row) + channel] * count / (count - 1), norm.Momentum);
            }
        }
    }

    private static void Follow(ref float running, double value, double momentum) =>
        running = (float)(((1 - momentum) * running) + (momentum * value));

    private Span<float> Batch(NormLayout norm) => _memory.Span.Slice(norm.BatchStatistics, NormLayout.BatchRows * norm.Row);
}

using System.Runtime.CompilerServices;
using CnnGen.Kernels;
using CnnGen.Networks;
using CnnGen.Parameters;

namespace CnnGen.Training;

/// <summary>
/// The statistics of the layers that normalise over the batch: puts together what blocks tell between two phases, in the order of
/// the blocks and in double precision, which cost nothing beside what the blocks do.
/// </summary>
internal sealed class BatchStatistics(NetworkPlan plan, Arena parameters, Arena gradient, int blocks)
{
    private readonly Arena _memory = new(checked(plan.BatchStatisticsLength + (blocks * plan.BlockStatisticsLength)));
    private int _samples;

    /// <summary>What is known of the whole batch: <see cref="NetworkPlan.BatchStatisticsLength"/> floats.</summary>
    public ref float OfBatch => ref _memory.Origin;

    /// <summary>What a block tells: <see cref="NetworkPlan.BlockStatisticsLength"/> floats.</summary>
    public ref float OfBlock(int block) =>
        ref Unsafe.Add(ref _memory.Origin, plan.BatchStatisticsLength + ((nint)block * plan.BlockStatisticsLength));

    /// <summary>Takes note of the samples of the batch at hand.</summary>
    /// <exception cref="InvalidOperationException">A channel has one value in it, which no variance can be told of.</exception>
    public void Begin(int samples)
    {
        _samples = samples;
        if (samples == 1 && plan.Norms.FirstOrDefault(norm => norm.Positions == 1) is { } norm)
        {
            throw new InvalidOperationException(
                $"{norm.Name} of {plan.Name} normalises each channel over its values in a batch and needs at least 2, but a batch of 1 sample has 1. "
                + "Use a batch size that leaves no single sample at the end of an epoch.");
        }
    }

    /// <summary>Mean and variance of each channel of a norm, from those of the blocks.</summary>
    /// <remarks>Chan, Golub and LeVeque, Updating formulae and a pairwise algorithm for computing sample variances, 1979, equation 2.1.</remarks>
    public void CombineForward(NormPlan norm)
    {
        Span<float> batch = Batch(norm);
        for (int channel = 0; channel < norm.Channels; channel++)
        {
            double count = 0;
            double mean = 0;
            double squares = 0;
            for (int block = 0; block < Block.CountFor(_samples); block++)
            {
                ref float told = ref Unsafe.Add(ref OfBlock(block), norm.OfBlock + channel);
                double added = Math.Min(Block.Samples, _samples - (block * Block.Samples)) * (double)norm.Positions;
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
    public void CombineBackward(NormPlan norm)
    {
        Span<float> batch = Batch(norm);
        double count = (double)_samples * norm.Positions;
        for (int channel = 0; channel < norm.Channels; channel++)
        {
            double sum = 0;
            double product = 0;
            for (int block = 0; block < Block.CountFor(_samples); block++)
            {
                ref float told = ref Unsafe.Add(ref OfBlock(block), norm.OfBlock + channel);
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
        for (int i = 0; i < plan.Norms.Count; i++)
        {
            NormPlan norm = plan.Norms[i];
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

    private Span<float> Batch(NormPlan norm) => _memory.Span.Slice(norm.OfBatch, NormPlan.BatchRows * norm.Row);
}

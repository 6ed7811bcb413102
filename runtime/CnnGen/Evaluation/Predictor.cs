using CnnGen.Execution;
using CnnGen.Memory;
using CnnGen.Networks;
using CnnGen.Numerics;

namespace CnnGen;

/// <summary>
/// Runs a network on samples without labels: what <c>Predict</c> of a generated class calls. Several threads may
/// predict with one network at once, as long as none trains it. Each thread keeps the memory of one sample, and that of a
/// micro-batch once it has predicted a batch.
/// </summary>
public static class Predictor
{
    /// <summary>
    /// Samples from which on a micro-batch is taken; fewer, also the last ones of many, run one by one. A micro-batch costs the same however
    /// few of its lanes are filled: as much as 9 to 12 samples alone, on the networks of the benchmarks.
    /// </summary>
    private const int LeastMicroBatch = 10;

    /// <summary>Predicts the class of one sample, or the numbers that belong to it.</summary>
    /// <param name="model">The network.</param>
    /// <param name="sample"><see cref="NetworkLayout.InputSize"/> floats: channels, height, width; row-major.</param>
    /// <param name="allowNonFinite">Whether values may be infinite or not a number, and so scores and the class mean nothing.</param>
    /// <exception cref="ArgumentException">The sample has another length, or a value that is infinite or not a number.</exception>
    public static Prediction Predict<T>(this T model, ReadOnlySpan<float> sample, bool allowNonFinite = false)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        NetworkLayout layout = T.Layout;
        ThrowUnlessSample(layout, sample.Length, nameof(sample));
        if (!allowNonFinite && FiniteValues.FirstOther(sample) is >= 0 and int place)
        {
            throw NotFinite(layout, sample[place], $"value {place} of the sample", nameof(sample));
        }

        float[] scores = new float[layout.OutputSize];
        SamplePredictor<T>.Predict(model, sample, scores);
        return new Prediction(Classify(layout, scores), scores);
    }

    /// <summary>
    /// Computes the scores of any number of samples. After the first call on a thread it allocates nothing, until the weights
    /// change.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="samples">Samples one after another, each of <see cref="NetworkLayout.InputSize"/> floats.</param>
    /// <param name="scores">Filled with <see cref="NetworkLayout.OutputSize"/> scores a sample.</param>
    /// <param name="allowNonFinite">Whether values may be infinite or not a number, and so scores of their samples mean nothing.</param>
    /// <exception cref="ArgumentException">
    /// The samples are not a whole number of samples, or the scores are not as many as those need; or a value is infinite or not a number,
    /// before whose sample scores may have been written.
    /// </exception>
    public static void Predict<T>(this T model, ReadOnlySpan<float> samples, Span<float> scores, bool allowNonFinite = false)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        NetworkLayout layout = T.Layout;
        int count = Math.DivRem(samples.Length, layout.InputSize, out int rest);
        if (rest != 0)
        {
            throw new ArgumentException(
                $"{layout.Name} expects a multiple of {layout.InputSize} floats, but found {samples.Length}.", nameof(samples));
        }

        if (scores.Length != (long)count * layout.OutputSize)
        {
            throw new ArgumentException(
                $"{layout.Name} gives {layout.OutputSize} scores for each of {count} samples and expects room for "
                + $"{(long)count * layout.OutputSize} floats, but found {scores.Length}.",
                nameof(scores));
        }

        for (int first = 0; first < count; first += MicroBatch.Samples)
        {
            int lanes = Math.Min(MicroBatch.Samples, count - first);
            ReadOnlySpan<float> inputs = samples.Slice(first * layout.InputSize, lanes * layout.InputSize);
            Span<float> outputs = scores.Slice(first * layout.OutputSize, lanes * layout.OutputSize);
            if (!allowNonFinite && FiniteValues.FirstOther(inputs) is >= 0 and int place)
            {
                (int sample, int value) = Math.DivRem(place, layout.InputSize);
                throw NotFinite(layout, inputs[place], $"value {value} of sample {first + sample}", nameof(samples));
            }

            if (lanes >= LeastMicroBatch)
            {
                PredictMicroBatch(model, inputs, outputs);
            }
            else
            {
                PredictOneByOne(model, inputs, outputs);
            }
        }
    }

    internal static void ThrowUnlessSample(NetworkLayout layout, int length, string argument)
    {
        if (length != layout.InputSize)
        {
            throw new ArgumentException(
                $"{layout.Name} expects a sample of {layout.InputSize} floats, but found {length}.", argument);
        }
    }

    private static ArgumentException NotFinite(NetworkLayout layout, float found, string place, string argument) => new(
        $"{layout.Name} expects finite values, but found {FiniteValues.Describe(found)} as {place}. Mend the sample, or pass allowNonFinite: true "
        + "to predict all the same.",
        argument);

    private static void PredictOneByOne<T>(T model, ReadOnlySpan<float> samples, Span<float> scores)
        where T : class, INetwork<T>
    {
        NetworkLayout layout = T.Layout;
        for (int i = 0; i < samples.Length / layout.InputSize; i++)
        {
            SamplePredictor<T>.Predict(
                model, samples.Slice(i * layout.InputSize, layout.InputSize), scores.Slice(i * layout.OutputSize, layout.OutputSize));
        }
    }

    private static void PredictMicroBatch<T>(T model, ReadOnlySpan<float> samples, Span<float> scores)
        where T : class, INetwork<T>
    {
        MicroBatchKernels<T> kernels = PerNetwork<T>.Kernels;
        Arena weights = model.Parameters.MicroBatchWeights.Of(model.Parameters, PerNetwork<T>.Pack);
        MicroBatchWorkspace<T> workspace = PerNetwork<T>.Workspace ??= new MicroBatchWorkspace<T>(kernels);
        workspace.Load(samples);
        kernels.Forward(ref model.Parameters.Arena.Origin, ref weights.Origin, ref workspace.Arena);
        workspace.ReadScores(scores.Length / T.Layout.OutputSize).CopyTo(scores);
    }

    // The first one of equals.
    private static int Classify(NetworkLayout layout, ReadOnlySpan<float> scores)
    {
        if (layout.Predicts == PredictionKind.Numbers)
        {
            return -1;
        }

        if (layout.Predicts == PredictionKind.TwoClasses)
        {
            return scores[0] >= 0.5f ? 1 : 0;
        }

        int highest = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            highest = scores[i] > scores[highest] ? i : highest;
        }

        return highest;
    }

    private static class PerNetwork<T>
        where T : class, INetwork<T>
    {
        [ThreadStatic]
        public static MicroBatchWorkspace<T>? Workspace;

        public static readonly MicroBatchKernels<T> Kernels = MicroBatchKernels<T>.For(LaneWidth.Widest);
        public static readonly Func<Arena, Arena> Pack = Kernels.PackAll;
    }
}

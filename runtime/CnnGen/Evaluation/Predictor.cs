using CnnGen.Kernels;
using CnnGen.Networks;
using CnnGen.Parameters;
using CnnGen.Training;

namespace CnnGen;

/// <summary>
/// Runs a network on samples without labels: what <c>Predict</c> of a generated class calls. Several threads may
/// predict with one network at once, as long as none trains it. Each thread keeps the memory of one sample, and that of a
/// block once it has predicted a batch.
/// </summary>
public static class Predictor
{
    /// <summary>
    /// Samples from which on a block is taken; fewer, also the last ones of many, run one by one. A block costs the same however
    /// few of its lanes are filled: as much as 9 to 12 samples alone, on the networks of the benchmarks.
    /// </summary>
    private const int LeastBlock = 10;

    /// <summary>Predicts the class of one sample, or the numbers that belong to it.</summary>
    /// <param name="model">The network.</param>
    /// <param name="sample"><see cref="NetworkPlan.InputSize"/> floats: channels, height, width; row-major.</param>
    /// <param name="allowNonFinite">Whether values may be infinite or not a number, and so scores and the class mean nothing.</param>
    /// <exception cref="ArgumentException">The sample has another length, or a value that is infinite or not a number.</exception>
    public static Prediction Predict<T>(this T model, ReadOnlySpan<float> sample, bool allowNonFinite = false)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        NetworkPlan plan = T.Plan;
        ThrowUnlessSample(plan, sample.Length, nameof(sample));
        if (!allowNonFinite && FiniteValues.FirstOther(sample) is >= 0 and int place)
        {
            throw NotFinite(plan, sample[place], $"value {place} of the sample", nameof(sample));
        }

        float[] scores = new float[plan.OutputSize];
        SamplePredictor<T>.Predict(model, sample, scores);
        return new Prediction(Classify(plan, scores), scores);
    }

    /// <summary>
    /// Computes the scores of any number of samples. After the first call on a thread it allocates nothing, until the weights
    /// change.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="samples">Samples one after another, each of <see cref="NetworkPlan.InputSize"/> floats.</param>
    /// <param name="scores">Filled with <see cref="NetworkPlan.OutputSize"/> scores a sample.</param>
    /// <param name="allowNonFinite">Whether values may be infinite or not a number, and so scores of their samples mean nothing.</param>
    /// <exception cref="ArgumentException">
    /// The samples are not a whole number of samples, or the scores are not as many as those need; or a value is infinite or not a number,
    /// before whose sample scores may have been written.
    /// </exception>
    public static void Predict<T>(this T model, ReadOnlySpan<float> samples, Span<float> scores, bool allowNonFinite = false)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        NetworkPlan plan = T.Plan;
        int count = Math.DivRem(samples.Length, plan.InputSize, out int rest);
        if (rest != 0)
        {
            throw new ArgumentException(
                $"{plan.Name} expects a multiple of {plan.InputSize} floats, but found {samples.Length}.", nameof(samples));
        }

        if (scores.Length != (long)count * plan.OutputSize)
        {
            throw new ArgumentException(
                $"{plan.Name} gives {plan.OutputSize} scores for each of {count} samples and expects room for "
                + $"{(long)count * plan.OutputSize} floats, but found {scores.Length}.",
                nameof(scores));
        }

        for (int first = 0; first < count; first += Block.Samples)
        {
            int lanes = Math.Min(Block.Samples, count - first);
            ReadOnlySpan<float> inputs = samples.Slice(first * plan.InputSize, lanes * plan.InputSize);
            Span<float> outputs = scores.Slice(first * plan.OutputSize, lanes * plan.OutputSize);
            if (!allowNonFinite && FiniteValues.FirstOther(inputs) is >= 0 and int place)
            {
                (int sample, int value) = Math.DivRem(place, plan.InputSize);
                throw NotFinite(plan, inputs[place], $"value {value} of sample {first + sample}", nameof(samples));
            }

            if (lanes >= LeastBlock)
            {
                PredictBlock(model, inputs, outputs);
            }
            else
            {
                PredictOneByOne(model, inputs, outputs);
            }
        }
    }

    internal static void ThrowUnlessSample(NetworkPlan plan, int length, string argument)
    {
        if (length != plan.InputSize)
        {
            throw new ArgumentException(
                $"{plan.Name} expects a sample of {plan.InputSize} floats, but found {length}.", argument);
        }
    }

    private static ArgumentException NotFinite(NetworkPlan plan, float found, string place, string argument) => new(
        $"{plan.Name} expects finite values, but found {FiniteValues.Describe(found)} as {place}. Mend the sample, or pass allowNonFinite: true "
        + "to predict all the same.",
        argument);

    private static void PredictOneByOne<T>(T model, ReadOnlySpan<float> samples, Span<float> scores)
        where T : class, INetwork<T>
    {
        NetworkPlan plan = T.Plan;
        for (int i = 0; i < samples.Length / plan.InputSize; i++)
        {
            SamplePredictor<T>.Predict(
                model, samples.Slice(i * plan.InputSize, plan.InputSize), scores.Slice(i * plan.OutputSize, plan.OutputSize));
        }
    }

    private static void PredictBlock<T>(T model, ReadOnlySpan<float> samples, Span<float> scores)
        where T : class, INetwork<T>
    {
        BlockKernels<T> kernels = PerNetwork<T>.Kernels;
        Arena weights = model.Parameters.BlockWeights.Of(model.Parameters, kernels);
        BlockWorkspace<T> workspace = PerNetwork<T>.Workspace ??= new BlockWorkspace<T>(kernels);
        workspace.Load(samples);
        kernels.Forward(ref model.Parameters.Arena.Origin, ref weights.Origin, ref workspace.Arena);
        workspace.ReadScores(scores);
    }

    // The first one of equals.
    private static int Classify(NetworkPlan plan, ReadOnlySpan<float> scores)
    {
        if (plan.IsRegression)
        {
            return -1;
        }

        if (plan.IsBinary)
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
        public static BlockWorkspace<T>? Workspace;

        public static readonly BlockKernels<T> Kernels = BlockKernels<T>.For(LaneWidth.Widest);
    }
}

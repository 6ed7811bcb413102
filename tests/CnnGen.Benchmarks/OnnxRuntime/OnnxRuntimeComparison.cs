using CnnGen.Benchmarks.Inference;
using CnnGen.Benchmarks.Measurement;

namespace CnnGen.Benchmarks.OnnxRuntime;

/// <summary>Predicts with one network here and in ONNX Runtime, turn by turn, so that a slow minute hits both alike.</summary>
internal static class OnnxRuntimeComparison
{
    private const int Rounds = 15;

    /// <summary>How far two scores may be apart, as a share of the largest: both sum in orders of their own.</summary>
    private const float Tolerance = 1e-4f;

    /// <summary>Compares calls with batches of one size on one thread.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batch">Samples of a call.</param>
    /// <param name="seconds">How long to measure each side, in all rounds together.</param>
    /// <exception cref="InvalidOperationException">The two predict different scores.</exception>
    public static Duel Run(BenchmarkNetwork network, int batch, double seconds)
    {
        InferenceRun ours = network.StartInference(batch);
        using OnnxRuntimeRun theirs = new(network, batch);
        ours.WarmUp();
        theirs.WarmUp();
        RequireSameScores(network, ours.Scores, theirs.Scores);

        double[] ourTimes = new double[Rounds];
        double[] theirTimes = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            ourTimes[round] = Median.Of(ours.Measure(seconds / Rounds));
            theirTimes[round] = Median.Of(theirs.Measure(seconds / Rounds));
        }

        return new Duel(
            batch, Median.Of(ourTimes), Median.Of(theirTimes), Median.Of(ourTimes.Zip(theirTimes, (our, their) => our / their)));
    }

    private static void RequireSameScores(BenchmarkNetwork network, float[] ours, float[] theirs)
    {
        float largest = ours.Max(MathF.Abs);
        float difference = ours.Zip(theirs, (our, their) => MathF.Abs(our - their)).Max();
        if (!(difference <= Tolerance * largest))
        {
            throw new InvalidOperationException(
                $"Expected ONNX Runtime to predict the scores of {network.Name}, but they are {difference} apart, of {largest}.");
        }
    }
}

/// <summary>What one call took here and there.</summary>
/// <param name="Batch">Samples of a call.</param>
/// <param name="CnnGen">The median in microseconds.</param>
/// <param name="OnnxRuntime">The median in microseconds.</param>
/// <param name="Ratio">The median over rounds of our time in relation to theirs.</param>
internal sealed record Duel(int Batch, double CnnGen, double OnnxRuntime, double Ratio);

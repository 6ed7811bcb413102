using System.Diagnostics;
using CnnGen.Networks;
using CnnGen.Numerics;

namespace CnnGen.Benchmarks.Inference;

/// <summary>A model that predicts the same samples again and again on one thread.</summary>
internal abstract class InferenceRun
{
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(0.2);

    /// <param name="layout">The network's sizes.</param>
    /// <param name="batchSize">Samples of a call.</param>
    protected InferenceRun(NetworkLayout layout, int batchSize)
    {
        Samples = new float[batchSize * layout.InputSize];
        Scores = new float[batchSize * layout.OutputSize];
        var random = new SeededRandom(1);
        foreach (ref float value in Samples.AsSpan())
        {
            value = random.NextSingle();
        }
    }

    /// <summary>What the last call predicted.</summary>
    public float[] Scores { get; }

    protected float[] Samples { get; }

    /// <summary>Predicts until everything is compiled and in the caches that hold it.</summary>
    public void WarmUp()
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < WarmUpTime)
        {
            Predict();
        }
    }

    /// <summary>Predicts for a while.</summary>
    /// <param name="seconds">How long.</param>
    /// <returns>What each call took, in microseconds.</returns>
    public List<double> Measure(double seconds)
    {
        List<double> latencies = [];
        long start = Stopwatch.GetTimestamp();
        long last = start;
        do
        {
            Predict();
            long now = Stopwatch.GetTimestamp();
            latencies.Add(Stopwatch.GetElapsedTime(last, now).TotalMicroseconds);
            last = now;
        }
        while (Stopwatch.GetElapsedTime(start, last).TotalSeconds < seconds);

        return latencies;
    }

    protected abstract void Predict();
}

/// <inheritdoc/>
internal sealed class InferenceRun<T>(T model, int batchSize) : InferenceRun(T.Layout, batchSize)
    where T : class, INetwork<T>
{
    protected override void Predict() => Predictor.Predict(model, Samples, Scores);
}

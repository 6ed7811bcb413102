using System.Diagnostics;
using CnnGen.Networks;
using CnnGen.Parameters;

namespace CnnGen.Benchmarks.Inference;

/// <summary>A model that predicts the same samples again and again on one thread.</summary>
internal abstract class InferenceRun
{
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(0.2);

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
internal sealed class InferenceRun<T> : InferenceRun
    where T : class, INetwork<T>
{
    private readonly T _model;
    private readonly float[] _samples;
    private readonly float[] _scores;

    public InferenceRun(T model, int batchSize)
    {
        _model = model;
        _samples = new float[batchSize * T.Plan.InputSize];
        _scores = new float[batchSize * T.Plan.OutputSize];
        var random = new SeededRandom(1);
        foreach (ref float value in _samples.AsSpan())
        {
            value = random.NextSingle();
        }
    }

    protected override void Predict() => Predictor.Predict(_model, _samples, _scores);
}

using System.Diagnostics;
using CnnGen.Networks;
using CnnGen.Numerics;
using CnnGen.Training;

namespace CnnGen.Benchmarks.Training;

/// <summary>
/// Training as <see cref="Trainer{T}"/> does it, step by step: forward, backward, reduction and update, over samples in
/// an order that is shuffled once an epoch.
/// </summary>
/// <param name="batchSize">Samples of a step.</param>
/// <param name="threads">The most threads to use.</param>
internal abstract class TrainingRun(int batchSize, int threads)
{
    // Long enough for the JIT to bring what surrounds the kernels to its last tier.
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(0.3);
    private const int WarmUpSteps = 3;

    public int BatchSize => batchSize;

    public int Threads => threads;

    /// <summary>The steps that were measured.</summary>
    public long Steps { get; private set; }

    /// <summary>The bytes that all threads allocated in those steps.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>The mean loss of the last step.</summary>
    protected abstract double Loss { get; }

    public void WarmUp()
    {
        long start = Stopwatch.GetTimestamp();
        for (int step = 0; step < WarmUpSteps || Stopwatch.GetElapsedTime(start) < WarmUpTime; step++)
        {
            Step();
        }
    }

    /// <summary>Trains for a while, at least one step.</summary>
    /// <param name="seconds">How long.</param>
    /// <returns>Samples per second.</returns>
    /// <exception cref="InvalidOperationException">Training diverged, and what was measured is not training.</exception>
    public double Measure(double seconds)
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long steps = 0;
        long start = Stopwatch.GetTimestamp();
        double elapsed;
        do
        {
            Step();
            steps++;
            elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        while (elapsed < seconds);

        AllocatedBytes += GC.GetTotalAllocatedBytes(precise: true) - allocated;
        Steps += steps;
        return double.IsFinite(Loss)
            ? steps * BatchSize / elapsed
            : throw new InvalidOperationException($"Expected a finite loss, but found {Loss} after {Steps} steps.");
    }

    protected abstract void Step();
}

/// <inheritdoc/>
/// <typeparam name="T">The network.</typeparam>
internal sealed class TrainingRun<T>(T model, Dataset data, int batchSize, int threads, LaneWidth lanes, Optimizer? optimizer = null)
    : TrainingRun(batchSize, threads)
    where T : class, INetwork<T>
{
    private readonly TrainingStep<T> _step = new(model, optimizer ?? new Sgd(learningRate: 0.01f) { Momentum = 0.9f }, batchSize, threads, lanes);
    private readonly SeededRandom _random = new(1);
    private readonly int[] _order = [.. Enumerable.Range(0, data.Count)];
    private int _next = data.Count;
    private double _loss;

    protected override double Loss => _loss;

    protected override void Step()
    {
        if (_next + BatchSize > _order.Length)
        {
            _random.Shuffle(_order);
            _next = 0;
        }

        _loss = _step.ComputeGradient(data, _order.AsSpan(_next, BatchSize)).Loss;
        _step.Update();
        _next += BatchSize;
    }
}

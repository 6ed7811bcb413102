using CnnGen.Numerics;

namespace CnnGen.Execution;

/// <summary>One minibatch as a list of micro-batches: what goes into each lane, and what came out of it.</summary>
internal sealed class Batch
{
    private readonly int[] _indices;
    private readonly int[] _labels;
    private readonly int[] _classes;
    private readonly float[] _weights;
    private readonly float[] _losses;

    public Batch(int capacity)
    {
        Capacity = capacity;
        int lanes = MicroBatch.CountFor(capacity) * MicroBatch.Samples;
        _indices = new int[capacity];
        _labels = new int[lanes];
        _classes = new int[lanes];
        _weights = new float[lanes];
        _losses = new float[lanes];
    }

    /// <summary>The most samples.</summary>
    public int Capacity { get; }

    /// <summary>Samples.</summary>
    public int Count { get; private set; }

    public int MicroBatches => MicroBatch.CountFor(Count);

    /// <summary>Where the samples come from.</summary>
    public Dataset Data { get; private set; } = null!;

    /// <summary>What the random numbers of dropout depend on, beside places in the batch.</summary>
    public ulong Draw { get; private set; }

    /// <summary>Chooses the samples of the batch. Each gets an equal part of the loss, a lane without one gets none.</summary>
    public void Choose(Dataset data, ReadOnlySpan<int> indices, ulong draw = 0)
    {
        Draw = draw;
        Data = data;
        Count = indices.Length;
        indices.CopyTo(_indices);
        _weights.AsSpan(0, Count).Fill(1f / Count);
        _weights.AsSpan(Count).Clear();
    }

    /// <summary>The samples of a micro-batch: 16, or fewer in the last one.</summary>
    public ReadOnlySpan<int> Indices(int microBatch) =>
        _indices.AsSpan(microBatch * MicroBatch.Samples, Math.Min(MicroBatch.Samples, Count - (microBatch * MicroBatch.Samples)));

    public Span<int> Labels(int microBatch) => Lanes(_labels, microBatch);

    /// <summary>The class with the highest score, for each lane of a micro-batch.</summary>
    public Span<int> Classes(int microBatch) => Lanes(_classes, microBatch);

    public Span<float> SampleWeights(int microBatch) => Lanes(_weights, microBatch);

    public Span<float> Losses(int microBatch) => Lanes(_losses, microBatch);

    /// <summary>The true class of a sample.</summary>
    public int Label(int sample) => _labels[sample];

    /// <summary>The class with the highest score of a sample.</summary>
    public int Class(int sample) => _classes[sample];

    /// <summary>Mean loss and correct samples; losses are added in the order of the samples.</summary>
    public BatchResult Summarize()
    {
        double loss = 0;
        int correct = 0;
        for (int i = 0; i < Count; i++)
        {
            loss += _losses[i];
            correct += _classes[i] == _labels[i] ? 1 : 0;
        }

        return new BatchResult(loss / Count, correct);
    }

    /// <summary>The first sample of the dataset, in the order of the batch, whose loss is not finite; −1 if there is none.</summary>
    public int FirstDiverged()
    {
        int place = Array.FindIndex(_losses, 0, Count, loss => !float.IsFinite(loss));
        return place < 0 ? -1 : _indices[place];
    }

    private static Span<TLane> Lanes<TLane>(TLane[] lanes, int microBatch) =>
        lanes.AsSpan(microBatch * MicroBatch.Samples, MicroBatch.Samples);
}

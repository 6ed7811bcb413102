namespace CnnGen.Runtime.Tests.Networks;

/// <summary>Notes what each thread that reads samples has allocated since its first sample.</summary>
internal sealed class MeteredDataset(Dataset data) : Dataset
{
    private readonly long[] _atFirst = new long[10_000];
    private readonly long[] _atLast = new long[10_000];
    private readonly int[] _samples = new int[10_000];

    public override int Count => data.Count;

    public override int SampleSize => data.SampleSize;

    public override int ClassCount => data.ClassCount;

    public override int Label(int index) => data.Label(index);

    public override void CopySample(int index, Span<float> destination)
    {
        int thread = Environment.CurrentManagedThreadId;
        _atLast[thread] = GC.GetAllocatedBytesForCurrentThread();
        if (_samples[thread]++ == 0)
        {
            _atFirst[thread] = _atLast[thread];
        }

        data.CopySample(index, destination);
    }

    /// <summary>The threads that have read at least so many samples. It allocates nothing itself.</summary>
    public int Threads(int samples)
    {
        int threads = 0;
        foreach (int count in _samples)
        {
            threads += count >= samples ? 1 : 0;
        }

        return threads;
    }

    /// <summary>The bytes that all threads together have allocated.</summary>
    public long AllocatedBytes() => _atLast.Zip(_atFirst, (last, first) => last - first).Sum();
}

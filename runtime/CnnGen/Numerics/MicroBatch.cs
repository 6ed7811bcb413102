namespace CnnGen.Numerics;

/// <summary>The unit of work of training: sixteen samples, one a lane.</summary>
public static class MicroBatch
{
    /// <summary>The samples of a micro-batch.</summary>
    public const int Samples = 16;

    /// <summary>The micro-batches that hold <paramref name="samples"/> samples; the last one may be partly filled.</summary>
    public static int CountFor(int samples) => (int)(((long)samples + Samples - 1) / Samples);
}

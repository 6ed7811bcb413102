namespace CnnGen.Kernels;

/// <summary>The unit of work of training: sixteen samples, one a lane.</summary>
public static class Block
{
    /// <summary>The samples of a block.</summary>
    public const int Samples = 16;

    /// <summary>The blocks that hold <paramref name="samples"/> samples; the last one may be partly filled.</summary>
    public static int CountFor(int samples) => (int)(((long)samples + Samples - 1) / Samples);
}

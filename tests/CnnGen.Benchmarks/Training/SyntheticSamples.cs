using CnnGen.Networks;
using CnnGen.Numerics;

namespace CnnGen.Benchmarks.Training;

/// <summary>Random samples in memory, more of them than caches hold, and labels without a pattern.</summary>
internal static class SyntheticSamples
{
    private const int MostFloats = 1 << 24;
    private const int Fewest = 4096;
    private const int Most = 60_000;

    /// <summary>The most samples of a batch.</summary>
    public const int LargestBatch = Fewest;

    /// <summary>How many samples a network gets.</summary>
    public static int CountFor(NetworkLayout layout) => Math.Clamp(MostFloats / layout.InputSize, Fewest, Most);

    /// <summary>Draws the samples: mean 0 and variance 1, as images are after normalization.</summary>
    public static Dataset For(NetworkLayout layout)
    {
        var random = new SeededRandom(1);
        float bound = MathF.Sqrt(3f);
        float[] samples = new float[CountFor(layout) * layout.InputSize];
        foreach (ref float value in samples.AsSpan())
        {
            value = ((2f * random.NextSingle()) - 1f) * bound;
        }

        int[] labels = new int[CountFor(layout)];
        foreach (ref int label in labels.AsSpan())
        {
            label = random.NextInt32(layout.OutputSize);
        }

        return Dataset.FromArrays(samples, labels, layout.InputSize, layout.OutputSize);
    }
}

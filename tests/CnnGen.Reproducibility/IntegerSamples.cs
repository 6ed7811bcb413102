using CnnGen.Networks;

namespace CnnGen.Reproducibility;

/// <summary>Samples that are the same bits everywhere: whole numbers from a linear congruential generator, over 2^15.</summary>
internal static class IntegerSamples
{
    public static Dataset For(NetworkLayout layout, int count)
    {
        uint state = 1;
        float[] samples = new float[count * layout.InputSize];
        foreach (ref float value in samples.AsSpan())
        {
            value = (Next(ref state) - 32768) / 32768f;
        }

        int[] labels = new int[count];
        foreach (ref int label in labels.AsSpan())
        {
            label = Next(ref state) % layout.OutputSize;
        }

        return Dataset.FromArrays(samples, labels, layout.InputSize, layout.OutputSize);
    }

    // Press et al., Numerical Recipes, 7.1; the high half, from 0 to 65535.
    private static int Next(ref uint state)
    {
        state = unchecked((state * 1664525u) + 1013904223u);
        return (int)(state >> 16);
    }
}

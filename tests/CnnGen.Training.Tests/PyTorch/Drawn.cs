namespace CnnGen.Training.Tests.PyTorch;

/// <summary>Values that are hashes of their places: <c>hashed.py</c> draws the same, so that no file has to hold them.</summary>
internal static class Drawn
{
    /// <summary>Fills a tensor with values within ± <paramref name="bound"/>, each a function of the tensor's name, a seed and its place.</summary>
    public static void Uniform(string name, uint seed, double bound, Span<float> values)
    {
        // FNV-1a.
        uint key = seed + name.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)((((Hash(Hash((uint)i) ^ key) >> 8) / 8388608.0) - 1) * bound);
        }
    }

    // lowbias32 (C. Wellons, Prospecting for Hash Functions, 2018).
    private static uint Hash(uint x)
    {
        x = (x ^ (x >> 16)) * 0x7FEB352D;
        x = (x ^ (x >> 15)) * 0x846CA68B;
        return x ^ (x >> 16);
    }
}

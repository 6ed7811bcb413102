namespace CnnGen.Numerics;

/// <summary>
/// Random numbers that are the same for the same seed on every machine and version: SplitMix64 (Steele, Lea and Flood,
/// Fast Splittable Pseudorandom Number Generators, 2014).
/// </summary>
internal sealed class SeededRandom(int seed)
{
    /// <summary>All that decides the numbers to come.</summary>
    public ulong State { get; set; } = unchecked((ulong)seed * 0x9E3779B97F4A7C15UL) ^ 0xD1B54A32D192ED03UL;

    public ulong NextUInt64()
    {
        State += 0x9E3779B97F4A7C15UL;
        return Mix(State);
    }

    /// <summary>A number each of whose bits depends on each of <paramref name="z"/>; another one for each.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^−24.</summary>
    public float NextSingle() => (NextUInt64() >> 40) * (1f / (1 << 24));

    /// <summary>Uniform in [0, <paramref name="exclusiveBound"/>), by the high half of a 128-bit product.</summary>
    public int NextInt32(int exclusiveBound) => (int)Math.BigMul(NextUInt64(), (ulong)exclusiveBound, out _);

    /// <summary>Puts <paramref name="items"/> into random order (Fisher and Yates).</summary>
    public void Shuffle(Span<int> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = NextInt32(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}

namespace CnnGen.Memory;

/// <summary>Part of an arena, as a task: long enough that taking it costs little, short enough that threads end together.</summary>
/// <param name="Start">The first float, a multiple of 16.</param>
/// <param name="Length">Floats.</param>
internal readonly record struct ArenaRange(int Start, int Length)
{
    private const int LongestLength = 4096;

    /// <summary>The ranges of <paramref name="length"/> floats.</summary>
    public static int CountFor(int length) => (length / LongestLength) + (length % LongestLength == 0 ? 0 : 1);

    public static ArenaRange At(int index, int length)
    {
        int start = index * LongestLength;
        return new ArenaRange(start, Math.Min(LongestLength, length - start));
    }
}

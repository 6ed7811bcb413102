namespace CnnGen.Generator.Tiles;

/// <summary>How much one emitted method may hold.</summary>
internal static class MethodSizeLimit
{
    /// <summary>
    /// Lane operations in one method. Each is inlined and leaves a few locals behind; past a number of locals (512
    /// before .NET 10) the JIT stops inlining, and the kernel runs ten to twenty times slower without a word.
    /// </summary>
    public const int LaneOperations = 150;
}

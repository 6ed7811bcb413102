namespace CnnGen.Generator.Plan;

/// <summary>
/// All sizes are known here, so that what emitted code will read and write can be held against them before it is written. What
/// falls outside is a fault of the generator, and its network gets no code.
/// </summary>
internal static class Bounds
{
    /// <summary>Demands that a range lies inside of what it is a part of.</summary>
    /// <param name="first">The first place that is touched.</param>
    /// <param name="last">The last one.</param>
    /// <param name="length">The places that there are.</param>
    /// <param name="what">What is walked, for the message.</param>
    /// <exception cref="InvalidOperationException">Some place lies outside.</exception>
    public static void Require(long first, long last, long length, string what)
    {
        if (first < 0 || last >= length)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"{what} has places 0 to {length - 1}, but {first} to {last} would be touched."));
        }
    }
}

namespace LeNet.Pictures;

/// <summary>Which colour stands for which number.</summary>
/// <param name="Map">The colours.</param>
/// <param name="Least">The number that has the first colour.</param>
/// <param name="Most">The number that has the last one.</param>
internal sealed record ColorScale(ColorMap Map, float Least, float Most)
{
    /// <summary>
    /// A scale for values: blue, white and red about zero where some are negative, otherwise from dark at zero to bright.
    /// </summary>
    public static ColorScale For(ReadOnlySpan<float> values)
    {
        float least = 0;
        float most = 0;
        foreach (float value in values)
        {
            least = Math.Min(least, value);
            most = Math.Max(most, value);
        }

        float largest = Math.Max(most, -least);
        return least < 0 ? new(ColorMap.Signed, -largest, largest) : new(ColorMap.Viridis, 0, largest);
    }

    /// <summary>The colour of a number.</summary>
    public Rgb this[float value] => Map[Most > Least ? (value - Least) / (Most - Least) : 0];
}

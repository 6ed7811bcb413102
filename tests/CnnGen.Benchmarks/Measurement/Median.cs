namespace CnnGen.Benchmarks.Measurement;

/// <summary>The middle of a few measurements, which one disturbed repetition does not move.</summary>
internal static class Median
{
    /// <param name="values">At least one value; between two in the middle it is their mean.</param>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

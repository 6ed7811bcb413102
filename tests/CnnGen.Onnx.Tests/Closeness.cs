namespace CnnGen.Onnx.Tests;

/// <summary>Closeness in proportion to the largest value.</summary>
internal static class Closeness
{
    public static void Assert(ReadOnlySpan<float> expected, ReadOnlySpan<float> found, double tolerance)
    {
        Xunit.Assert.Equal(expected.Length, found.Length);
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs((double)expected[i]));
            difference = Math.Max(difference, Math.Abs((double)expected[i] - found[i]));
        }

        Xunit.Assert.True(difference <= tolerance * largest, $"Values up to {largest:g3} differ by up to {difference:g3}.");
    }
}

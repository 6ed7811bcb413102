namespace CnnGen.Kernels.Tests;

/// <summary>Which samples make a batch.</summary>
internal static class Order
{
    /// <summary>The first samples of a dataset.</summary>
    public static int[] First(int count) => [.. Enumerable.Range(0, count)];
}

using CnnGen.Numerics;

namespace CnnGen.Runtime.Tests.Kernels;

/// <summary>Tiles of 2×2 results against sums written out, at sizes that divide by nothing, whether they would be chosen or not.</summary>
[Trait("Speed", "Slow")]
public sealed class WinogradTests
{
    private const double Tolerance = 1e-5;

    /// <summary>Channels, height, width, filters, padding, rows and columns of a stripe.</summary>
    public static TheoryData<int, int, int, int, int, int, int> Sizes()
    {
        var sizes = new TheoryData<int, int, int, int, int, int, int>
        {
            { 1, 1, 1, 1, 1, 1, 1 },
            { 1, 3, 3, 1, 0, 1, 1 },
            { 16, 4, 4, 16, 1, 2, 2 },
            { 65, 2, 3, 3, 1, 1, 1 },
            { 3, 5, 4, 66, 3, 1, 2 },
            { 131, 3, 3, 17, 1, 1, 2 },
            { 64, 6, 7, 64, 2, 3, 1 },
        };
        var random = new Random(1);
        for (int i = 0; i < 40; i++)
        {
            int padding = random.Next(0, 4);
            int smallest = Math.Max(1, 3 - (2 * padding));
            sizes.Add(
                random.Next(1, 40), random.Next(smallest, 10), random.Next(smallest, 10), random.Next(1, 40), padding,
                random.Next(1, 4), random.Next(1, 6));
        }

        return sizes;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Kernels_match_the_sums(int channels, int height, int width, int filters, int padding, int rows, int columns)
    {
        var layer = new ConvolutionUnderTest(channels, height, width, filters, padding);
        ConvolutionUnderTest.Results wide = layer.Run<Lanes512>(rows, columns);
        AssertNear(layer.Forward(), wide.Output);
        AssertNear(layer.InputGradient(), wide.InputGradient);
        AssertNear(layer.WeightGradient(), wide.WeightGradient);

        // The width of vectors must not change a bit.
        AssertSame(wide, layer.Run<Lanes256>(rows, columns));
        AssertSame(wide, layer.Run<Lanes128>(rows, columns));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void One_sample_has_the_bits_that_it_has_in_a_block(int channels, int height, int width, int filters, int padding, int rows, int columns)
    {
        var layer = new ConvolutionUnderTest(channels, height, width, filters, padding);
        float[] block = layer.Run<Lanes128>(rows, columns).Output;
        int stripe = 6 * rows * columns;
        float[] sample = layer.RunSample<Lanes256>(stripe, pools: false);
        Assert.Equal(block[..sample.Length], sample);
        Assert.Equal(sample, layer.RunSample<Lanes512>(stripe, pools: false));
        Assert.Equal(sample, layer.RunSample<Lanes128>(stripe, pools: false));
        if (layer.IsEven)
        {
            float[] pooled = layer.RunSample<Lanes256>(stripe, pools: true);
            Assert.Equal(layer.Pooled(block), pooled);
            Assert.Equal(pooled, layer.RunSample<Lanes512>(stripe, pools: true));
            Assert.Equal(pooled, layer.RunSample<Lanes128>(stripe, pools: true));
        }
    }

    private static void AssertSame(ConvolutionUnderTest.Results expected, ConvolutionUnderTest.Results actual)
    {
        Assert.Equal(expected.Output, actual.Output);
        Assert.Equal(expected.InputGradient, actual.InputGradient);
        Assert.Equal(expected.WeightGradient, actual.WeightGradient);
    }

    private static void AssertNear(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double bound = Tolerance * expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= bound, $"[{i}]: expected {expected[i]:G9}, but found {actual[i]:G9}.");
        }
    }
}

using CnnGen.Kernels;
using CnnGen.Numerics;

namespace CnnGen.Runtime.Tests.Kernels;

/// <summary>What dropout drops: as many as it should, and not the same twice.</summary>
public sealed class DropoutMaskTests
{
    private const int Values = 1000;

    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    public void As_many_values_are_dropped_as_the_rate_says_and_the_others_make_up_for_them(float rate)
    {
        float[] mask = Draw<Lanes128>(draw: 5, block: 2, layer: 1, rate);
        Assert.All(mask, factor => Assert.True(factor == 0 || factor == 1 / (1 - rate)));

        // Five standard deviations of the mean of so many.
        double bound = 5 * Math.Sqrt(rate * (1 - rate) / mask.Length);
        Assert.InRange(mask.Count(factor => factor == 0) / (double)mask.Length, rate - bound, rate + bound);
        for (int sample = 0; sample < MicroBatch.Samples; sample++)
        {
            Assert.InRange(Of(mask, sample, 4).Count(factor => factor == 0) / (double)Values, rate - (16 * bound / 3), rate + (16 * bound / 3));
        }
    }

    [Fact]
    public void Vectors_of_any_width_give_each_sample_the_same()
    {
        float[] narrow = Draw<Lanes128>(draw: 9, block: 3, layer: 7, rate: 0.3f);
        float[] wide = Draw<Lanes512>(draw: 9, block: 3, layer: 7, rate: 0.3f);
        float[] between = Draw<Lanes256>(draw: 9, block: 3, layer: 7, rate: 0.3f);
        for (int sample = 0; sample < MicroBatch.Samples; sample++)
        {
            Assert.Equal(Of(narrow, sample, 4), Of(wide, sample, 16));
            Assert.Equal(Of(narrow, sample, 4), Of(between, sample, 8));
        }
    }

    [Fact]
    public void Steps_blocks_layers_and_samples_are_dropped_from_independently()
    {
        float[][] masks =
        [
            Draw<Lanes128>(draw: 0, block: 0, layer: 0, rate: 0.5f),
            Draw<Lanes128>(draw: 1, block: 0, layer: 0, rate: 0.5f),
            Draw<Lanes128>(draw: 0, block: 1, layer: 0, rate: 0.5f),
            Draw<Lanes128>(draw: 0, block: 0, layer: 1, rate: 0.5f),
        ];
        float[][] samples = [.. masks.SelectMany(mask => Enumerable.Range(0, MicroBatch.Samples).Select(sample => Of(mask, sample, 4)))];

        // Half of the values agree by chance; six standard deviations, for two thousand pairs.
        double bound = 6 * Math.Sqrt(0.25 / Values);
        for (int first = 0; first < samples.Length; first++)
        {
            for (int second = 0; second < first; second++)
            {
                Assert.InRange(samples[first].Zip(samples[second], (a, b) => a == b ? 1.0 : 0).Average(), 0.5 - bound, 0.5 + bound);
            }
        }
    }

    [Fact]
    public void Nothing_is_dropped_before_a_step_begins()
    {
        float[] state = new float[MicroBatch.Samples];
        Assert.False(DropoutMask.IsTraining(ref state[0]));
        state.AsSpan().Fill(float.NaN);
        Assert.False(DropoutMask.IsTraining(ref state[0]));
        DropoutMask.Begin(ref state[0], draw: 0, microBatch: 0);
        Assert.True(DropoutMask.IsTraining(ref state[0]));
    }

    private static float[] Draw<V>(ulong draw, int block, uint layer, float rate)
        where V : struct, ILanes<V>
    {
        float[] state = new float[MicroBatch.Samples];
        float[] mask = new float[MicroBatch.Samples * Values];
        DropoutMask.Begin(ref state[0], draw, block);
        DropoutMask.Draw<V>(ref state[0], layer, rate, Values, ref mask[0]);
        return mask;
    }

    private static float[] Of(float[] mask, int sample, int lanes) =>
        [.. Enumerable.Range(0, Values).Select(value => mask[(((sample / lanes * Values) + value) * lanes) + (sample % lanes)])];
}

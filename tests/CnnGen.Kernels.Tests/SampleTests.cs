using System.Runtime.InteropServices;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests;

/// <summary>The kernels that predict one sample, against the reference and against those that take a block.</summary>
public class SampleTests
{
    private const int Samples = 5;

    public static TheoryData<string> Names() => [.. TestNetworks.All.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Scores_are_those_of_the_reference_and_of_a_block_and_stay_inside_their_memory(string network)
    {
        Expectation expected = Expectation.Of(TestNetworks.Named(network));
        NetworkUnderTest model = NetworkUnderTest.Create(TestNetworks.Named(network), expected.Batch);
        ReadOnlySpan<float> samples = expected.Batch.Samples.AsSpan(0, Samples * expected.Batch.SampleSize);
        float[]? ofFirstWidth = null;
        foreach (LaneWidth width in Widths.Present)
        {
            float[] scores = model.Sample(width).Scores(samples);
            Agreement.Assert([.. expected.Scores.Take(Samples).SelectMany(p => p)], scores, $"scores with vectors of {width}");
            ofFirstWidth ??= scores;
            AssertSameBits(ofFirstWidth, scores);
        }

        float[] block = model.Block(LaneWidth.Widest).Forward(samples);
        if (MayTakeTiles(TestNetworks.Named(network)))
        {
            Agreement.Assert([.. block.Select(score => (double)score)], ofFirstWidth, "scores of a block by Winograd's form");
        }
        else
        {
            AssertSameBits(block, ofFirstWidth!);
        }
    }

    private static void AssertSameBits(float[] expected, float[] actual) => Assert.Equal(
        MemoryMarshal.Cast<float, int>(expected).ToArray(), MemoryMarshal.Cast<float, int>(actual).ToArray());

    // A block takes 3×3 kernels on many channels by Winograd's form, whose sums have another order.
    private static bool MayTakeTiles(TestNetwork network) =>
        network.Layers.OfType<Conv2D>().Any(layer => layer is { KernelHeight: 3, KernelWidth: 3, Filters: > 32 });
}

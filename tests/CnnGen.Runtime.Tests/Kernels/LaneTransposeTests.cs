using System.Runtime.CompilerServices;
using CnnGen.Kernels;
using CnnGen.Numerics;

namespace CnnGen.Runtime.Tests.Kernels;

public sealed class LaneTransposeTests
{
    private const int Guard = 3;

    public static TheoryData<int> FeatureCounts => [1, 2, 3, 4, 5, 8, 13, 16, 17, 31, 36, 784];

    [Theory]
    [MemberData(nameof(FeatureCounts))]
    public void Samples_become_lanes_and_come_back(int features)
    {
        AssertBothWays<Lanes128>(features);
        AssertBothWays<Lanes256>(features);
        AssertBothWays<Lanes512>(features);
    }

    private static void AssertBothWays<V>(int features)
        where V : struct, ILanes<V>
    {
        float[] samples = [.. Enumerable.Range(1, 2 * MicroBatch.Samples * features).Select(i => (float)i)];
        int[] indices = [.. Enumerable.Range(0, MicroBatch.Samples).Select(lane => 11 * lane % 31)];
        float[] lanes = new float[(MicroBatch.Samples * features) + Guard];
        SampleGather.ToLanes<V>(ref samples[0], indices, features, ref lanes[0], ref Unsafe.NullRef<float>());
        for (int sample = 0; sample < MicroBatch.Samples; sample++)
        {
            for (int feature = 0; feature < features; feature++)
            {
                int subBlock = sample / V.Count;
                Assert.Equal(
                    samples[(indices[sample] * features) + feature],
                    lanes[(((subBlock * features) + feature) * V.Count) + (sample % V.Count)]);
            }
        }

        Assert.All(lanes[^Guard..], value => Assert.Equal(0f, value));

        int stride = features + Guard;
        float[] back = new float[MicroBatch.Samples * stride];
        LaneTranspose.FromLanes<V>(ref lanes[0], features, ref back[0], stride);
        for (int i = 0; i < back.Length; i++)
        {
            Assert.Equal(i % stride < features ? samples[(indices[i / stride] * features) + (i % stride)] : 0f, back[i]);
        }

        float[] again = new float[lanes.Length];
        LaneTranspose.ToLanes<V>(ref back[0], stride, features, ref again[0]);
        Assert.Equal(lanes, again);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(48)]
    public void Lanes_and_samples_become_panels(int features)
    {
        AssertPanels<Lanes128>(features);
        AssertPanels<Lanes256>(features);
        AssertPanels<Lanes512>(features);
    }

    [Fact]
    public void Denormals_of_samples_are_cut_off()
    {
        const int features = 37;
        float[] samples = [.. Enumerable.Range(0, MicroBatch.Samples * features).Select(i => i % 3 == 0 ? 1e-40f : i)];
        float[] lanes = new float[samples.Length];
        SampleGather.ToLanes<Lanes256>(ref samples[0], [.. Enumerable.Range(0, MicroBatch.Samples)], features, ref lanes[0], ref Unsafe.NullRef<float>());
        Assert.DoesNotContain(lanes, float.IsSubnormal);
        Assert.Equal(samples.Where(float.IsNormal).Order(), lanes.Where(float.IsNormal).Order());
    }

    private static void AssertPanels<V>(int features)
        where V : struct, ILanes<V>
    {
        float[] samples = [.. Enumerable.Range(1, MicroBatch.Samples * features).Select(i => (float)i)];
        float[] lanes = new float[samples.Length], panels = new float[samples.Length + Guard];
        LaneTranspose.ToLanes<V>(ref samples[0], features, features, ref lanes[0]);
        RowPanels.FromLanes<V>(ref lanes[0], features, ref panels[0]);
        for (int sample = 0; sample < MicroBatch.Samples; sample++)
        {
            for (int feature = 0; feature < features; feature++)
            {
                Assert.Equal(samples[(sample * features) + feature], panels[RowPanels.Offset(feature) + (sample * 16)]);
            }
        }

        Assert.All(panels[^Guard..], value => Assert.Equal(0f, value));

        float[] gathered = new float[lanes.Length], kept = new float[panels.Length];
        SampleGather.ToLanes<V>(ref samples[0], [.. Enumerable.Range(0, MicroBatch.Samples)], features, ref gathered[0], ref kept[0]);
        Assert.Equal(lanes, gathered);
        Assert.Equal(panels, kept);
    }
}

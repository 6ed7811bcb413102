using System.Runtime.InteropServices;
using CnnGen.Kernels.Tests.Networks;

namespace CnnGen.Kernels.Tests;

/// <summary>The kernels that predict one sample, against the reference and against those that take a block.</summary>
[Trait("Speed", "Slow")]
public class SampleTests
{
    private const int Samples = 5;

    public static TheoryData<string> Names() => [.. TestNetworks.Tested.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
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
        AssertSameBits(block, ofFirstWidth!);
    }

    [Fact]
    public async Task Threads_that_predict_different_samples_at_once_get_what_each_gets_alone()
    {
        DrawnBatch batch = Expectation.Of(TestNetworks.LeNet5).Batch;
        NetworkUnderTest model = NetworkUnderTest.Create(TestNetworks.LeNet5, batch);
        float[][] expected = [.. Enumerable.Range(0, batch.Count).Select(index => Predict(index))];

        // A model that no thread has predicted with, so that all of them want its weights packed.
        model = NetworkUnderTest.Create(TestNetworks.LeNet5, batch);
        const int threads = 6;
        using var start = new Barrier(threads);
        await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                for (int i = 0; i < 200; i++)
                {
                    int index = (thread + (i * 7)) % batch.Count;
                    Assert.Equal(expected[index], Predict(index));
                }
            },
            TaskCreationOptions.LongRunning)));

        float[] Predict(int index) => model.Predict(batch.Samples.AsSpan(index * batch.SampleSize, batch.SampleSize)).Scores;
    }

    [Fact]
    public void Weights_that_were_written_trained_or_loaded_show_in_the_next_prediction()
    {
        TestNetwork network = TestNetworks.TwoConvolutions;
        DrawnBatch batch = DrawnBatch.Draw(network, count: 16);
        NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
        IStepUnderTest step = model.Step(batch.Count, threads: 1, LaneWidth.Widest, new Sgd(0.5f));
        AssertPredictsAsABlock();

        model.Parameters[0].Values[0] += 1;
        AssertPredictsAsABlock();

        step.ComputeGradient(model.Dataset(batch), Order.First(batch.Count));
        step.Update();
        AssertPredictsAsABlock();

        using var saved = new MemoryStream();
        NetworkUnderTest other = NetworkUnderTest.Create(network, DrawnBatch.Draw(network, count: 1, seed: 2));
        other.Save(saved);
        saved.Position = 0;
        model.Load(saved);
        AssertPredictsAsABlock();
        Assert.Equal(other.Predict(Sample()).Scores, model.Predict(Sample()).Scores);

        ReadOnlySpan<float> Sample() => batch.Samples.AsSpan(0, batch.SampleSize);

        void AssertPredictsAsABlock()
        {
            float[] scores = model.Predict(Sample()).Scores;
            AssertSameBits(model.Block(LaneWidth.Widest).Forward(Sample()), scores);

            float[] all = new float[batch.Count * scores.Length];
            model.Predict(batch.Samples, all);
            AssertSameBits(all[..scores.Length], scores);
        }
    }

    private static void AssertSameBits(float[] expected, float[] actual) => Assert.Equal(
        MemoryMarshal.Cast<float, int>(expected).ToArray(), MemoryMarshal.Cast<float, int>(actual).ToArray());
}

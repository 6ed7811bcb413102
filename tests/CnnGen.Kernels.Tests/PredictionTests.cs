using CnnGen.Execution;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests;

/// <summary>The emitted <c>Predict</c>, and scores at the ends of their range.</summary>
[Trait("Speed", "Slow")]
public class PredictionTests
{
    public static TheoryData<string> Names() => [.. TestNetworks.Tested.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void Predict_matches_the_reference(string network)
    {
        Expectation expected = Expectation.Of(TestNetworks.Named(network));
        DrawnBatch batch = expected.Batch;
        NetworkUnderTest model = NetworkUnderTest.Create(TestNetworks.Named(network), batch);
        float[] scores = new float[batch.Count * model.Layout.OutputSize];
        model.Predict(batch.Samples, scores);
        Agreement.Assert([.. expected.Scores.SelectMany(p => p)], scores, "scores");

        Prediction prediction = model.Predict(batch.Samples.AsSpan(0, batch.SampleSize));
        Agreement.Assert(expected.Scores[0], prediction.Scores, "scores of one sample");
        Assert.Equal(
            TestNetworks.Named(network).Loss.Class([.. prediction.Scores.Select(score => (double)score)]), prediction.Label);
    }

    [Fact]
    public void A_sample_that_is_wrong_beyond_doubt_has_the_loss_of_the_reference()
    {
        TestNetwork network = TestNetworks.LargeScores;
        DrawnBatch batch = DrawnBatch.Draw(network, count: 5);
        foreach (float[] tensor in batch.Parameters)
        {
            foreach (ref float value in tensor.AsSpan())
            {
                value *= 500;
            }
        }

        var expected = new Expectation(network, batch);
        Assert.True(expected.Losses.Max() > 200);
        NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
        IStepUnderTest step = model.Step(batch.Count, threads: 1, LaneWidth.Widest);
        expected.AssertAgrees(step.ComputeGradient(model.Dataset(batch), Order.First(batch.Count)), step.Gradient(), batch.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void One_score_of_any_size_has_the_probability_loss_and_gradient_of_the_reference(int label)
    {
        float[] scores = [0, 1e-30f, -1e-30f, 1e-6f, -1e-6f, 0.3f, -0.3f, 3, -3, 15, -15, 30, -30, 88, -88, 100, -100, 1e4f, -1e4f, 1e30f, -1e30f];
        var loss = new BinaryCrossEntropy();
        foreach (float score in scores)
        {
            DrawnBatch batch = DrawnBatch.Draw(TestNetworks.OneScore, count: 1);
            batch.Parameters[0][0] = 1;
            batch.Parameters[1][0] = 0;
            batch.Samples[0] = score;
            batch.Labels[0] = label;
            double expected = loss.Value([score], [label]);
            NetworkUnderTest model = NetworkUnderTest.Create(TestNetworks.OneScore, batch);
            IStepUnderTest step = model.Step(batchSize: 1, threads: 1, LaneWidth.Widest);
            BatchResult result = step.ComputeGradient(model.Dataset(batch), [0]);

            // Relative to the loss itself, small as it may be; below e^-69 a power counts as none.
            Assert.InRange(result.Loss - expected, (-1e-6 * expected) - 1e-30, (1e-6 * expected) + 1e-30);
            Agreement.Assert(loss.Scores([score]), model.Predict([score]).Scores, $"probability at {score}");

            // The gradient of the bias is that of the score.
            Agreement.Assert(loss.Gradient([score], [label]), step.Gradient()[1], $"gradient at {score}");
        }
    }
}

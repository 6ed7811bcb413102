using CnnGen.Kernels.Tests.Networks;

namespace CnnGen.Kernels.Tests;

/// <summary>The emitted <c>Predict</c>, and scores at the ends of their range.</summary>
public class PredictionTests
{
    public static TheoryData<string> Names() => [.. TestNetworks.All.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Predict_matches_the_reference(string network)
    {
        Expectation expected = Expectation.Of(TestNetworks.Named(network));
        DrawnBatch batch = expected.Batch;
        NetworkUnderTest model = NetworkUnderTest.Create(TestNetworks.Named(network), batch);
        float[] scores = new float[batch.Count * model.Plan.OutputSize];
        model.Predict(batch.Samples, scores);
        Agreement.Assert([.. expected.Probabilities.SelectMany(p => p)], scores, "scores");

        Prediction prediction = model.Predict(batch.Samples.AsSpan(0, batch.SampleSize));
        Agreement.Assert(expected.Probabilities[0], prediction.Scores, "scores of one sample");
        Assert.Equal(prediction.Scores.AsSpan().IndexOf(prediction.Scores.Max()), prediction.Label);
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
}

using CnnGen.Kernels.Tests.Networks;

namespace CnnGen.Kernels.Tests;

/// <summary>
/// A network that is sure of its samples has gradients near the end of the range of floats; none becomes denormal, which
/// would cost a hundred cycles an operation.
/// </summary>
[Trait("Speed", "Slow")]
public class DenormalTests
{
    private static readonly float[] Scales = [1f, 30f, 60f, 90f, 120f, 200f, 400f, 1000f];

    public static TheoryData<string> Names() => [.. TestNetworks.Tested.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void No_gradient_is_denormal(string name)
    {
        TestNetwork network = TestNetworks.Named(name);
        DrawnBatch batch = Expectation.Of(network).Batch;
        int denormal = 0;
        foreach (float scale in Scales)
        {
            NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
            float[] samples = [.. batch.Samples.Select(value => scale * value)];
            Prediction[] predictions = [.. samples.Chunk(batch.SampleSize).Select(sample => model.Predict(sample))];
            IStepUnderTest step = model.Step(batch.Count, threads: 1, LaneWidth.Widest);
            step.ComputeGradient(AsPredicted(samples, predictions, model.Layout.ClassCount), Order.First(batch.Count));
            denormal += step.Gradient().Sum(tensor => tensor.Count(float.IsSubnormal));
        }

        Assert.Equal(0, denormal);
    }

    // Numbers are missed by as little as floats can tell.
    private static Dataset AsPredicted(float[] samples, Prediction[] predictions, int classes)
    {
        int size = samples.Length / predictions.Length;
        return classes > 0
            ? Dataset.FromArrays(samples, [.. predictions.Select(prediction => prediction.Label)], size, classes)
            : Dataset.FromTargets(
                samples, [.. predictions.SelectMany(prediction => prediction.Scores).Select(MathF.BitIncrement)], size, predictions[0].Scores.Length);
    }
}

using CnnGen.Kernels.Tests.Networks;

namespace CnnGen.Kernels.Tests;

/// <summary>
/// A network that is sure of its samples has gradients near the end of the range of floats; none becomes denormal, which
/// would cost a hundred cycles an operation.
/// </summary>
public class DenormalTests
{
    private static readonly float[] Scales = [1f, 30f, 60f, 90f, 120f, 200f, 400f, 1000f];

    public static TheoryData<string> Names() => [.. TestNetworks.All.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_gradient_is_denormal(string name)
    {
        TestNetwork network = TestNetworks.Named(name);
        DrawnBatch batch = Expectation.Of(network).Batch;
        int denormal = 0;
        foreach (float scale in Scales)
        {
            NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
            float[] samples = [.. batch.Samples.Select(value => scale * value)];
            int[] labels = [.. samples.Chunk(batch.SampleSize).Select(sample => model.Predict(sample).Label)];
            IStepUnderTest step = model.Step(batch.Count, threads: 1, LaneWidth.Widest);
            step.ComputeGradient(
                Dataset.FromArrays(samples, labels, batch.SampleSize, model.Plan.OutputSize), Order.First(batch.Count));
            denormal += step.Gradient().Sum(tensor => tensor.Count(float.IsSubnormal));
        }

        Assert.Equal(0, denormal);
    }
}

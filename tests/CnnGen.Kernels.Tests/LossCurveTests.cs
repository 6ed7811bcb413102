using CnnGen.Kernels.Tests.Networks;
using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests;

/// <summary>Training as a whole: gradient and update, over and over.</summary>
[Trait("Speed", "Slow")]
public class LossCurveTests
{
    private const int Steps = 10;
    private const int BatchSize = 24;
    private const double LearningRate = 0.05;
    private const double Momentum = 0.9;

    // Steps carry float rounding on: each multiplies it by a small factor, and 1e-6 in the first gradient grows to
    // less than this in ten.
    private const double LargestRelativeError = 1e-4;

    [Fact]
    public void Ten_steps_of_LeNet5_follow_the_reference_downhill()
    {
        TestNetwork network = TestNetworks.LeNet5;
        DrawnBatch batch = DrawnBatch.Draw(network, BatchSize, seed: 3);
        double[] expected = [.. ReferenceLosses(network, batch)];
        double[] actual = [.. EmittedLosses(network, batch)];

        for (int step = 0; step < Steps; step++)
        {
            Assert.Equal(1, actual[step] / expected[step], LargestRelativeError);
        }

        Assert.True(actual[^1] < 0.8 * actual[0], FormattableString.Invariant($"The loss went from {actual[0]} to {actual[^1]}."));
    }

    private static IEnumerable<double> EmittedLosses(TestNetwork network, DrawnBatch batch)
    {
        NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
        var optimizer = new Sgd((float)LearningRate) { Momentum = (float)Momentum };
        IStepUnderTest step = model.Step(BatchSize, threads: 2, LaneWidth.Widest, optimizer);
        for (int i = 0; i < Steps; i++)
        {
            yield return step.ComputeGradient(model.Dataset(batch), Order.First(BatchSize)).Loss;
            step.Update();
        }
    }

    // PyTorch's rule: v ← momentum · v + g, w ← w − learning rate · v.
    private static IEnumerable<double> ReferenceLosses(TestNetwork network, DrawnBatch batch)
    {
        ReferenceNetwork reference = network.Reference();
        double[][] parameters = batch.ParametersAsDouble();
        double[][] velocity = [.. parameters.Select(tensor => new double[tensor.Length])];
        double[][] samples = [.. Enumerable.Range(0, BatchSize).Select(batch.Sample)];
        for (int step = 0; step < Steps; step++)
        {
            double[][] gradient = [.. parameters.Select(tensor => new double[tensor.Length])];
            foreach ((int i, double[] sample) in samples.Index())
            {
                reference.AddGradient(sample, batch.Target(i), parameters, gradient);
            }

            yield return samples.Index().Average(sample => reference.Loss(sample.Item, batch.Target(sample.Index), parameters));
            foreach ((int tensor, double[] values) in parameters.Index())
            {
                for (int i = 0; i < values.Length; i++)
                {
                    velocity[tensor][i] = (Momentum * velocity[tensor][i]) + (gradient[tensor][i] / BatchSize);
                    values[i] -= LearningRate * velocity[tensor][i];
                }
            }
        }
    }
}

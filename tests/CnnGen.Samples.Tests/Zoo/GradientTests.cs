using CnnGen.Networks;
using CnnGen.Parameters;

namespace CnnGen.Samples.Tests.Zoo;

/// <summary>
/// A training step of the networks' blocks on small images: what it subtracts from the weights is the gradient of the loss that
/// it reports, as the losses of steps from weights nearby tell.
/// </summary>
public class GradientTests
{
    private const int Samples = 4;
    private const int Classes = 5;

    /// <summary>How much a loss is changed.</summary>
    private const double Change = 0.004;

    [Fact]
    public void A_step_of_AlexNet_follows_the_gradient() => AssertFollowsGradient(new ReducedAlexNet(seed: 1));

    [Fact]
    public void A_step_of_Vgg16_follows_the_gradient() => AssertFollowsGradient(new ReducedVgg16(seed: 1));

    [Fact]
    public void A_step_of_GoogLeNet_follows_the_gradient() => AssertFollowsGradient(new ReducedGoogLeNet(seed: 1));

    [Fact]
    public void A_step_of_ResNet18_follows_the_gradient() => AssertFollowsGradient(new ReducedResNet18(seed: 1));

    [Fact]
    public void A_step_of_ResNet20_follows_the_gradient() => AssertFollowsGradient(new ReducedResNet20(seed: 1));

    private static void AssertFollowsGradient<T>(T model)
        where T : class, INetwork<T>
    {
        var random = new Random(1);
        float[] images = [.. Enumerable.Range(0, Samples * T.Layout.InputSize).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        var data = Dataset.FromArrays(images, [.. Enumerable.Range(0, Samples).Select(sample => sample % Classes)], T.Layout.InputSize, Classes);

        float[][] weights = ValuesOf(model);
        LossOfStep(model, data);
        float[][] gradient =
        [
            // Running statistics follow the batch, and the loss of a step does not depend on them.
            .. model.Parameters.Zip(weights, (after, before) => before.Zip(after.Values.ToArray(), (a, b) => after.IsBuffer ? 0 : a - b).ToArray()),
        ];

        // Along the whole gradient, and along those of the first layer's weights and of the tensor that has the most of it.
        int steepest = gradient.Index().MaxBy(tensor => SquareSum(tensor.Item)).Index;
        foreach (Func<int, bool> isMoved in new Func<int, bool>[] { _ => true, tensor => tensor == 0, tensor => tensor == steepest })
        {
            double squares = gradient.Where((_, tensor) => isMoved(tensor)).Sum(SquareSum);
            double LossAt(double distance)
            {
                foreach ((int tensor, Parameter parameter) in model.Parameters.Index())
                {
                    float step = isMoved(tensor) ? (float)(distance / squares) : 0;
                    weights[tensor].Zip(gradient[tensor], (weight, slope) => weight + (step * slope)).ToArray().CopyTo(parameter.Values);
                }

                return LossOfStep(model, data);
            }

            Assert.Equal(1, (LossAt(Change) - LossAt(-Change)) / (2 * Change), 0.03);
        }
    }

    private static float[][] ValuesOf<T>(T model)
        where T : class, INetwork<T> => [.. model.Parameters.Select(parameter => parameter.Values.ToArray())];

    private static double SquareSum(float[] values) => values.Sum(value => (double)value * value);

    // One step on all samples, which subtracts the gradient; the loss in front of it.
    private static double LossOfStep<T>(T model, Dataset data)
        where T : class, INetwork<T> =>
        new Trainer<T>(model, new Sgd(learningRate: 1)) { BatchSize = Samples, Threads = 1, Seed = 1 }.Fit(data).Single().TrainLoss;
}

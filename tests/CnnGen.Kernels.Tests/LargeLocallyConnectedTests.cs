using CnnGen.Kernels.Tests.Networks;
using CnnGen.Kernels.Tests.Reference;
using CnnGen.Testing;

namespace CnnGen.Kernels.Tests;

/// <summary>
/// An image of 200×200 and 400,000 units: fully connected these are 16 billion weights, which is an error; with local
/// fields of 10×10 they are 40 million, which train.
/// </summary>
[Trait("Speed", "Slow")]
public class LargeLocallyConnectedTests
{
    private const int Size = 200;
    private const int Filters = 250;
    private const int Kernel = 10;
    private const int Stride = 5;
    private const int Padding = 3;
    private const int Side = 40;
    private const int Positions = Side * Side;

    [Fact]
    public void Forty_million_weights_of_local_fields_train()
    {
        Type type = new NetworkCompilation(
            """
            using CnnGen;

            [Network(1, 200, 200)]
            [LocallyConnected2D(250, 10, Stride = 5, Padding = 3), ReLU, MaxPool2D(40)]
            [Flatten, FullyConnected(2), SoftmaxCrossEntropy]
            public sealed partial class Retina;
            """).EmitAndLoad().GetType("Retina", throwOnError: true)!;
        NetworkUnderTest model = NetworkUnderTest.Create(type);
        Assert.Equal([40_000_000, 400_000, 500, 2], model.Layout.Parameters.Select(parameter => parameter.Length));

        var random = new Random(1);
        float[] image = [.. Enumerable.Range(0, Size * Size).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        Agreement.Assert(Probabilities(model, image), model.Predict(image).Scores, "scores");

        // Of a single sample each gradient is one product, and no sum rounds it.
        IStepUnderTest step = model.Step(batchSize: 1, threads: 2, LaneWidth.Widest, new Sgd(0.1f) { Momentum = 0.9f });
        step.ComputeGradient(Dataset.FromArrays(image, [1], Size * Size, 2), Order.First(1));
        float[][] gradient = step.Gradient();
        Assert.Contains(gradient[0], value => value != 0);
        ForEachWeight((position, tap, filter, weight, source) =>
        {
            float expected = source < 0 ? 0 : gradient[1][(position * Filters) + filter] * image[source];
            if (gradient[0][weight] != expected)
            {
                Assert.Fail($"The gradient of tap {tap} of filter {filter} at position {position} is {gradient[0][weight]:R}, not {expected:R}.");
            }
        });

        step.Update();
        Agreement.Assert(Probabilities(model, image), model.Predict(image).Scores, "scores after a step");
    }

    private static double[] Probabilities(NetworkUnderTest model, float[] image)
    {
        float[][] parameters = [.. model.Parameters.Select(parameter => parameter.Values.ToArray())];
        double[] sums = [.. parameters[1].Select(value => (double)value)];
        ForEachWeight((position, _, filter, weight, source) =>
            sums[(position * Filters) + filter] += source < 0 ? 0 : (double)parameters[0][weight] * image[source]);
        double[] highest = new double[Filters];
        for (int i = 0; i < sums.Length; i++)
        {
            highest[i % Filters] = Math.Max(highest[i % Filters], sums[i]);
        }

        return new SoftmaxCrossEntropy().Scores(new FullyConnected(2).Forward(
            new Shape(Filters, 1, 1), highest, [.. parameters[2..].Select(tensor => tensor.Select(value => (double)value).ToArray())]));
    }

    private static void ForEachWeight(Action<int, int, int, int, int> visit)
    {
        for (int position = 0; position < Positions; position++)
        for (int tap = 0; tap < Kernel * Kernel; tap++)
        {
            int row = (position / Side * Stride) + (tap / Kernel) - Padding;
            int column = (position % Side * Stride) + (tap % Kernel) - Padding;
            int source = row >= 0 && row < Size && column >= 0 && column < Size ? (row * Size) + column : -1;
            for (int filter = 0; filter < Filters; filter++)
            {
                visit(position, tap, filter, (((position * Kernel * Kernel) + tap) * Filters) + filter, source);
            }
        }
    }
}

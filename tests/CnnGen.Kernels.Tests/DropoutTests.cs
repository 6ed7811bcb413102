using CnnGen.Kernels.Tests.Networks;
using CnnGen.Testing;

namespace CnnGen.Kernels.Tests;

/// <summary>Training steps that drop values.</summary>
[Trait("Speed", "Slow")]
public class DropoutTests
{
    private const int Samples = 37;

    private const string Source =
        """
        #pragma warning disable
        using CnnGen;

        [Network(2, 6, 5)]
        [Conv2D(9, 3, Padding = 1), Tanh, Dropout(0.2), Conv2D(4, 2), Dropout]
        [Flatten, FullyConnected(12), Sigmoid, Dropout(0.4), FullyConnected(3), SoftmaxCrossEntropy]
        public sealed partial class Dropping;

        [Network(2, 6, 5)]
        [Conv2D(9, 3, Padding = 1), Tanh, Conv2D(4, 2)]
        [Flatten, FullyConnected(12), Sigmoid, FullyConnected(3), SoftmaxCrossEntropy]
        public sealed partial class Keeping;
        """;

    private static readonly Lazy<System.Reflection.Assembly> Compiled = new(() => new NetworkCompilation(Source).EmitAndLoad());

    [Fact]
    public void The_loss_of_a_step_falls_along_its_gradient_as_fast_as_the_gradient_is_long()
    {
        NetworkUnderTest model = Create("Dropping");
        float[][] parameters = [.. model.Parameters.Select(parameter => parameter.Values.ToArray())];
        IStepUnderTest step = model.Step(Samples, threads: 1, LaneWidth.Widest);
        step.ComputeGradient(Data(), Order.First(Samples));
        float[][] gradient = step.Gradient();
        double length = Math.Sqrt(gradient.Sum(tensor => tensor.Sum(value => (double)value * value)));
        double distance = 0;
        Assert.InRange(Difference.Central(LossAtDistance, ref distance, step: 1e-3) / length, 0.995, 1.005);

        double LossAtDistance()
        {
            model.SetParameters([.. parameters.Zip(gradient, (values, slopes) => values.Zip(slopes, (value, slope) => (float)(value + (distance * slope / length))).ToArray())]);
            return model.Step(Samples, threads: 1, LaneWidth.Widest).ComputeGradient(Data(), Order.First(Samples)).Loss;
        }
    }

    [Fact]
    public void Any_number_of_threads_and_any_width_drops_the_same()
    {
        float[][] expected = Gradient("Dropping", threads: 1, LaneWidth.Widest);
        foreach (LaneWidth width in Widths.Present)
        {
            Assert.Equal(expected, Gradient("Dropping", threads: 1, width));
            Assert.Equal(expected, Gradient("Dropping", threads: 3, width));
        }

        Assert.NotEqual(expected, Gradient("Keeping", threads: 1, LaneWidth.Widest));
    }

    [Fact]
    public void Predictions_and_activations_drop_nothing()
    {
        NetworkUnderTest dropping = Create("Dropping");
        NetworkUnderTest keeping = Create("Keeping");
        keeping.SetParameters([.. dropping.Parameters.Select(parameter => parameter.Values.ToArray())]);
        float[] samples = Drawn();
        dropping.Step(Samples, threads: 1, LaneWidth.Widest).ComputeGradient(Data(), Order.First(Samples));
        foreach (LaneWidth width in Widths.Present)
        {
            Assert.Equal(keeping.Block(width).Forward(samples.AsSpan(0, 16 * 60)), dropping.Block(width).Forward(samples.AsSpan(0, 16 * 60)));
        }

        Assert.Equal(keeping.Predict(samples.AsSpan(0, 60)).Scores, dropping.Predict(samples.AsSpan(0, 60)).Scores);
        Assert.Equal(keeping.Activations(samples.AsSpan(0, 60))[^1].Values.ToArray(), dropping.Activations(samples.AsSpan(0, 60))[^1].Values.ToArray());
    }

    private static float[][] Gradient(string network, int threads, LaneWidth width)
    {
        IStepUnderTest step = Create(network).Step(Samples, threads, width);
        step.ComputeGradient(Data(), Order.First(Samples));
        return step.Gradient();
    }

    private static NetworkUnderTest Create(string network) => NetworkUnderTest.Create(Compiled.Value.GetType(network, throwOnError: true)!);

    private static float[] Drawn()
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, Samples * 60).Select(_ => (2 * random.NextSingle()) - 1)];
    }

    private static Dataset Data() => Dataset.FromArrays(Drawn(), [.. Enumerable.Range(0, Samples).Select(i => i % 3)], 60, 3);
}

using System.Text.RegularExpressions;
using CnnGen.Networks;
using CnnGen.Parameters;

namespace CnnGen.Training.Tests.PyTorch;

/// <summary>
/// The AlexNet and VGG-16 of the samples beside PyTorch, which <c>golden.py</c> has asked: predictions, the loss of a training step with
/// its dropout, and the gradient of each parameter. Images are smaller, and so are the fully connected layers.
/// </summary>
public sealed partial class ZooTests
{
    // How many sums stand for a gradient of millions of values: each is one of the values at so many places from each other.
    private const int Sums = 251;

    // Differences are parts of the largest value of their tensor; PyTorch computed in double precision.
    private const double OfScores = 1e-5;
    private const double OfLoss = 1e-5;
    private const double OfGradients = 1e-5;

    [Fact]
    public void AlexNet_agrees() => AssertAgreement("alexnet", new ReducedAlexNet());

    [Fact]
    public void Vgg16_agrees() => AssertAgreement("vgg16", new ReducedVgg16());

    [Fact]
    public void The_reduced_AlexNet_has_the_layers_of_the_sample() => AssertSameLayers<Zoo.AlexNet, ReducedAlexNet>();

    [Fact]
    public void The_reduced_Vgg16_has_the_layers_of_the_sample() => AssertSameLayers<Zoo.Vgg16, ReducedVgg16>();

    private static void AssertAgreement<T>(string name, T model)
        where T : class, INetwork<T>
    {
        var golden = GoldenFile.Open(name);
        uint seed = (uint)golden.Read("seed")[0];
        foreach ((Parameter parameter, ParameterLayout layout) in model.Parameters.Zip(T.Layout.Parameters))
        {
            double bound = layout.Shape.Count == 1 ? 0.1 : Math.Sqrt(6.0 / layout.FanIn);
            Drawn.Uniform(parameter.Name, seed, bound, parameter.Values);
        }

        float[] scores = golden.Read("scores");
        int count = scores.Length / T.Layout.OutputSize;
        float[] samples = new float[count * T.Layout.InputSize];
        Drawn.Uniform("samples", seed, bound: 1, samples);
        float[] found = new float[scores.Length];
        Predictor.Predict(model, samples, found);
        golden.AssertClose("scores", found, OfScores);

        // And one by one, by other kernels.
        float[][] each = [.. samples.Chunk(T.Layout.InputSize).Select(sample => Predictor.Predict(model, sample).Scores)];
        golden.AssertClose("scores", each.SelectMany(one => one).ToArray(), OfScores);

        int[] labels = [.. Enumerable.Range(0, count)];
        var step = new TrainingStep<T>(model, new Sgd(0.01f), count, threads: 2);
        double loss = step.ComputeGradient(Dataset.FromArrays(samples, labels, T.Layout.InputSize, T.Layout.ClassCount), labels).Loss;
        golden.AssertClose("loss", [(float)loss], OfLoss);
        Assert.Equal(T.Layout.Parameters.Count, golden.Names.Count(tensor => tensor.StartsWith("gradient.", StringComparison.Ordinal)));
        foreach (ParameterLayout layout in T.Layout.Parameters)
        {
            golden.AssertClose($"gradient.{layout.Name}", Folded(step.Gradient.Span.Slice(layout.Offset, layout.Length)), OfGradients);
        }
    }

    private static float[] Folded(ReadOnlySpan<float> values)
    {
        double[] sums = new double[Math.Min(Sums, values.Length)];
        for (int i = 0; i < values.Length; i++)
        {
            sums[i % Sums] += values[i];
        }

        return [.. sums.Select(sum => (float)sum)];
    }

    private static void AssertSameLayers<TSample, TReduced>()
        where TSample : class, INetwork<TSample>
        where TReduced : class, INetwork<TReduced> =>
        Assert.Equal(WithoutSizes(TSample.Layout.Architecture), WithoutSizes(TReduced.Layout.Architecture));

    // The image's height and width, and the outputs of fully connected layers, may be others. Everything else is compared.
    private static string WithoutSizes(string architecture) => Sizes().Replace(architecture, "…");

    [GeneratedRegex(@"(?<=\bNetwork\(\d+, )\d+, \d+|(?<=\bFullyConnected\()\d+")]
    private static partial Regex Sizes();
}

using System.Collections.Concurrent;
using CnnGen.Execution;
using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>What the reference computes for a batch: for each sample, and for its first 1, 2, … samples together.</summary>
internal sealed class Expectation
{
    private static readonly ConcurrentDictionary<string, Lazy<Expectation>> Known = new();
    private readonly List<double[][]> _gradientSums = [];
    private readonly ReferenceNetwork _reference;

    public Expectation(TestNetwork network, DrawnBatch batch)
    {
        Batch = batch;
        _reference = network.Reference();
        double[][] parameters = batch.ParametersAsDouble();
        double[][] sum = [.. parameters.Select(tensor => new double[tensor.Length])];
        for (int i = 0; i < batch.Count; i++)
        {
            double[] sample = batch.Sample(i);
            Scores.Add(_reference.Scores(sample, parameters));
            Losses.Add(_reference.Loss(sample, batch.Target(i), parameters));
            _reference.AddGradient(sample, batch.Target(i), parameters, sum);
            _gradientSums.Add([.. sum.Select(tensor => (double[])tensor.Clone())]);
        }
    }

    public DrawnBatch Batch { get; }

    /// <summary>What the prediction of each sample holds.</summary>
    public List<double[]> Scores { get; } = [];

    /// <summary>The loss of each sample.</summary>
    public List<double> Losses { get; } = [];

    /// <summary>What the reference computes for 37 samples of a network; computed once.</summary>
    public static Expectation Of(TestNetwork network) => Known.GetOrAdd(
        network.Name,
        _ => new Lazy<Expectation>(() => new Expectation(network, DrawnBatch.Draw(network, count: 37)))).Value;

    /// <summary>The gradient of the mean loss of the first samples, by each tensor of parameters.</summary>
    public double[][] Gradient(int samples) =>
        [.. _gradientSums[samples - 1].Select(tensor => tensor.Select(value => value / samples).ToArray())];

    /// <summary>Asserts that a step computed what is expected of the first samples.</summary>
    public void AssertAgrees(BatchResult result, float[][] gradient, int samples)
    {
        Agreement.Assert(Losses.Take(samples).Average(), result.Loss, $"loss of {samples}");
        Assert.Equal(Enumerable.Range(0, samples).Count(IsCorrect), result.Correct);
        foreach ((int tensor, double[] expected) in Gradient(samples).Index())
        {
            Agreement.Assert(expected, gradient[tensor], $"gradient {tensor} of {samples}");
        }
    }

    private bool IsCorrect(int sample) => _reference.Class(Scores[sample]) == Batch.Labels[sample];
}

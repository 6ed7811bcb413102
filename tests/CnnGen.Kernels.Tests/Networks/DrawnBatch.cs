using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>Parameters, samples and their labels or targets for a network, drawn at random, the same on each run.</summary>
internal sealed class DrawnBatch
{
    // A maximum or a sign that hangs on the last bits has two right gradients, so such a sample is drawn again: float
    // sums of up to a few thousand terms err by less than this part of the largest value.
    private const double SmallestDistanceToKink = 1e-5;

    private DrawnBatch(float[][] parameters, float[] samples, int[] labels, float[] targets)
    {
        Parameters = parameters;
        Samples = samples;
        Labels = labels;
        Targets = targets;
    }

    /// <summary>Each tensor of parameters.</summary>
    public float[][] Parameters { get; }

    /// <summary>Sample after sample.</summary>
    public float[] Samples { get; }

    public int[] Labels { get; }

    /// <summary>Target after target where the network predicts numbers; else empty.</summary>
    public float[] Targets { get; }

    public int Count => Labels.Length;

    public int SampleSize => Samples.Length / Count;

    private int TargetSize => Targets.Length / Count;

    /// <summary>Draws a batch whose values are spread evenly.</summary>
    /// <param name="network">The network that it is for.</param>
    /// <param name="count">Samples.</param>
    /// <param name="seed">The same seed draws the same batch.</param>
    public static DrawnBatch Draw(TestNetwork network, int count, int seed = 1) =>
        Draw(network, count, seed, (random, bound) => (float)((2 * random.NextDouble()) - 1) * bound);

    /// <summary>
    /// Draws a batch of small multiples of 1/4. Sums of their products are exact in floats, and values often equal each
    /// other and zero.
    /// </summary>
    /// <param name="network">The network that it is for.</param>
    /// <param name="count">Samples.</param>
    public static DrawnBatch DrawQuarters(TestNetwork network, int count) =>
        Draw(network, count, seed: 1, (random, _) => random.Next(-2, 3) / 4f);

    /// <summary>Draws a batch whose values are spread evenly, kinks or not.</summary>
    /// <param name="network">The network that it is for.</param>
    /// <param name="count">Samples.</param>
    /// <param name="seed">The same seed draws the same batch.</param>
    public static DrawnBatch DrawFreely(TestNetwork network, int count, int seed) =>
        Draw(network, count, seed, (random, bound) => (float)((2 * random.NextDouble()) - 1) * bound, smallestDistanceToKink: 0);

    public double[] Sample(int index) => [.. Samples.AsSpan(index * SampleSize, SampleSize).ToArray().Select(value => (double)value)];

    public double[][] ParametersAsDouble() => [.. Parameters.Select(tensor => tensor.Select(value => (double)value).ToArray())];

    /// <summary>What a sample should have given: its label alone, or its target.</summary>
    public double[] Target(int index) => Targets.Length == 0
        ? [Labels[index]]
        : [.. Targets.AsSpan(index * TargetSize, TargetSize).ToArray().Select(value => (double)value)];

    public Dataset AsDataset(int classes) => Targets.Length == 0
        ? Dataset.FromArrays(Samples, Labels, SampleSize, classes)
        : Dataset.FromTargets(Samples, Targets, SampleSize, TargetSize);

    private static DrawnBatch Draw(
        TestNetwork network, int count, int seed, Func<Random, float, float> draw, double smallestDistanceToKink = SmallestDistanceToKink)
    {
        var random = new Random(seed);
        ReferenceNetwork reference = network.Reference();
        int size = network.Input.Size;
        var batch = new DrawnBatch(
            [.. reference.ParameterShapes.Select((shape, i) => DrawTensor(shape, random, reference.ParameterNames[i].EndsWith("_var", StringComparison.Ordinal) ? DrawVariance : draw))],
            new float[count * size],
            new int[count],
            new float[reference.Classes == 0 ? count * reference.Outputs : 0]);
        double[][] parameters = batch.ParametersAsDouble();
        for (int i = 0; i < count; i++)
        {
            batch.Labels[i] = random.Next(reference.Classes);
            foreach (ref float value in batch.Targets.AsSpan(i * batch.TargetSize, batch.TargetSize))
            {
                value = draw(random, 1);
            }

            do
            {
                foreach (ref float value in batch.Samples.AsSpan(i * size, size))
                {
                    value = draw(random, 1);
                }
            }
            while (smallestDistanceToKink > 0 && reference.DistanceToKink(batch.Sample(i), parameters) < smallestDistanceToKink);
        }

        return batch;
    }

    private static float DrawVariance(Random random, float bound) => 0.2f + (float)random.NextDouble();

    // Weights that keep the size of what passes through a layer; biases large enough to be missed.
    private static float[] DrawTensor(int[] shape, Random random, Func<Random, float, float> draw)
    {
        int length = shape.Aggregate(1, (product, dimension) => product * dimension);
        float bound = shape.Length == 1 ? 0.5f : MathF.Sqrt(3f * shape[0] / length) * 1.5f;
        return [.. Enumerable.Range(0, length).Select(_ => draw(random, bound))];
    }
}

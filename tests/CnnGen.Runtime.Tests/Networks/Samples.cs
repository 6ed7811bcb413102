using CnnGen.Numerics;

namespace CnnGen.Runtime.Tests.Networks;

/// <summary>Datasets for <see cref="LinearNetwork"/>.</summary>
internal static class Samples
{
    /// <summary>Noise with a mark that tells the class; every class in turn.</summary>
    public static Dataset Draw(int count, int seed = 1)
    {
        var random = new SeededRandom(seed);
        float[] samples = new float[count * LinearNetwork.Inputs];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % LinearNetwork.Outputs;
            Span<float> sample = samples.AsSpan(i * LinearNetwork.Inputs, LinearNetwork.Inputs);
            foreach (ref float value in sample)
            {
                value = random.NextSingle() - 0.5f;
            }

            sample[labels[i] * 10] += 2f;
        }

        return Dataset.FromArrays(samples, labels, LinearNetwork.Inputs, LinearNetwork.Outputs);
    }

    /// <summary>Each sample is a single one, at the input of its number.</summary>
    public static Dataset OneHot(int[] inputs, int[] labels)
    {
        float[] samples = new float[inputs.Length * LinearNetwork.Inputs];
        for (int i = 0; i < inputs.Length; i++)
        {
            samples[(i * LinearNetwork.Inputs) + inputs[i]] = 1f;
        }

        return Dataset.FromArrays(samples, labels, LinearNetwork.Inputs, LinearNetwork.Outputs);
    }
}

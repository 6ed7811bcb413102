using CnnGen.Numerics;

namespace CnnGen.Kernels.Tests.Fuzzing;

/// <summary>What dropout layers multiply values by in the first step, asked of the runtime: the reference is given it.</summary>
internal static class Masks
{
    /// <summary>The factors of each value of the first samples, by the layer's name, its rate and the values of a sample.</summary>
    public static double[][] Of(int samples, string layer, double rate, int values)
    {
        float[] state = new float[MicroBatch.Samples];
        float[] mask = new float[values * MicroBatch.Samples];
        double[][] factors = new double[samples][];
        for (int sample = 0; sample < samples; sample++)
        {
            int lane = sample % MicroBatch.Samples;
            if (lane == 0)
            {
                DropoutMask.Begin(ref state[0], draw: 0, sample / MicroBatch.Samples);
                DropoutMask.Draw<Lanes512>(ref state[0], Number(layer), (float)rate, values, ref mask[0]);
            }

            factors[sample] = [.. Enumerable.Range(0, values).Select(value => (double)mask[(value * MicroBatch.Samples) + lane])];
        }

        return factors;
    }

    // FNV-1a of its name.
    private static uint Number(string layer) => layer.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u));
}

namespace CnnGen.Kernels.Tests.Reference;

/// <summary>
/// Probabilities p[k] = e^z[k] / Σ e^z[j] of the last layer's outputs z, and the loss −ln p[label], whose gradient is
/// p − (1 at the label).
/// </summary>
internal static class SoftmaxCrossEntropy
{
    public static double[] Probabilities(double[] outputs)
    {
        double largest = outputs.Max();
        double[] powers = [.. outputs.Select(z => Math.Exp(z - largest))];
        return [.. powers.Select(power => power / powers.Sum())];
    }

    public static double Loss(double[] outputs, int label)
    {
        double largest = outputs.Max();
        return Math.Log(outputs.Sum(z => Math.Exp(z - largest))) + largest - outputs[label];
    }

    public static double[] Gradient(double[] outputs, int label)
    {
        double[] gradient = Probabilities(outputs);
        gradient[label] -= 1;
        return gradient;
    }
}

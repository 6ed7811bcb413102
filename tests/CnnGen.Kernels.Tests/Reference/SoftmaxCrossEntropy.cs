namespace CnnGen.Kernels.Tests.Reference;

/// <summary>
/// Probabilities p[k] = e^z[k] / Σ e^z[j] of the last layer's outputs z, and the loss −ln p[label], whose gradient is
/// p − (1 at the label).
/// </summary>
internal sealed record SoftmaxCrossEntropy : Loss
{
    public override int Classes(int outputs) => outputs;

    public override double[] Scores(double[] outputs)
    {
        double largest = outputs.Max();
        double[] powers = [.. outputs.Select(z => Math.Exp(z - largest))];
        return [.. powers.Select(power => power / powers.Sum())];
    }

    public override int Class(double[] scores) => Array.IndexOf(scores, scores.Max());

    public override double Value(double[] outputs, double[] target)
    {
        double largest = outputs.Max();
        return Math.Log(outputs.Sum(z => Math.Exp(z - largest))) + largest - outputs[(int)target[0]];
    }

    public override double[] Gradient(double[] outputs, double[] target)
    {
        double[] gradient = Scores(outputs);
        gradient[(int)target[0]] -= 1;
        return gradient;
    }
}

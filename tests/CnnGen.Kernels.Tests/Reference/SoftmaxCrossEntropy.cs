namespace CnnGen.Kernels.Tests.Reference;

/// <summary>
/// Probabilities p[k] = e^z[k] / Σ e^z[j] of the last layer's outputs z, and the loss −ln p[label], whose gradient is
/// p − (1 at the label). With smoothing a part of the label is shared out among all classes.
/// </summary>
internal sealed record SoftmaxCrossEntropy(double LabelSmoothing = 0) : Loss
{
    public override string Declaration => LabelSmoothing == 0
        ? base.Declaration
        : FormattableString.Invariant($"{base.Declaration}(LabelSmoothing = {LabelSmoothing})");

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
        double logSum = Math.Log(outputs.Sum(z => Math.Exp(z - largest))) + largest;
        return logSum - outputs.Select((z, k) => z * Target(outputs.Length, target, k)).Sum();
    }

    public override double[] Gradient(double[] outputs, double[] target) =>
        [.. Scores(outputs).Select((p, k) => p - Target(outputs.Length, target, k))];

    private double Target(int classes, double[] target, int k) =>
        (LabelSmoothing / classes) + (k == (int)target[0] ? 1 - LabelSmoothing : 0);
}

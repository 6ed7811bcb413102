namespace CnnGen.Kernels.Tests.Reference;

/// <summary>
/// The probability p = 1 / (1 + e^−z) of class 1 from the one output z, and the loss −ln p for label 1, −ln(1 − p) for
/// label 0: both are ln(1 + e^z′) with z′ the output as it speaks for the wrong class.
/// </summary>
internal sealed record BinaryCrossEntropy : Loss
{
    public override int Classes(int outputs) => 2;

    public override double[] Scores(double[] outputs) => [1 / (1 + Math.Exp(-outputs[0]))];

    public override int Class(double[] scores) => scores[0] >= 0.5 ? 1 : 0;

    public override double Value(double[] outputs, double[] target)
    {
        double wrong = target[0] == 0 ? outputs[0] : -outputs[0];
        double power = Math.Exp(-Math.Abs(wrong));

        // ln(1 + x) = 2 artanh(x / (2 + x)), which does not lose a small x beside the 1.
        return Math.Max(wrong, 0) + (2 * Math.Atanh(power / (2 + power)));
    }

    public override double[] Gradient(double[] outputs, double[] target) => [Scores(outputs)[0] - target[0]];
}

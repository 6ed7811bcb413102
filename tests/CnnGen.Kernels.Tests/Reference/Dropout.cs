namespace CnnGen.Kernels.Tests.Reference;

/// <summary>
/// Each value times 0 or 1 / (1 − rate) in training (<see cref="BatchPass"/>, which is given the factors); what it is to a
/// prediction, and in training where it drops nothing: no change.
/// </summary>
internal sealed record Dropout(double Rate = 0) : Layer
{
    public override bool TakesAnyRank => true;

    public override string Declaration => FormattableString.Invariant($"Dropout({Rate})");

    public override double[] Forward(Shape shape, double[] input, double[][] parameters) => input;

    public override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients) => outputGradient;
}

namespace CnnGen.Kernels.Tests.Reference;

/// <summary>The outputs y as they are, and the loss Σ (y[i] − t[i])² / n, whose gradient is 2 (y − t) / n.</summary>
internal sealed record MeanSquaredError : Loss
{
    public override int Classes(int outputs) => 0;

    public override double[] Scores(double[] outputs) => outputs;

    public override int Class(double[] scores) => -1;

    public override double Value(double[] outputs, double[] target) => outputs.Zip(target, (y, t) => (y - t) * (y - t)).Average();

    public override double[] Gradient(double[] outputs, double[] target) =>
        [.. outputs.Zip(target, (y, t) => 2 * (y - t) / outputs.Length)];
}

namespace CnnGen;

/// <summary>How far predicted numbers are from their targets.</summary>
/// <param name="MeanAbsoluteError">The mean of |prediction − target| over all samples and outputs, in units of the targets.</param>
/// <param name="R2">
/// The coefficient of determination of each output, 1 − Σ (target − prediction)² / Σ (target − mean target)², and of these
/// the mean: 1 where every prediction is exact, 0 where they are no better than the mean target; not a number where an
/// output has the same target in all samples.
/// </param>
public sealed record RegressionMetrics(double MeanAbsoluteError, double R2)
{
    /// <summary>Both on one line, the same under every culture.</summary>
    public override string ToString() => FormattableString.Invariant($"mean absolute error {MeanAbsoluteError:G4}, R² {R2:F4}");

    /// <param name="predictions">The outputs of each sample, sample after sample.</param>
    /// <param name="data">The targets.</param>
    internal static RegressionMetrics Of(ReadOnlySpan<float> predictions, Dataset data)
    {
        int outputs = data.TargetSize;
        int count = predictions.Length / outputs;
        double[] mean = new double[outputs];
        float[] target = new float[outputs];
        for (int sample = 0; sample < count; sample++)
        {
            data.CopyTarget(sample, target);
            for (int i = 0; i < outputs; i++)
            {
                mean[i] += target[i];
            }
        }

        for (int i = 0; i < outputs; i++)
        {
            mean[i] /= count;
        }

        double[] residual = new double[outputs];
        double[] spread = new double[outputs];
        double absolute = 0;
        for (int sample = 0; sample < count; sample++)
        {
            data.CopyTarget(sample, target);
            for (int i = 0; i < outputs; i++)
            {
                double error = (double)target[i] - predictions[(sample * outputs) + i];
                double deviation = target[i] - mean[i];
                absolute += Math.Abs(error);
                residual[i] += error * error;
                spread[i] += deviation * deviation;
            }
        }

        return new RegressionMetrics(
            absolute / ((double)count * outputs),
            residual.Zip(spread, (error, all) => all == 0 ? double.NaN : 1 - (error / all)).Average());
    }
}

using System.Text.Json.Serialization;
using CnnGen.Json;

namespace CnnGen;

/// <summary>How far predicted numbers are from their targets.</summary>
/// <param name="MeanAbsoluteError">The mean of |prediction − target| over all samples and outputs, in units of the targets.</param>
/// <param name="R2">
/// The coefficient of determination of each output, 1 − Σ (target − prediction)² / Σ (target − mean target)², and of these
/// the mean: 1 where every prediction is exact, 0 where they are no better than the mean target. Outputs that have the same target in all
/// samples have none and are left out; where all are like that it is not a number.
/// </param>
public sealed record RegressionMetrics(
    [property: JsonConverter(typeof(NumberOrNullConverter))] double MeanAbsoluteError,
    [property: JsonConverter(typeof(NumberOrNullConverter))] double R2)
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
        float[] first = new float[outputs];
        bool[] varies = new bool[outputs];
        data.CopyTarget(0, first);
        float[] target = new float[outputs];
        for (int sample = 0; sample < count; sample++)
        {
            data.CopyTarget(sample, target);
            for (int i = 0; i < outputs; i++)
            {
                mean[i] += target[i];
                varies[i] |= target[i] != first[i];
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
            Enumerable.Range(0, outputs).Where(i => varies[i]).Select(i => 1 - (residual[i] / spread[i])).DefaultIfEmpty(double.NaN).Average());
    }
}

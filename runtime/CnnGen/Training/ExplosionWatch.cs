using System.Globalization;
using System.Numerics;
using CnnGen.Networks;

namespace CnnGen.Training;

/// <summary>
/// Says, once, that training has exploded: that the mean loss of a step is a hundred times both that of the first step and that of
/// guessing. The loss may fall again afterwards, because units give the same for every sample. A loss that begins high, with
/// inputs that are not scaled, and falls is no explosion; nor is one that rises from nearly nothing, as after weights were loaded.
/// </summary>
/// <param name="layout">The network.</param>
/// <param name="warnings">Where it is said.</param>
internal sealed class ExplosionWatch(NetworkLayout layout, TextWriter? warnings)
{
    private const double Factor = 100;

    // From here on inputs or targets are worth scaling.
    private const float Large = 10;

    private double _first = double.NaN;
    private double _expected;
    private bool _isDone = warnings is null;

    /// <summary>Looks at a step. Until a loss is suspicious nothing is read and nothing allocated.</summary>
    /// <param name="loss">Its mean loss.</param>
    /// <param name="data">The training data.</param>
    /// <param name="samples">The samples of the step.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="step">The step of it, from 1.</param>
    /// <param name="learningRate">Its learning rate.</param>
    public void Look(double loss, Dataset data, ReadOnlySpan<int> samples, int epoch, int step, float learningRate)
    {
        if (double.IsNaN(_first))
        {
            _first = loss;
            _expected = loss;
        }

        if (_isDone || !(loss > Factor * _expected))
        {
            return;
        }

        _expected = Math.Max(_expected, LossOfGuessing(data, samples));
        if (!(loss > Factor * _expected))
        {
            return;
        }

        _isDone = true;
        warnings!.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Training of {layout.Name} has exploded: the mean loss is {loss:G3} in epoch {epoch}, step {step}, and was {_first:G3} in the first step. ")
            + "Even if it falls again, the network may have stopped learning. Begin anew"
            + Scaling(data, samples)
            + string.Create(CultureInfo.InvariantCulture, $" with a learning rate below {learningRate}."));
    }

    // Without knowing a sample, all classes are equally likely, and the best number is about 0. A few samples may be all there is of large
    // targets, or have none of them.
    private double LossOfGuessing(Dataset data, ReadOnlySpan<int> samples)
    {
        if (layout.Predicts != PredictionKind.Numbers)
        {
            // At least ln n, and the same on every machine.
            return BitOperations.Log2((uint)layout.ClassCount) + 1;
        }

        int[] all = [.. Enumerable.Range(0, data.Count)];
        return Math.Max(MeanSquare(data, samples), MeanSquare(data, all));
    }

    private double MeanSquare(Dataset data, ReadOnlySpan<int> samples)
    {
        float[] target = new float[layout.OutputSize];
        double sum = 0;
        foreach (int sample in samples)
        {
            data.CopyTarget(sample, target);
            foreach (float value in target)
            {
                sum += (double)value * value;
            }
        }

        return sum / ((double)samples.Length * target.Length);
    }

    private string Scaling(Dataset data, ReadOnlySpan<int> samples)
    {
        float[] values = new float[layout.InputSize];
        float[] target = new float[layout.Predicts == PredictionKind.Numbers ? layout.OutputSize : 0];
        float input = 0;
        float output = 0;
        foreach (int sample in samples)
        {
            data.CopySample(sample, values);
            input = Math.Max(input, Largest(values));
            if (target.Length > 0)
            {
                data.CopyTarget(sample, target);
                output = Math.Max(output, Largest(target));
            }
        }

        string inputs = input > Large ? string.Create(CultureInfo.InvariantCulture, $" with inputs of about -1 to 1, which now reach {input:G3} (Dataset.Normalize),") : string.Empty;
        string targets = output > Large ? string.Create(CultureInfo.InvariantCulture, $" with targets of about -1 to 1, which now reach {output:G3},") : string.Empty;
        return inputs + targets + (inputs.Length + targets.Length > 0 ? " or" : string.Empty);
    }

    private static float Largest(ReadOnlySpan<float> values)
    {
        float largest = 0;
        foreach (float value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }
}

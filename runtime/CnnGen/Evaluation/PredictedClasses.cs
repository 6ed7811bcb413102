using CnnGen.Execution;

namespace CnnGen;

/// <summary>
/// What an evaluation keeps of the scores of each sample: the rank of its true class, and the probability of the predicted one. They take 8
/// bytes a sample, however many classes there are.
/// </summary>
/// <param name="batch">The samples, with their true and their predicted classes.</param>
/// <param name="classCount">The number of classes.</param>
internal sealed class PredictedClasses(Batch batch, int classCount)
{
    private const int Bins = 15;

    private readonly int[] _ranks = new int[batch.Count];
    private readonly float[] _probabilities = new float[batch.Count];

    /// <summary>Looks at the scores of one sample: the probability of each class, or that of class 1 of two.</summary>
    /// <remarks>Several threads may look at different samples.</remarks>
    public void Look(int sample, ReadOnlySpan<float> scores)
    {
        int actual = batch.Label(sample);
        int predicted = batch.Class(sample);
        if (scores.Length == 1)
        {
            _ranks[sample] = actual == predicted ? 0 : 1;
            _probabilities[sample] = predicted == 1 ? scores[0] : 1f - scores[0];
        }
        else
        {
            // What was predicted is first, also where scores are not numbers, which are in no order.
            _ranks[sample] = actual == predicted ? 0 : Math.Max(1, Before(scores, actual));
            _probabilities[sample] = scores[predicted];
        }
    }

    /// <summary>The samples by the rank of their true class.</summary>
    public int[] Ranks()
    {
        int[] ranks = new int[classCount];
        foreach (int rank in _ranks)
        {
            ranks[rank]++;
        }

        return ranks;
    }

    /// <inheritdoc cref="Evaluation.CalibrationError"/>
    public double CalibrationError()
    {
        // Of each bin, its samples that are right less the sum of their probabilities.
        Span<double> excess = stackalloc double[Bins];
        for (int sample = 0; sample < batch.Count; sample++)
        {
            double probability = _probabilities[sample];
            if (double.IsNaN(probability))
            {
                return double.NaN;
            }

            int bin = Math.Clamp((int)Math.Ceiling(probability * Bins) - 1, 0, Bins - 1);
            excess[bin] += (batch.Label(sample) == batch.Class(sample) ? 1 : 0) - probability;
        }

        double sum = 0;
        foreach (double difference in excess)
        {
            sum += Math.Abs(difference);
        }

        return sum / batch.Count;
    }

    private static int Before(ReadOnlySpan<float> scores, int actual)
    {
        float score = scores[actual];
        if (float.IsNaN(score))
        {
            return scores.Length - 1;
        }

        int before = 0;
        for (int other = 0; other < scores.Length; other++)
        {
            before += scores[other] > score || (scores[other] == score && other < actual) ? 1 : 0;
        }

        return before;
    }
}

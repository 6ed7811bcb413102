using CnnGen;

namespace LeNet;

/// <summary>A test image that the network read wrongly.</summary>
/// <param name="Index">Its position in the test set.</param>
/// <param name="Read">The class that the network read.</param>
/// <param name="Probability">The probability that the network gave it, 0 to 1.</param>
/// <param name="Actual">The class that it is.</param>
internal sealed record Misreading(int Index, int Read, float Probability, int Actual)
{
    /// <summary>All misreadings, the one that the network was surest of first.</summary>
    public static IReadOnlyList<Misreading> Surest(LeNet5 model, Dataset test, Evaluation evaluation)
    {
        float[] image = new float[test.SampleSize];
        List<Misreading> misreadings = [];
        for (int i = 0; i < test.Count; i++)
        {
            int read = evaluation.Predicted[i];
            int actual = test.Label(i);
            if (read != actual)
            {
                test.CopySample(i, image);
                misreadings.Add(new Misreading(i, read, model.Predict(image).Scores[read], actual));
            }
        }

        return [.. misreadings.OrderByDescending(misreading => misreading.Probability)];
    }
}

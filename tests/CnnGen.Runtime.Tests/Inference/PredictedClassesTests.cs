using CnnGen.Execution;
using CnnGen.Runtime.Tests.Networks;

namespace CnnGen.Runtime.Tests.Inference;

public sealed class PredictedClassesTests
{
    [Fact]
    public void Ranks_count_what_is_before_the_true_class()
    {
        PredictedClasses seen = Look(
            [1, 1, 2, 0, 2],
            [[0.2f, 0.5f, 0.3f], [0.5f, 0.3f, 0.2f], [0.5f, 0.3f, 0.2f], [0.1f, 0.3f, 0.6f], [0.1f, 0.3f, 0.6f]]);
        Assert.Equal([2, 1, 2], seen.Ranks());
    }

    [Fact]
    public void Of_equal_scores_the_lower_class_is_first_as_in_a_prediction()
    {
        Assert.Equal([1, 0, 0], Look([0], [[0.4f, 0.4f, 0.2f]]).Ranks());
        Assert.Equal([0, 1, 0], Look([1], [[0.4f, 0.4f, 0.2f]]).Ranks());
        Assert.Equal([0, 0, 1], Look([2], [[0.2f, 0.6f, 0.2f]]).Ranks());
    }

    [Fact]
    public void A_score_that_is_not_a_number_is_last_and_has_no_calibration()
    {
        PredictedClasses seen = Look([1, 0, 0, 1], [[0.5f, float.NaN, 0.5f], [float.NaN, 0.5f, 0.5f], Nothing(), Nothing()]);
        Assert.Equal([1, 0, 3], seen.Ranks());
        Assert.Equal(double.NaN, seen.CalibrationError());

        static float[] Nothing() => [float.NaN, float.NaN, float.NaN];
    }

    [Fact]
    public void Calibration_error_by_hand()
    {
        // Bins of 1/15: 0.95 and 0.94 are in the last one, 0.6 and 0.61 in the ninth and tenth.
        PredictedClasses seen = Look(
            [0, 1, 1, 0],
            [[0.95f, 0.05f], [0.94f, 0.06f], [0.4f, 0.6f], [0.61f, 0.39f]]);
        double expected = (Math.Abs(1 - 0.95 - 0.94) + Math.Abs(1 - 0.6) + Math.Abs(1 - 0.61)) / 4;
        Assert.Equal(expected, seen.CalibrationError(), 1e-7);
    }

    [Fact]
    public void Bins_are_equal_fifteenths_and_the_last_one_has_1()
    {
        // 0.93 is below 14/15, and 0.94 above.
        Assert.Equal((0.06 + 0.93) / 2, Look([0, 1], [[0.94f, 0.06f], [0.93f, 0.07f]]).CalibrationError(), 1e-7);
        Assert.Equal(0.94 / 2, Look([0, 1], [[1f, 0f], [0.94f, 0.06f]]).CalibrationError(), 1e-7);
    }

    [Fact]
    public void One_score_is_as_sure_of_class_0_as_it_is_not_of_class_1()
    {
        PredictedClasses seen = Look([0, 1, 1], [[0.25f], [0.75f], [0.25f]]);
        Assert.Equal([2, 1], seen.Ranks());
        Assert.Equal(Math.Abs(2 - (3 * 0.75)) / 3, seen.CalibrationError(), 1e-15);
    }

    [Fact]
    public void An_evaluation_has_the_accuracy_of_the_first_k()
    {
        var model = new LinearNetwork(seed: 5);
        Dataset data = Samples.Draw(133);
        Evaluation evaluation = model.Evaluate(data, threads: 2);
        Assert.Equal(133, evaluation.Ranks.Sum());
        Assert.Equal(evaluation.Accuracy, evaluation.TopAccuracy(1));
        Assert.Equal(1, evaluation.TopAccuracy(LinearNetwork.Outputs));

        float[] sample = new float[LinearNetwork.Inputs];
        int amongThree = 0;
        for (int i = 0; i < data.Count; i++)
        {
            data.CopySample(i, sample);
            float[] scores = model.Predict(sample).Scores;
            amongThree += scores.Count(score => score > scores[data.Label(i)]) < 3 ? 1 : 0;
        }

        Assert.Equal(amongThree / 133.0, evaluation.TopAccuracy(3));
        Assert.Throws<ArgumentOutOfRangeException>("k", () => evaluation.TopAccuracy(0));
        Assert.Throws<ArgumentOutOfRangeException>("k", () => evaluation.TopAccuracy(LinearNetwork.Outputs + 1));
        Assert.Equal(evaluation.Confusion.Total, evaluation.Report!.Macro.Support);
        Assert.InRange(evaluation.CalibrationError, 0, 1);
        Assert.Equal(evaluation.CalibrationError, model.Evaluate(data, threads: 1).CalibrationError);
    }

    [Fact]
    public void A_regression_has_none() =>
        Assert.Equal(double.NaN, new Evaluation(1, double.NaN, new ConfusionMatrix(0), []).TopAccuracy(5));

    private static PredictedClasses Look(int[] labels, float[][] scores)
    {
        int classes = Math.Max(2, scores[0].Length);
        var batch = new Batch(labels.Length);
        batch.Choose(Dataset.FromArrays(new float[labels.Length], labels, 1, classes), [.. Enumerable.Range(0, labels.Length)]);
        labels.CopyTo(batch.Labels(0));
        var seen = new PredictedClasses(batch, classes);
        for (int i = 0; i < labels.Length; i++)
        {
            float[] row = scores[i];
            batch.Classes(0)[i] = row.Length == 1 ? (row[0] >= 0.5f ? 1 : 0) : Math.Max(0, Array.IndexOf(row, row.Where(score => !float.IsNaN(score)).DefaultIfEmpty().Max()));
            seen.Look(i, row);
        }

        return seen;
    }
}

using System.Globalization;

namespace CnnGen.Runtime.Tests.Inference;

public sealed class BinaryMetricsTests
{
    [Fact]
    public void Ratios_are_those_of_the_confusion_matrix()
    {
        // 3 hits, 1 false alarm, 2 misses.
        BinaryMetrics metrics = Measure([1, 1, 1, 0, 1, 1, 0], [0.9f, 0.8f, 0.5f, 0.6f, 0.4f, 0.1f, 0.2f]);
        Assert.Equal(3.0 / 4, metrics.Precision);
        Assert.Equal(3.0 / 5, metrics.Recall);
        Assert.Equal(2.0 / 3, metrics.F1, 1e-15);
    }

    [Fact]
    public void Area_by_hand()
    {
        Assert.Equal(1, Measure([0, 1, 0, 1], [0.1f, 0.8f, 0.2f, 0.7f]).RocAuc);
        Assert.Equal(0, Measure([1, 0, 1, 0], [0.1f, 0.8f, 0.2f, 0.7f]).RocAuc);
        Assert.Equal(0.5, Measure([1, 0, 1, 0, 0], [0.3f, 0.3f, 0.3f, 0.3f, 0.3f]).RocAuc);

        // Of the six pairs four are in order, one is not and one is a tie.
        Assert.Equal(4.5 / 6, Measure([1, 0, 0, 1, 0], [0.9f, 0.1f, 0.5f, 0.4f, 0.4f]).RocAuc);
    }

    [Fact]
    public void Area_is_the_part_of_pairs_in_order_with_ties_counted_half()
    {
        var random = new Random(1);
        for (int round = 0; round < 50; round++)
        {
            int count = random.Next(2, 60);
            int[] labels = [0, 1, .. Enumerable.Range(2, count).Select(_ => random.Next(2))];
            float[] scores = [.. labels.Select(label => random.Next(8 + label) / 10f)];
            double[] pairs =
            [
                .. from i in Enumerable.Range(0, labels.Length)
                   from j in Enumerable.Range(0, labels.Length)
                   where labels[i] == 1 && labels[j] == 0
                   select scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0,
            ];
            Assert.Equal(pairs.Average(), Measure(labels, scores).RocAuc, 1e-12);
        }
    }

    [Fact]
    public void What_has_no_meaning_is_not_a_number()
    {
        BinaryMetrics negatives = Measure([0, 0], [0.1f, 0.2f]);
        Assert.Equal(new BinaryMetrics(double.NaN, double.NaN, double.NaN, double.NaN), negatives);
        BinaryMetrics positives = Measure([1, 1], [0.1f, 0.2f]);
        Assert.Equal(new BinaryMetrics(double.NaN, 0, 0, double.NaN) { AveragePrecision = 1, BestThreshold = 0.1f, BestF1 = 1 }, positives);
        Assert.Equal(
            new BinaryMetrics(double.NaN, 0, 0, double.NaN), Measure([1, 0, 1], [0.1f, float.NaN, 0.2f]));
    }

    /// <summary>The figures are those of scikit-learn 1.2.1: <c>classification.py</c> prints them.</summary>
    [Fact]
    public void Thresholds_of_a_fixed_example_are_those_of_scikit_learn()
    {
        BinaryMetrics metrics = Measure(
            [1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0],
            [0.95f, 0.9f, 0.8f, 0.8f, 0.8f, 0.7f, 0.6f, 0.55f, 0.45f, 0.4f, 0.3f, 0.3f, 0.2f, 0.05f]);
        Assert.Equal(0.6314204314204315, metrics.AveragePrecision, 1e-15);
        Assert.Equal(0.6458333333333334, metrics.RocAuc, 1e-15);
        Assert.Equal((2.0 / 3, (double)0.45f), (metrics.BestF1, metrics.BestThreshold));
    }

    [Fact]
    public void Average_precision_and_the_best_threshold_are_those_of_trying_each_score()
    {
        var random = new Random(2);
        for (int round = 0; round < 50; round++)
        {
            int[] labels = [0, 1, .. Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(2))];
            float[] scores = [.. labels.Select(label => random.Next(8 + label) / 10f)];
            double sum = 0;
            double recallBefore = 0;
            (double F1, float Threshold) best = default;
            foreach (float threshold in scores.Distinct().OrderDescending())
            {
                double taken = scores.Count(score => score >= threshold);
                double hits = labels.Where((label, i) => label == 1 && scores[i] >= threshold).Count();
                double recall = hits / labels.Sum();
                sum += (recall - recallBefore) * (hits / taken);
                recallBefore = recall;
                double f1 = 2 * hits / (taken + labels.Sum());
                best = f1 >= best.F1 ? (f1, threshold) : best;
            }

            BinaryMetrics metrics = Measure(labels, scores);
            Assert.Equal(sum, metrics.AveragePrecision, 1e-12);
            Assert.Equal(best, (metrics.BestF1, (float)metrics.BestThreshold));
        }
    }

    [Fact]
    public void Metrics_are_one_line_that_no_culture_changes()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            BinaryMetrics binary = new(0.75, 0.5, 0.6, 0.987654) { AveragePrecision = 0.91236, BestThreshold = 0.25, BestF1 = 0.625 };
            Assert.Equal(
                "precision 0.7500, recall 0.5000, F1 0.6000, ROC-AUC 0.98765, average precision 0.91236, best F1 0.6250 from 0.2500 on", binary.ToString());
            Assert.Equal(
                "loss 0.2500, accuracy 50.00 %, ROC-AUC 0.98765",
                new Evaluation(0.25, 0.5, new ConfusionMatrix(2), []) { Binary = binary }.ToString());
            var regression = new RegressionMetrics(0.125, 0.75);
            var evaluation = new Evaluation(0.25, double.NaN, new ConfusionMatrix(0), []) { Regression = regression };
            Assert.Equal("loss 0.2500, mean absolute error 0.125, R² 0.7500", evaluation.ToString());
            Assert.Equal(
                "epoch 1/5: train loss 1.5000; test loss 0.2500, mean absolute error 0.125, R² 0.7500; 12346 samples/s, 2.5 s",
                new EpochReport(1, 5, 1.5, double.NaN, evaluation, TimeSpan.FromSeconds(2.5), 12345.6).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static BinaryMetrics Measure(int[] labels, float[] scores)
    {
        var confusion = new ConfusionMatrix(2);
        foreach ((int label, float score) in labels.Zip(scores))
        {
            confusion.Add(label, score >= 0.5f ? 1 : 0);
        }

        return BinaryMetrics.Of(confusion, (int[])labels.Clone(), (float[])scores.Clone());
    }
}

namespace CnnGen.Runtime.Tests.Inference;

public sealed class RegressionMetricsTests
{
    [Fact]
    public void Metrics_by_hand()
    {
        // Outputs side by side: of the first the errors are 0, 1 and −1 and the targets spread by 1, 0 and 1; the second is
        // exact.
        Dataset data = Dataset.FromTargets(new float[3], [1, 10, 2, 20, 3, 60], sampleSize: 1, targetSize: 2);
        RegressionMetrics metrics = RegressionMetrics.Of([1, 10, 1, 20, 4, 60], data);
        Assert.Equal(2.0 / 6, metrics.MeanAbsoluteError, 1e-15);
        Assert.Equal((0.0 + 1) / 2, metrics.R2, 1e-15);
    }

    [Fact]
    public void An_output_whose_targets_are_all_the_same_is_left_out_of_the_mean()
    {
        // Seven times 0.1 is not exactly seven tenths: what varies is told by the targets and not by their spread.
        float[] targets = [.. Enumerable.Range(0, 7).SelectMany(i => new[] { i, 0.1f, 2f * i })];
        float[] predictions = [.. Enumerable.Range(0, 7).SelectMany(i => new[] { i, 0.3f, 6f })];
        RegressionMetrics metrics = RegressionMetrics.Of(predictions, Dataset.FromTargets(new float[7], targets, sampleSize: 1, targetSize: 3));
        Assert.Equal((1.0 + 0) / 2, metrics.R2, 1e-15);
    }

    [Fact]
    public void Targets_that_are_all_the_same_have_no_spread_to_explain()
    {
        Dataset data = Dataset.FromTargets(new float[3], [0.1f, 0.1f, 0.1f], sampleSize: 1, targetSize: 1);
        Assert.Equal(new RegressionMetrics(0, double.NaN), RegressionMetrics.Of([0.1f, 0.1f, 0.1f], data));
    }
}

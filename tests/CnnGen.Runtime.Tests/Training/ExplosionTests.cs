using CnnGen.Networks;
using CnnGen.Numerics;
using CnnGen.Training;

namespace CnnGen.Runtime.Tests.Training;

/// <summary>Training that explodes, but stays finite, is told of once; nothing else is.</summary>
public sealed class ExplosionTests
{
    private const int Count = 40;

    [Fact]
    public void Training_that_explodes_says_once_what_to_do()
    {
        string[] lines = Warnings(new Classes(seed: 1), Labelled(scale: 255), learningRate: 1e7f, epochs: 3);
        string line = Assert.Single(lines);
        Assert.StartsWith("Training of Classes has exploded: the mean loss is ", line, StringComparison.Ordinal);
        Assert.EndsWith(
            " in the first step. Even if it falls again, the network may have stopped learning. Begin anew with inputs of about -1 to 1, "
            + "which now reach 255 (Dataset.Normalize), or with a learning rate below 10000000.",
            line, StringComparison.Ordinal);
        Assert.Equal(lines, Warnings(new Classes(seed: 1), Labelled(scale: 255), learningRate: 1e7f, epochs: 3, threads: 3));
        Assert.Empty(Warnings(new Classes(seed: 1), Labelled(scale: 255), learningRate: 1e7f, epochs: 3, isSilent: true));
    }

    [Fact]
    public void Where_inputs_are_scaled_the_learning_rate_is_what_remains() => Assert.EndsWith(
        "Begin anew with a learning rate below 100000.",
        Assert.Single(Warnings(new Classes(seed: 1), Labelled(scale: 1), learningRate: 1e5f, epochs: 3)), StringComparison.Ordinal);

    [Theory]
    [InlineData(1, 0.01f)]
    [InlineData(1, 1)]
    [InlineData(255, 1e-6f)]
    [InlineData(1e6f, 1e-12f)]
    public void Training_that_learns_says_nothing(float scale, float learningRate)
    {
        Assert.Empty(Warnings(new Classes(seed: 1), Labelled(scale), learningRate, epochs: 5));
        Assert.Empty(Warnings(new YesOrNo(seed: 1), Labelled(scale), learningRate, epochs: 5));
        Assert.Empty(Warnings(new Numbers(seed: 1), Numbers(scale, scale), learningRate / scale, epochs: 5));
    }

    [Fact]
    public void Numbers_are_measured_by_their_targets()
    {
        // Targets of 2 and −2, whose square is 4: guessing costs 4.
        Dataset data = Dataset.FromTargets(new float[4 * 4], [2, -2, 2, -2, 2, -2, 2, -2], sampleSize: 4, targetSize: 2);
        var written = new StringWriter();
        var watch = new ExplosionWatch(Layout<Numbers>(), written);
        watch.Look(1e-9, data, [0, 1], epoch: 1, step: 1, learningRate: 0.5f);
        watch.Look(399, data, [2, 3], epoch: 1, step: 2, learningRate: 0.5f);
        Assert.Empty(written.ToString());
        watch.Look(401, data, [0, 1], epoch: 2, step: 1, learningRate: 0.5f);
        Assert.Equal(
            "Training of Numbers has exploded: the mean loss is 401 in epoch 2, step 1, and was 1E-09 in the first step. Even if it falls again, "
            + $"the network may have stopped learning. Begin anew with a learning rate below 0.5.{Environment.NewLine}",
            written.ToString());
    }

    [Fact]
    public void A_batch_without_targets_or_with_all_of_them_is_no_explosion()
    {
        float[] targets = new float[2 * Count];
        targets[2 * 17] = 1000;
        Dataset data = Dataset.FromTargets(new float[4 * Count], targets, sampleSize: 4, targetSize: 2);
        var written = new StringWriter();
        var watch = new ExplosionWatch(Layout<Numbers>(), written);
        watch.Look(1e-6, data, [0, 1], epoch: 1, step: 1, learningRate: 1);
        watch.Look(0.5, data, [2, 3], epoch: 1, step: 2, learningRate: 1);
        watch.Look(250_000, data, [16, 17], epoch: 1, step: 3, learningRate: 1);
        Assert.Empty(written.ToString());
    }

    private static NetworkLayout Layout<T>()
        where T : class, INetwork<T> => T.Layout;

    private static string[] Warnings<T>(T model, Dataset data, float learningRate, int epochs, int threads = 2, bool isSilent = false)
        where T : class, INetwork<T>
    {
        var written = new StringWriter();
        var trainer = new Trainer<T>(model, new Sgd(learningRate) { Momentum = 0.9f })
        {
            BatchSize = 10, Threads = threads, Warnings = isSilent ? null : written,
        };
        Assert.All(trainer.Fit(data, epochs: epochs), epoch => Assert.True(double.IsFinite(epoch.TrainLoss)));
        return written.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    private static Dataset Labelled(float scale) =>
        Dataset.FromArrays(Draw(4 * Count, scale), [.. Enumerable.Range(0, Count).Select(i => i % 2)], sampleSize: 4, classCount: 2);

    private static Dataset Numbers(float scale, float targetScale) =>
        Dataset.FromTargets(Draw(4 * Count, scale), Draw(2 * Count, targetScale), sampleSize: 4, targetSize: 2);

    // The first value is the largest.
    private static float[] Draw(int count, float scale)
    {
        var random = new SeededRandom(1);
        return [scale, .. Enumerable.Range(1, count - 1).Select(_ => scale * random.NextSingle())];
    }
}

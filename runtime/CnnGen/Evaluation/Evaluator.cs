using CnnGen.Execution;
using CnnGen.Networks;

namespace CnnGen;

/// <summary>Measures how well a network does.</summary>
public static class Evaluator
{
    /// <summary>Runs the network on every sample of a dataset. The same weights and data give the same bits, always.</summary>
    /// <param name="model">The network.</param>
    /// <param name="data">Samples with their true classes, or with their targets.</param>
    /// <param name="threads">The most threads to use; 0 for as many as the machine has processors.</param>
    /// <param name="width">The width of vectors.</param>
    /// <param name="cancellation">Ends the evaluation between two micro-batches of samples.</param>
    /// <exception cref="ArgumentException">The dataset does not fit the network, or <paramref name="threads"/> is negative.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    /// <exception cref="InvalidDataException">A label is not a class of the network.</exception>
    public static Evaluation Evaluate<T>(
        this T model,
        Dataset data,
        int threads = 0,
        LaneWidth width = LaneWidth.Widest,
        CancellationToken cancellation = default)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        data.ThrowIfUnfitFor(T.Layout, nameof(data));

        // A dataset that has become larger or smaller meanwhile is evaluated as it was.
        int count = data.Count;
        int scoresOfEach = T.Layout.Predicts == PredictionKind.Classes ? 0 : T.Layout.OutputSize;
        if ((long)count * scoresOfEach > Array.MaxLength)
        {
            throw new ArgumentException(
                $"Expected at most {Array.MaxLength / scoresOfEach} samples of {scoresOfEach} scores, but the dataset has {count}; take parts of it with Slice.",
                nameof(data));
        }

        var batch = new Batch(count);
        batch.Choose(data, [.. Enumerable.Range(0, count)]);
        int team = Math.Min(threads == 0 ? Environment.ProcessorCount : threads, batch.MicroBatches);
        MicroBatchKernels<T> kernels = MicroBatchKernels<T>.For(width);
        var packed = new PackedWeights<T>(kernels, model.Parameters.Arena);
        packed.Refresh(team);
        float[] scores = new float[count * scoresOfEach];
        PredictedClasses? classes = T.Layout.Predicts == PredictionKind.Numbers ? null : new PredictedClasses(batch, T.Layout.ClassCount);
        var passes = new ForwardPasses<T>(kernels, model.Parameters.Arena, packed, batch, scores, classes, team, cancellation);
        WorkerPool.Shared.Run(passes, batch.MicroBatches, team);
        double loss = batch.Summarize().Loss;
        var confusion = new ConfusionMatrix(T.Layout.ClassCount);
        if (classes is null)
        {
            return new Evaluation(loss, double.NaN, confusion, []) { Regression = RegressionMetrics.Of(scores, data) };
        }

        int[] predicted = new int[count];
        int[] labels = new int[count];
        for (int i = 0; i < predicted.Length; i++)
        {
            predicted[i] = batch.Class(i);
            labels[i] = batch.Label(i);
            confusion.Add(labels[i], predicted[i]);
        }

        return new Evaluation(loss, (double)confusion.Correct / confusion.Total, confusion, predicted)
        {
            Report = ClassificationReport.Of(confusion),
            Ranks = classes.Ranks(),
            CalibrationError = classes.CalibrationError(),
            Binary = T.Layout.Predicts == PredictionKind.TwoClasses ? BinaryMetrics.Of(confusion, labels, scores) : null,
        };
    }
}

namespace CnnGen.Training.Tests;

/// <summary>Two classes by one score, on real digits.</summary>
public sealed class BinaryTests
{
    private static readonly Lazy<(IdxDataset Train, IdxDataset Test)> s_digits =
        new(() => Idx.OpenFolder(Path.Combine(AppContext.BaseDirectory, "data")));

    [Fact]
    public void A_single_unit_tells_zero_from_one()
    {
        var model = new SingleUnit(seed: 1);
        Evaluation evaluation = Train(new Trainer<SingleUnit>(model, new Sgd(0.1f) { Momentum = 0.9f }), 0, 1, epochs: 3);
        Assert.Equal((2, 980 + 1135), (evaluation.Confusion.Classes, evaluation.Confusion.Total));
        Assert.InRange(evaluation.Accuracy, 0.998, 1);
        Assert.InRange(evaluation.Binary!.RocAuc, 0.9995, 1);
        Assert.InRange(evaluation.Binary.F1, 0.998, 1);
        Assert.InRange(evaluation.Loss, 0, 0.02);
    }

    [Fact]
    public void A_deep_network_tells_four_from_nine()
    {
        var model = new DeepBinary(seed: 1);
        Evaluation evaluation = Train(new Trainer<DeepBinary>(model, new Sgd(0.05f) { Momentum = 0.9f }), 4, 9, epochs: 2);
        Assert.InRange(evaluation.Accuracy, 0.985, 1);
        Assert.InRange(evaluation.Binary!.RocAuc, 0.998, 1);
    }

    [Fact]
    public void A_prediction_is_class_1_from_one_half_on()
    {
        Dataset test = s_digits.Value.Test.SelectClasses(0, 1);
        var model = new SingleUnit(seed: 3);
        Evaluation evaluation = model.Evaluate(test);
        Assert.Equal(2, evaluation.Predicted.Distinct().Count());
        float[] image = new float[test.SampleSize];
        for (int i = 0; i < test.Count; i++)
        {
            test.CopySample(i, image);
            Prediction prediction = model.Predict(image);
            float probability = Assert.Single(prediction.Scores);
            Assert.Equal(probability >= 0.5f ? 1 : 0, prediction.Label);
            Assert.Equal(evaluation.Predicted[i], prediction.Label);
        }

        // Without a weight the score is 0, and its probability one half.
        model.Fc1.Weight.Values.Clear();
        Assert.Equal((1, 0.5f), (model.Predict(image).Label, model.Predict(image).Scores[0]));
    }

    [Fact]
    public void A_hidden_layer_learns_exclusive_or()
    {
        float[] samples = [0, 0, 0, 1, 1, 0, 1, 1];
        int[] labels = [0, 1, 1, 0];
        Dataset data = Dataset.FromArrays(samples, labels, sampleSize: 2, classCount: 2);
        var model = new ExclusiveOr(seed: 1);
        var trainer = new Trainer<ExclusiveOr>(model, new Sgd(0.5f) { Momentum = 0.9f });
        Assert.Equal(300, trainer.Fit(data, epochs: 300).Count);
        Evaluation evaluation = model.Evaluate(data);
        Assert.Equal(labels, evaluation.Predicted);
        Assert.InRange(evaluation.Loss, 0, 0.05);
        Assert.Equal(new BinaryMetrics(1, 1, 1, 1) { AveragePrecision = 1, BestThreshold = evaluation.Binary!.BestThreshold, BestF1 = 1 }, evaluation.Binary);
    }

    [Fact]
    public void Other_data_is_refused_in_one_sentence()
    {
        var trainer = new Trainer<ExclusiveOr>(new ExclusiveOr(), new Sgd(0.1f));
        AssertRefused(
            "ExclusiveOr has one score (BinaryCrossEntropy) and expects 2 classes, but the dataset has 10: "
            + "choose two with SelectClasses, or end the network with SoftmaxCrossEntropy.",
            () => trainer.Fit(Dataset.FromArrays(new float[2], [0], sampleSize: 2, classCount: 10)));
        AssertRefused(
            "ExclusiveOr tells 2 classes apart and expects labels, but the dataset has targets of 1 floats: "
            + "give it labels, or end the network with MeanSquaredError.",
            () => trainer.Fit(Dataset.FromTargets(new float[2], [0], sampleSize: 2, targetSize: 1)));
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => trainer.Fit(new Mislabelled()));
        Assert.Equal("Expected labels from 0 to 1, but found 2 at sample 1.", exception.Message);
    }

    private static Evaluation Train<T>(Trainer<T> trainer, int negative, int positive, int epochs)
        where T : class, CnnGen.Networks.INetwork<T>
    {
        (IdxDataset train, IdxDataset test) = s_digits.Value;
        return trainer.Fit(train.SelectClasses(negative, positive), test.SelectClasses(negative, positive), epochs)[^1].Test!;
    }

    private static void AssertRefused(string message, Func<object> call) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>("train", call).Message, StringComparison.Ordinal);

    // It says that it has two classes, and gives a third.
    private sealed class Mislabelled : Dataset
    {
        public override int Count => 2;

        public override int SampleSize => 2;

        public override int ClassCount => 2;

        public override int Label(int index) => 2 * index;

        public override void CopySample(int index, Span<float> destination) => destination.Clear();
    }
}

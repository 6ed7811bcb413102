namespace CnnGen.Training.Tests;

/// <summary>Numbers instead of classes, where the answer is known.</summary>
public sealed class RegressionTests
{
    private static readonly float[] s_weights = [2, -3, 0.5f, 0, 1.25f, -1];
    private static readonly float[] s_biases = [0.75f, -2];

    [Fact]
    public void Linear_regression_recovers_the_coefficients()
    {
        var model = new Linear(seed: 1);
        TrainingHistory epochs = new Trainer<Linear>(model, new Sgd(0.1f)) { BatchSize = 20 }.Fit(Plane(200), Plane(50), epochs: 100);
        Assert.All(s_weights.Zip(model.Fc1.Weight.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        Assert.All(s_biases.Zip(model.Fc1.Bias!.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        Assert.Equal(double.NaN, epochs[^1].TrainAccuracy);
        Assert.DoesNotContain("accuracy", epochs[^1].ToString(), StringComparison.Ordinal);

        Evaluation evaluation = epochs[^1].Test!;
        Assert.InRange(evaluation.Loss, 0, 1e-8);
        Assert.InRange(evaluation.Regression!.MeanAbsoluteError, 0, 1e-4);
        Assert.InRange(evaluation.Regression.R2, 1 - 1e-8, 1);
        Assert.Equal((double.NaN, 0, 0), (evaluation.Accuracy, evaluation.Confusion.Classes, evaluation.Predicted.Count));

        Prediction prediction = model.Predict([1, 1, 1]);
        Assert.Equal(-1, prediction.Label);
        Assert.Equal(0.25f, prediction.Scores[0], 1e-4f);
        Assert.Equal(-1.75f, prediction.Scores[1], 1e-4f);
    }

    [Fact]
    public void An_evaluation_measures_what_the_predictions_miss()
    {
        Dataset data = Plane(37);
        var model = new Linear(seed: 2);
        double squares = 0;
        double absolute = 0;
        float[] sample = new float[3];
        float[] target = new float[2];
        for (int i = 0; i < data.Count; i++)
        {
            data.CopySample(i, sample);
            data.CopyTarget(i, target);
            float[] outputs = model.Predict(sample).Scores;
            squares += outputs.Zip(target, (y, t) => ((double)y - t) * ((double)y - t)).Sum();
            absolute += outputs.Zip(target, (y, t) => Math.Abs((double)y - t)).Sum();
        }

        Evaluation evaluation = model.Evaluate(data);
        Assert.Equal(squares / (2 * data.Count), evaluation.Loss, 1e-5);
        Assert.Equal(absolute / (2 * data.Count), evaluation.Regression!.MeanAbsoluteError, 1e-6);
        Assert.Null(evaluation.Binary);
    }

    [Fact]
    public void A_hidden_layer_follows_a_sine()
    {
        var model = new Curve(seed: 1);
        var trainer = new Trainer<Curve>(model, new Sgd(0.05f) { Momentum = 0.9f }) { BatchSize = 16 };
        Evaluation evaluation = trainer.Fit(new Sine(256, shift: 0), new Sine(100, shift: 0.5f), epochs: 300)[^1].Test!;
        Assert.InRange(evaluation.Regression!.R2, 0.99, 1);
    }

    [Fact]
    public void Threads_and_widths_do_not_change_a_bit()
    {
        float[] expected = Weights(threads: 1, LaneWidth.Bits512);
        Assert.Equal(expected, Weights(threads: 2, LaneWidth.Bits256));
        Assert.Equal(expected, Weights(threads: 3, LaneWidth.Bits128));
    }

    [Fact]
    public void Other_data_is_refused_in_one_sentence()
    {
        var trainer = new Trainer<Linear>(new Linear(), new Sgd(0.1f));
        AssertRefused(
            "Linear predicts numbers (MeanSquaredError) and expects targets, but the dataset has labels of 2 classes: "
            + "give it targets, or end the network with SoftmaxCrossEntropy or BinaryCrossEntropy.",
            () => trainer.Fit(Dataset.FromArrays(new float[3], [0], sampleSize: 3, classCount: 2)));
        AssertRefused(
            "Linear has 2 outputs and expects targets of as many floats, but those of the dataset have 3.",
            () => trainer.Fit(Dataset.FromTargets(new float[3], new float[3], sampleSize: 3, targetSize: 3)));
        AssertRefused(
            "TwoScores tells 2 classes apart and expects labels, but the dataset has targets of 2 floats: "
            + "give it labels, or end the network with MeanSquaredError.",
            () => new Trainer<TwoScores>(new TwoScores(), new Sgd(0.1f)).Fit(Plane(1)));
    }

    private static float[] Weights(int threads, LaneWidth width)
    {
        var model = new Curve(seed: 4);
        var trainer = new Trainer<Curve>(model, new Sgd(0.05f) { Momentum = 0.9f }) { BatchSize = 70, Threads = threads, LaneWidth = width };
        Assert.Equal(3, trainer.Fit(new Sine(200, shift: 0), epochs: 3).Count);
        return [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray())];
    }

    // Targets without noise: s_weights · x + s_biases.
    private static Dataset Plane(int count)
    {
        var random = new Random(1);
        float[] samples = [.. Enumerable.Range(0, 3 * count).Select(_ => (2 * random.NextSingle()) - 1)];
        float[] targets =
        [
            .. from x in samples.Chunk(3)
               from output in Enumerable.Range(0, 2)
               select s_biases[output] + x.Zip(s_weights[(3 * output)..], (value, weight) => value * weight).Sum(),
        ];
        return Dataset.FromTargets(samples, targets, sampleSize: 3, targetSize: 2);
    }

    private static void AssertRefused(string message, Func<object> call) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>("train", call).Message, StringComparison.Ordinal);

    // A dataset of targets as a user writes one.
    private sealed class Sine(int count, float shift) : Dataset
    {
        public override int Count => count;

        public override int SampleSize => 1;

        public override int ClassCount => 0;

        public override int TargetSize => 1;

        public override int Label(int index) => throw new InvalidOperationException("There are no labels.");

        public override void CopySample(int index, Span<float> destination) => destination[0] = X(index);

        public override void CopyTarget(int index, Span<float> destination) => destination[0] = MathF.Sin(MathF.PI * X(index));

        private float X(int index) => (2 * (index + shift) / count) - 1;
    }
}

using System.Globalization;
using System.Text.Json;

namespace CnnGen.Runtime.Tests.Inference;

/// <summary>What a result prints as and what it is as JSON, whatever the culture.</summary>
public sealed class PrintingTests : IDisposable
{
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;

    public PrintingTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

    public void Dispose() => CultureInfo.CurrentCulture = _culture;

    [Fact]
    public void A_confusion_matrix_is_a_table()
    {
        string[] lines = Confusion().ToString().Split(Environment.NewLine);
        Assert.Equal(
            [
                "actual \\ predicted     0     1     2",
                "                 0  1234     0     5",
                "                 1     0     7     0",
                "                 2     0     0     0",
            ],
            lines);
        Assert.Equal("actual \\ predicted", new ConfusionMatrix(0).ToString());
    }

    [Fact]
    public void A_prediction_is_its_label_and_probability_or_its_numbers()
    {
        Assert.Equal("label 1, probability 0.7500", new Prediction(1, [0.125f, 0.75f, 0.125f]).ToString());
        Assert.Equal("label 1, probability 0.7500", new Prediction(1, [0.75f]).ToString());
        Assert.Equal("label 0, probability 0.7500", new Prediction(0, [0.25f]).ToString());
        Assert.Equal("0.5, -1.25", new Prediction(-1, [0.5f, -1.25f]).ToString());
        Assert.Equal("0, 0, 0, 0, 0, 0, 0, 0, 0, 0, … (11 numbers)", new Prediction(-1, new float[11]).ToString());
        Assert.Equal(string.Empty, default(Prediction).ToString());
    }

    [Fact]
    public void Progress_is_one_line() => Assert.Equal(
        "epoch 2/5: 640 of 60000 samples, loss 0.1250, 1235 samples/s",
        new TrainingProgress(2, 5, 640, 60000, 0.125, 1234.56).ToString());

    [Fact]
    public void A_report_goes_into_JSON_and_back_whole()
    {
        var evaluation = new Evaluation(0.25, 0.5, Confusion(), [2, 0, 1])
        {
            Ranks = [2, 1, 0],
            Binary = new BinaryMetrics(double.NaN, 1, 0.5, double.NaN) { BestThreshold = 0.5, BestF1 = 1 },
        };
        var report = new EpochReport(1, 5, double.PositiveInfinity, double.NaN, evaluation, TimeSpan.FromSeconds(2.5), 12345.5);
        string json = JsonSerializer.Serialize(report);
        Assert.Equal(
            "{\"Epoch\":1,\"Epochs\":5,\"TrainLoss\":null,\"TrainAccuracy\":null,\"Test\":{\"Loss\":0.25,\"Accuracy\":0.5,"
            + "\"Confusion\":[[1234,0,5],[0,7,0],[0,0,0]],\"Predicted\":[2,0,1],"
            + "\"Report\":null,\"Ranks\":[2,1,0],\"CalibrationError\":null,"
            + "\"Binary\":{\"Precision\":null,\"Recall\":1,\"F1\":0.5,\"RocAuc\":null,\"AveragePrecision\":null,\"BestThreshold\":0.5,\"BestF1\":1},\"Regression\":null},"
            + "\"TrainTime\":\"00:00:02.5000000\",\"SamplesPerSecond\":12345.5}",
            json);
        EpochReport again = JsonSerializer.Deserialize<EpochReport>(json)!;
        Assert.Equal(report with { TrainLoss = double.NaN, Test = null }, again with { Test = null });
        Assert.Equal(evaluation.Binary, again.Test!.Binary);
        Assert.Equal(evaluation.Predicted, again.Test.Predicted);
        Assert.Equal((double.NaN, 2.0 / 3), (again.Test.CalibrationError, again.Test.TopAccuracy(1)));
        Assert.Equal((1246, 1241, 5), (again.Test.Confusion.Total, again.Test.Confusion.Correct, again.Test.Confusion[0, 2]));
    }

    [Fact]
    public void Predictions_and_progress_go_into_JSON_and_back()
    {
        string json = JsonSerializer.Serialize(new Prediction(0, [0.5f, float.NaN]));
        Assert.Equal("{\"Label\":0,\"Scores\":[0.5,null]}", json);
        Assert.Equal([0.5f, float.NaN], JsonSerializer.Deserialize<Prediction>(json).Scores);

        json = JsonSerializer.Serialize(new TrainingProgress(1, 2, 3, 4, double.NaN, 5));
        Assert.Equal("{\"Epoch\":1,\"Epochs\":2,\"Samples\":3,\"TotalSamples\":4,\"Loss\":null,\"SamplesPerSecond\":5}", json);
        Assert.Equal(double.NaN, JsonSerializer.Deserialize<TrainingProgress>(json).Loss);

        json = JsonSerializer.Serialize(new RegressionMetrics(0.5, double.NaN));
        Assert.Equal("{\"MeanAbsoluteError\":0.5,\"R2\":null}", json);
        Assert.Equal(new RegressionMetrics(0.5, double.NaN), JsonSerializer.Deserialize<RegressionMetrics>(json));
    }

    [Theory]
    [InlineData("[[1,2],[3]]")]
    [InlineData("[1,2]")]
    [InlineData("{}")]
    public void Other_JSON_is_no_confusion_matrix(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ConfusionMatrix>(json));

    private static ConfusionMatrix Confusion()
    {
        var confusion = new ConfusionMatrix(3);
        confusion.Add(0, 0, 1234);
        confusion.Add(0, 2, 5);
        confusion.Add(1, 1, 7);
        return confusion;
    }
}

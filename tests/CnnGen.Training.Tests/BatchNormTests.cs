using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace CnnGen.Training.Tests;

/// <summary>Batch normalisation over a run: its statistics are part of what is saved, loaded, and gone on from.</summary>
public sealed class BatchNormTests : IDisposable
{
    private const int Count = 70;
    private const int Size = 2 * 6 * 5;

    private readonly string _folder = Directory.CreateTempSubdirectory("cnngen-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_that_goes_on_from_a_checkpoint_ends_with_the_same_bits()
    {
        float[] expected = Values(Train(new Normed(seed: 1), epochs: 4));
        string path = Path.Combine(_folder, "run.checkpoint");
        Train(new Normed(seed: 1), epochs: 4, new Checkpoint(path), stopAfter: 2);
        Normed resumed = Train(new Normed(seed: 7), epochs: 4, new Checkpoint(path));
        Assert.Equal(expected, Values(resumed));
        Assert.NotEqual(0, resumed.NormedFeaturesBn1.RunningMean.Values[0]);
    }

    [Fact]
    public void Weights_and_statistics_are_saved_under_the_names_of_PyTorch()
    {
        Normed model = Train(new Normed(seed: 1), epochs: 1);
        using var stream = new MemoryStream();
        model.Save(stream);
        SafetensorsFile file = SafetensorsFile.Read(stream.ToArray());
        Assert.Equal(
            [
                "bn1.bias", "bn1.running_mean", "bn1.running_var", "bn1.weight", "fc1.weight", "fc2.bias", "fc2.weight",
                "normedFeatures.bn1.bias", "normedFeatures.bn1.running_mean", "normedFeatures.bn1.running_var", "normedFeatures.bn1.weight",
                "normedFeatures.conv1.weight",
            ],
            file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(Values(model), Values(Normed.Load(stream.ToArray())));
        Assert.Equal(Normed.ParameterCount, model.Parameters.Where(parameter => !parameter.IsBuffer).Sum(parameter => parameter.Values.Length));
        Assert.Equal((4 * 2 * 9) + (2 * 4) + (6 * 48) + (2 * 6) + (3 * 7), Normed.ParameterCount);
    }

    [Fact]
    public void The_number_of_batches_in_a_file_of_PyTorch_is_not_left_over()
    {
        Normed model = Train(new Normed(seed: 1), epochs: 1);
        using var stream = new MemoryStream();
        model.Save(stream);
        byte[] content = WithNumber(WithNumber(stream.ToArray(), "bn1.num_batches_tracked"), "normedFeatures.bn1.num_batches_tracked");
        Assert.Equal(Values(model), Values(Normed.Load(content)));
        WeightsReport report = new OnNormedFeatures().LoadWeights(SafetensorsFile.Read(content), part: "normedFeatures");
        Assert.Empty(report.LeftOver);
        Assert.Equal(5, report.Taken.Count);
        Assert.Equal(["fc1.num_batches_tracked"], new Normed().LoadWeights(SafetensorsFile.Read(WithNumber(content, "fc1.num_batches_tracked"))).LeftOver);
    }

    [Fact]
    public void Frozen_features_keep_their_bits_and_give_what_they_predicted()
    {
        using var stream = new MemoryStream();
        Train(new Normed(seed: 1), epochs: 1).Save(stream);
        var model = new OnNormedFeatures(seed: 3);
        model.LoadWeights(SafetensorsFile.Read(stream.ToArray()), part: "normedFeatures");
        float[] features = Values(model)[..^((3 * 48) + 3)];
        var trainer = new Trainer<OnNormedFeatures>(model, new Sgd(0.1f) { WeightDecay = 0.1f }) { BatchSize = 1 };
        EpochReport report = trainer.Fit(Data(), epochs: 1).Single();
        Assert.True(double.IsFinite(report.TrainLoss));
        Assert.Equal(features, Values(model)[..features.Length]);
    }

    [Fact]
    public void An_evaluation_takes_running_statistics()
    {
        Normed model = Train(new Normed(seed: 1), epochs: 2);
        Dataset data = Data();
        float[] sample = new float[Size];
        Evaluation evaluation = model.Evaluate(data);
        for (int i = 0; i < Count; i++)
        {
            data.CopySample(i, sample);
            Assert.Equal(model.Predict(sample).Label, evaluation.Predicted[i]);
        }
    }

    [Theory]
    [InlineData(Count, Count - 1, "the last step of an epoch would have 1 sample: the dataset has 70, and BatchSize is 69")]
    [InlineData(Count, 1, "each step would have 1 sample: BatchSize is 1, and the dataset has 70")]
    [InlineData(1, null, "each step would have 1 sample: BatchSize is 64, and the dataset has 1")]
    public void A_single_sample_in_a_step_is_an_error_at_the_call_that_names_the_layer(int samples, int? batchSize, string left)
    {
        Trainer<Normed> trainer = batchSize is { } size
            ? new(new Normed(), new Sgd(0.1f)) { BatchSize = size }
            : new(new Normed(), new Sgd(0.1f));
        ArgumentException error = Assert.Throws<ArgumentException>("BatchSize", () => trainer.Epochs(Data()[..samples]));
        Assert.StartsWith(
            $"bn1 of Normed normalises each channel over its values in a batch and needs at least 2, but {left}. Use another BatchSize, or leave a sample out.",
            error.Message, StringComparison.Ordinal);
    }

    private static Normed Train(Normed model, int epochs, Checkpoint? checkpoint = null, int stopAfter = int.MaxValue)
    {
        var trainer = new Trainer<Normed>(model, new Sgd(0.1f) { Momentum = 0.9f, WeightDecay = 1e-3f }) { BatchSize = 20, Seed = 4, Checkpoint = checkpoint };
        foreach (EpochReport report in trainer.Epochs(Data(), null, epochs))
        {
            Assert.True(double.IsFinite(report.TrainLoss));
            if (report.Epoch == stopAfter)
            {
                break;
            }
        }

        return model;
    }

    private static float[] Values(Normed model) => [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray())];

    private static float[] Values(OnNormedFeatures model) => [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray())];

    private static Dataset Data()
    {
        var random = new Random(2);
        float[] samples = [.. Enumerable.Range(0, Count * Size).Select(_ => (2 * random.NextSingle()) - 1)];
        return Dataset.FromArrays(samples, [.. Enumerable.Range(0, Count).Select(i => samples[Size * i] > 0 ? 1 : 0)], Size, 3);
    }

    // A scalar of 64 bits behind the other tensors.
    private static byte[] WithNumber(byte[] file, string name)
    {
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        JsonObject header = JsonNode.Parse(file.AsSpan(8, length))!.AsObject();
        int end = file.Length - 8 - length;
        header[name] = new JsonObject { ["dtype"] = "I64", ["shape"] = new JsonArray(), ["data_offsets"] = new JsonArray(end, end + 8) };
        byte[] text = Encoding.UTF8.GetBytes(header.ToJsonString());
        byte[] size = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(size, text.Length);
        return [.. size, .. text, .. file[(8 + length)..], 3, 0, 0, 0, 0, 0, 0, 0];
    }
}

namespace CnnGen.Runtime.Tests.Weights;

/// <summary>A block's weights, from one network to another.</summary>
public class TransferTests
{
    private static readonly string[] Features =
        ["features.conv1.weight", "features.conv1.bias", "features.fc1.weight", "features.fc1.bias"];

    [Fact]
    public void A_block_is_taken_and_a_head_of_the_same_name_and_shape_is_not()
    {
        var shapes = new Shapes(seed: 1);
        var others = new OtherShapes(seed: 2);
        Dictionary<string, uint[]> before = SafetensorsBytes.Bits(others.Parameters);
        WeightsReport report = others.LoadWeights(SafetensorsFile.Read(SafetensorsBytes.Of(shapes.Save)), part: "features");
        Assert.Equal(Features, report.Taken);
        Assert.True(report.IsComplete);

        Dictionary<string, uint[]> source = SafetensorsBytes.Bits(shapes.Parameters);
        Assert.All(SafetensorsBytes.Bits(others.Parameters), parameter =>
            Assert.Equal((Features.Contains(parameter.Key) ? source : before)[parameter.Key], parameter.Value));

        // Without a part the head is taken as well: the names and shapes of the two are the same.
        Assert.Equal(before.Keys, others.LoadWeights(SafetensorsFile.Read(SafetensorsBytes.Of(shapes.Save))).Taken);
    }

    [Fact]
    public void A_layer_of_a_block_is_a_part_too()
    {
        var others = new OtherShapes(seed: 2);
        WeightsReport report = others.LoadWeights(SafetensorsFile.Read(SafetensorsBytes.Of(new Shapes().Save)), "features.conv1");
        Assert.Equal(Features[..2], report.Taken);
        Assert.True(report.IsComplete);
    }

    [Fact]
    public void Tensors_are_taken_under_the_names_that_they_are_given()
    {
        var source = new Small(seed: 3);
        SafetensorsFile file = SafetensorsFile.Read(SafetensorsBytes.Of(source.Save)).Rename(name => $"module.{name}");
        Assert.Equal(["module.conv1.bias", "module.conv1.weight", "module.fc1.weight"], file.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
        Assert.False(file.TryGetTensor("fc1.weight", out _));
        var model = new Small(seed: 4);
        Assert.Empty(model.LoadWeights(file).Taken);
        Assert.True(model.LoadWeights(file.Rename(name => name["module.".Length..])).IsComplete);
        Assert.Equal(SafetensorsBytes.Bits(source.Parameters), SafetensorsBytes.Bits(model.Parameters));
        Assert.StartsWith(
            "Expected another name for each tensor, but found several named conv1.",
            Assert.Throws<ArgumentException>("rename", () => file.Rename(name => name.Split('.')[1])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_is_filled_from_a_network_that_has_its_layers_written_out()
    {
        var plain = new ShapesWrittenOut(seed: 3);
        var shapes = new Shapes(seed: 4);
        WeightsReport report = shapes.LoadWeights(SafetensorsFile.Read(SafetensorsBytes.Of(plain.Save)), "features", partInFile: "");
        Assert.Equal(Features, report.Taken);
        Assert.Equal(["fc2.bias", "fc2.weight"], report.LeftOver.Order());
        Assert.Equal(SafetensorsBytes.Bits(plain.Conv1.Weight.Values), SafetensorsBytes.Bits(shapes.FeaturesConv1.Weight.Values));
    }

    [Fact]
    public void A_block_is_filled_from_one_of_another_name_and_every_mismatch_is_listed()
    {
        var smaller = new SmallerShapes(seed: 5);
        var shapes = new Shapes(seed: 6);
        Dictionary<string, uint[]> before = SafetensorsBytes.Bits(shapes.Parameters);
        WeightsReport report = shapes.LoadWeights(SafetensorsFile.Read(SafetensorsBytes.Of(smaller.Save)), "features", "small");
        Assert.Equal(
            """
            1 taken
            features.conv1.bias: missing
            features.fc1.weight: expected [4, 18], but found F32 [3, 18]
            features.fc1.bias: expected [4], but found F32 [3]
            small.fc2.bias: no parameter of the network
            small.fc2.weight: no parameter of the network
            """,
            report.ToString());
        Assert.False(report.IsComplete);
        Assert.Equal(SafetensorsBytes.Bits(smaller.SmallConv1.Weight.Values), SafetensorsBytes.Bits(shapes.FeaturesConv1.Weight.Values));
        Assert.Equal(before["features.fc1.weight"], SafetensorsBytes.Bits(shapes.FeaturesFc1.Weight.Values));
    }

    [Theory]
    [InlineData("feature")]
    [InlineData("features.conv")]
    [InlineData("")]
    [InlineData("softmax1")]
    [InlineData("features.conv1.weight")]
    public void A_part_that_the_network_does_not_have_is_refused(string part)
    {
        SafetensorsFile file = SafetensorsFile.Read(SafetensorsBytes.Of(new Shapes().Save));
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Shapes().LoadWeights(file, part));
        Assert.StartsWith($"Shapes has no part '{part}' with parameters; its parts are features, fc1.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_the_network_with_its_layers_written_out_has_other_names()
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Shapes.Load(SafetensorsBytes.Of(new ShapesWrittenOut().Save)));
        Assert.Contains("features.conv1.weight: missing", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "\nThe file has 4 of 6 without 'features.' in front: LoadWeights(path, \"features\", partInFile: \"\") takes them.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_frozen_block_stays_the_same_to_the_bit_and_what_follows_learns_as_behind_layers_frozen_one_by_one()
    {
        var block = new FrozenShapes(seed: 7);
        var plain = new FrozenShapesWrittenOut(seed: 7);
        Dictionary<string, uint[]> before = SafetensorsBytes.Bits(block.Parameters);
        Train(block);
        Train(plain);
        Assert.Equal(SafetensorsBytes.Bits(plain.Parameters).Values, SafetensorsBytes.Bits(block.Parameters).Values);
        Assert.All(SafetensorsBytes.Bits(block.Parameters), parameter =>
            Assert.Equal(Features.Contains(parameter.Key), before[parameter.Key].AsSpan().SequenceEqual(parameter.Value)));
        Assert.Equal(FrozenShapesWrittenOut.TrainingBytes, FrozenShapes.TrainingBytes);
        Assert.True(FrozenShapes.TrainingBytes < Shapes.TrainingBytes);
    }

    private static void Train<T>(T model)
        where T : class, CnnGen.Networks.INetwork<T>
    {
        var random = new Random(1);
        float[] samples = [.. Enumerable.Range(0, 40 * 50).Select(_ => random.NextSingle())];
        int[] labels = [.. Enumerable.Range(0, 40).Select(_ => random.Next(5))];
        var trainer = new Trainer<T>(model, new Sgd(0.1f) { Momentum = 0.9f, WeightDecay = 0.01f }) { BatchSize = 16 };
        Assert.Equal(2, trainer.Fit(Dataset.FromArrays(samples, labels, sampleSize: 50, classCount: 5), epochs: 2).Count);
    }
}

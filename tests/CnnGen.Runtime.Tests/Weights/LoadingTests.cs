namespace CnnGen.Runtime.Tests.Weights;

public sealed class LoadingTests : IDisposable
{
    private readonly Data.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_mismatch_is_named_at_once()
    {
        string path = _folder.Write("small.safetensors", SafetensorsBytes.Of(new Small().Save));
        Assert.Equal(
            $"""
            {path}: expected the weights of Larger, but these do not fit:
              fc1.bias: missing
              fc2.weight: missing
              fc2.bias: missing
              conv1.weight: expected [5, 2, 3, 3], but found F32 [3, 2, 3, 3]
              fc1.weight: expected [4, 45], but found F32 [4, 27]
              conv1.bias: no parameter of the network
            LoadWeights takes those that do.
            """,
            Assert.Throws<InvalidDataException>(() => Larger.Load(path)).Message);
    }

    [Fact]
    public void Weights_of_another_function_are_refused_though_they_would_fit()
    {
        byte[] content = SafetensorsBytes.Of(new SmallSigmoid().Save);
        Assert.Equal(
            """
            expected weights of the architecture
              Network(2, 5, 5); Conv2D(3, 3, 3, Stride = 1, Padding = 0, Bias = true); Tanh; Flatten; FullyConnected(4, Bias = false); SoftmaxCrossEntropy
            but the file was saved by
              Network(2, 5, 5); Conv2D(3, 3, 3, Stride = 1, Padding = 0, Bias = true); Sigmoid; Flatten; FullyConnected(4, Bias = false); SoftmaxCrossEntropy
            LoadWeights takes them all the same.
            """,
            Assert.Throws<InvalidDataException>(() => Small.Load(content)).Message);
        Assert.True(new Small().LoadWeights(SafetensorsFile.Read(content)).IsComplete);
    }

    [Fact]
    public void The_same_network_in_other_words_and_under_another_name_is_the_same()
    {
        var model = new Small(seed: 8);
        Assert.Equal(
            SafetensorsBytes.Bits(model.Parameters),
            SafetensorsBytes.Bits(SmallInOtherWords.Load(SafetensorsBytes.Of(model.Save)).Parameters));
    }

    [Fact]
    public void A_file_that_does_not_tell_its_architecture_loads_by_names_and_shapes()
    {
        byte[] content = SafetensorsBytes.File(
            """
            {"fc1.weight":{"dtype":"BF16","shape":[4,27],"data_offsets":[222,438]},
             "conv1.weight":{"dtype":"F32","shape":[3,2,3,3],"data_offsets":[6,222]},
             "conv1.bias":{"dtype":"F16","shape":[3],"data_offsets":[0,6]}}
            """,
            [0x00, 0x3C, 0x00, 0xC0, 0x01, 0x00, .. new byte[216], .. Enumerable.Repeat<byte[]>([0x80, 0x3F], 108).SelectMany(value => value)]);
        Small model = Small.Load(content);
        Assert.Equal([1f, -2f, 5.9604645e-8f], model.Conv1.Bias!.Values.ToArray());
        Assert.All(model.Conv1.Weight.Values.ToArray(), value => Assert.Equal(0f, value));
        Assert.All(model.Fc1.Weight.Values.ToArray(), value => Assert.Equal(1f, value));
    }

    [Fact]
    public void What_fits_is_taken_from_any_file_and_the_rest_reported()
    {
        var small = new Small(seed: 1);
        var larger = new Larger(seed: 2);
        Dictionary<string, uint[]> before = SafetensorsBytes.Bits(larger.Parameters);
        SafetensorsFile file = SafetensorsFile.Read(SafetensorsBytes.Of(small.Save));
        WeightsReport report = larger.LoadWeights(file);
        Assert.Empty(report.Taken);
        Assert.Equal(["fc1.bias", "fc2.weight", "fc2.bias"], report.Missing);
        Assert.Equal(
            [new WeightsMismatch("conv1.weight", "[5, 2, 3, 3]", "F32 [3, 2, 3, 3]"), new WeightsMismatch("fc1.weight", "[4, 45]", "F32 [4, 27]")],
            report.Mismatched);
        Assert.Equal(["conv1.bias"], report.LeftOver);
        Assert.False(report.IsComplete);
        Assert.Equal(before, SafetensorsBytes.Bits(larger.Parameters));

        var other = new Small(seed: 7);
        report = other.LoadWeights(file, name => name == "fc1.weight" ? "head.weight" : name);
        Assert.Equal(["conv1.weight", "conv1.bias"], report.Taken);
        Assert.Equal(
            """
            2 taken
            fc1.weight: missing
            fc1.weight: no parameter of the network
            """,
            report.ToString());
        Assert.Equal(SafetensorsBytes.Bits(small.Conv1.Weight.Values), SafetensorsBytes.Bits(other.Conv1.Weight.Values));
        Assert.Equal(SafetensorsBytes.Bits(new Small(seed: 7).Fc1.Weight.Values), SafetensorsBytes.Bits(other.Fc1.Weight.Values));
    }

    [Fact]
    public void Whole_numbers_are_no_weights()
    {
        SafetensorsFile file = SafetensorsFile.Read(SafetensorsBytes.File(
            """{"conv1.bias":{"dtype":"I32","shape":[3],"data_offsets":[0,12]}}""", new byte[12]));
        Assert.Equal("conv1.bias: expected [3], but found I32 [3]", new Small().LoadWeights(file).Mismatched.Single().ToString());
    }

    [Fact]
    public void A_model_is_as_it_was_where_loading_fails()
    {
        var model = new Small(seed: 3);
        Dictionary<string, uint[]> before = SafetensorsBytes.Bits(model.Parameters);
        byte[] content = SafetensorsBytes.Of(new Small(seed: 4).Save);
        Assert.Throws<InvalidDataException>(() => WeightsFile.Load(model, (ReadOnlyMemory<byte>)content[..^1]));
        Assert.Throws<InvalidDataException>(() => WeightsFile.Load(model, (ReadOnlyMemory<byte>)SafetensorsBytes.Of(new SmallSigmoid(seed: 4).Save)));
        Assert.Throws<InvalidDataException>(() => model.LoadWeights(_folder.Write("cut", content[..^1])));
        using var failing = new FailingStream(new MemoryStream(content), content.Length / 2, new IOException("The line is dead."));
        Assert.Equal("The line is dead.", Assert.Throws<IOException>(() => WeightsFile.Load(model, failing)).Message);
        using var cancelled = new FailingStream(new MemoryStream(content), 5, new OperationCanceledException());
        Assert.Throws<OperationCanceledException>(() => WeightsFile.Load(model, cancelled));
        Assert.Equal(before, SafetensorsBytes.Bits(model.Parameters));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        string path = Path.Combine(_folder.Path, "nothing.safetensors");
        Assert.Equal(path, Assert.Throws<FileNotFoundException>(() => Small.Load(path)).FileName);
    }
}

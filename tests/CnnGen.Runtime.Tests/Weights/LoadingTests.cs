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
            None of it fits: these are the weights of another network.
            """,
            Assert.Throws<InvalidDataException>(() => Larger.Load(path)).Message);
    }

    [Fact]
    public void Weights_of_another_function_are_refused_though_they_would_fit()
    {
        byte[] content = SafetensorsBytes.Of(new SmallSigmoid().Save);
        Assert.Equal(
            """
            expected weights of a network that predicts what Small does, but the file was saved by another one:
              after Conv2D(3, 3, 3, Stride = 1, Padding = 0, Bias = true): expected Tanh, but found Sigmoid
            LoadWeights takes them all the same.
            """,
            Assert.Throws<InvalidDataException>(() => Small.Load(content)).Message);
        Assert.True(new Small().LoadWeights(SafetensorsFile.Read(content)).IsComplete);
    }

    [Fact]
    public void A_layer_without_weights_that_changes_what_is_predicted_is_named() => Assert.Equal(
        """
        expected weights of a network that predicts what Small does, but the file was saved by another one:
          after Tanh: expected nothing, but found AveragePool2D(1, 1, Stride = 1)
        LoadWeights takes them all the same.
        """,
        Assert.Throws<InvalidDataException>(() => Small.Load(SafetensorsBytes.Of(new SmallWithPool().Save))).Message);

    [Fact]
    public void What_only_training_reads_does_not_make_a_file_unloadable()
    {
        var model = new SmallWithDropout(seed: 8);
        Assert.Equal(SafetensorsBytes.Bits(model.Parameters), SafetensorsBytes.Bits(Small.Load(SafetensorsBytes.Of(model.Save)).Parameters));
        var plain = new Small(seed: 8);
        Assert.Equal(SafetensorsBytes.Bits(plain.Parameters), SafetensorsBytes.Bits(SmallWithDropout.Load(SafetensorsBytes.Of(plain.Save)).Parameters));
    }

    [Theory]
    [InlineData("A; Dropout(0.5); B", "A; B", null)]
    [InlineData("Add(Dropout(0.5); A | Identity); B", "Add(A | Identity); B", null)]
    [InlineData("Add(Dropout(0.5) | A)", "Add(Identity | A)", null)]
    [InlineData("Concat(Add(A | Dropout(0.1); B) | C)", "Concat(Add(A | B) | C)", null)]
    [InlineData("BatchNorm(Epsilon = 1E-05, Momentum = 0.1); A", "BatchNorm(Epsilon = 1E-05, Momentum = 0.2); A", null)]
    [InlineData("Auxiliary(Identity | A | Weight = 0.3); B", "Auxiliary(Identity | A | Weight = 0.4); B", null)]
    [InlineData("SoftmaxCrossEntropy", "SoftmaxCrossEntropy(LabelSmoothing = 0.1)", null)]
    [InlineData("A; B; C", "A; D; C", "after A: expected B, but found D")]
    [InlineData("A; B", "A", "after A: expected B, but found nothing")]
    [InlineData("A; A", "A; A; A", "after A: expected nothing, but found A")]
    [InlineData("BatchNorm(Epsilon = 1E-05, Momentum = 0.1)", "BatchNorm(Epsilon = 1E-03, Momentum = 0.1)", "expected BatchNorm(Epsilon = 1E-05), but found BatchNorm(Epsilon = 1E-03)")]
    [InlineData("Add(A | B)", "Add(B | A)", "expected Add(A | B), but found Add(B | A)")]
    [InlineData("A", "", "expected A, but found ")]
    [InlineData("A", ")((", "expected A, but found )((")]
    public void Architectures_differ_where_they_predict_differently(string expected, string found, string? difference) =>
        Assert.Equal(difference, CnnGen.Weights.SavedArchitecture.Difference(expected, found));

    [Fact]
    public void An_architecture_of_any_depth_and_length_is_compared()
    {
        string deep = string.Concat(Enumerable.Repeat("Add(", 100_000)) + new string(')', 100_000);
        Assert.StartsWith("expected A, but found Add(Add(", CnnGen.Weights.SavedArchitecture.Difference("A", deep), StringComparison.Ordinal);
        Assert.Equal("expected an architecture of 1 characters, but found one of 10000000", CnnGen.Weights.SavedArchitecture.Difference("A", new string('A', 10_000_000)));
    }

    [Theory]
    [InlineData("module.")]
    [InlineData("_orig_mod.")]
    [InlineData("0.")]
    [InlineData("model.net.")]
    public void Names_with_a_common_prefix_are_recognised(string prefix)
    {
        SafetensorsFile file = SafetensorsFile.Read(SafetensorsBytes.Of(new Small(seed: 8).Save)).Rename(name => prefix + name);
        string path = _folder.Write("prefixed", SafetensorsBytes.Floats("{}", [.. file.Tensors.Select(Floats)]));
        Assert.EndsWith(
            $"\nThe file's names begin with '{prefix}': without it 3 of 3 fit: "
            + $"LoadWeights(SafetensorsFile.Open(path).Rename(name => name.StartsWith(\"{prefix}\") ? name[{prefix.Length}..] : name)).",
            Assert.Throws<InvalidDataException>(() => Small.Load(path)).Message,
            StringComparison.Ordinal);
        Assert.True(new Small().LoadWeights(SafetensorsFile.Open(path).Rename(name => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name)).IsComplete);
    }

    [Fact]
    public void Advice_leads_to_what_fits()
    {
        Assert.EndsWith("\nLoadWeights takes the 2 of 3 that fit.", Refusal(name => name == "fc1.weight" ? "head" : name), StringComparison.Ordinal);
        Assert.EndsWith(
            "\nThe file has a tensor of each shape. If they are these weights under other names, SafetensorsFile.Rename gives them the network's.",
            Refusal(name => name.Replace('.', '_')),
            StringComparison.Ordinal);

        static string Refusal(Func<string, string> rename) => Assert.Throws<InvalidDataException>(() => Small.Load(SafetensorsBytes.Floats(
            "{}", [.. SafetensorsFile.Read(SafetensorsBytes.Of(new Small().Save)).Rename(rename).Tensors.Select(Floats)]))).Message;
    }

    [Fact]
    public void A_second_name_of_a_tensor_is_followed()
    {
        float[] shared = [.. Enumerable.Range(0, 9).Select(i => (float)i)];
        byte[] content = SafetensorsBytes.Floats(
            """{"fc2.weight":"fc1.weight","fc3.weight":"nowhere","fc1.bias":"fc1.weight"}""",
            ("fc1.weight", [3, 3], shared), ("fc1.bias", [3], [1, 2, 3]), ("fc2.bias", [3], [4, 5, 6]));
        SquareMatrices model = SquareMatrices.Load(content);
        Assert.Equal(shared, model.Fc1.Weight.Values.ToArray());
        Assert.Equal(shared, model.Fc2.Weight.Values.ToArray());
        Assert.Equal([1f, 2f, 3f], model.Fc1.Bias!.Values.ToArray());

        SafetensorsFile renamed = SafetensorsFile.Read(content).Rename(name => $"m.{name}");
        Assert.True(renamed.TryGetTensor("m.fc2.weight", out SafetensorsTensor? tensor));
        Assert.Equal("m.fc1.weight", tensor.Name);
        Assert.False(renamed.TryGetTensor("fc2.weight", out _));
        Assert.False(renamed.TryGetTensor("m.fc3.weight", out _));
        Assert.Equal(3, renamed.Tensors.Count);
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

    private static (string Name, int[] Shape, float[] Values) Floats(SafetensorsTensor tensor)
    {
        float[] values = new float[tensor.Count];
        tensor.CopyTo(values);
        return (tensor.Name, [.. tensor.Shape.Select(size => (int)size)], values);
    }
}

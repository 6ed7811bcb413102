namespace CnnGen.Runtime.Tests.Weights;

/// <summary>
/// Weights in another order than PyTorch's: names and shapes fit where a matrix is square, and what is loaded so predicts nonsense.
/// </summary>
public class TensorOrderTests
{
    private const string Burn = """{"format":"safetensors","producer":"burn","version":"0.21.0"}""";

    /// <summary>1 to 9.</summary>
    private static readonly float[] s_nine = [.. Enumerable.Range(1, 9).Select(i => (float)i)];

    private static readonly float[] s_transposed = [1, 4, 7, 2, 5, 8, 3, 6, 9];

    [Fact]
    public void Matrices_of_burn_are_turned_and_its_normalisation_goes_by_its_names()
    {
        byte[] content = SafetensorsBytes.Floats(
            Burn,
            ("fc1.weight", [3, 3], s_nine), ("fc1.bias", [3], [1, 2, 3]),
            ("bn1.gamma", [3], [4, 5, 6]), ("bn1.beta", [3], [7, 8, 9]), ("bn1.running_mean", [3], [0, 1, 2]), ("bn1.running_var", [3], [3, 4, 5]),
            ("fc2.weight", [3, 2], [1, 2, 3, 4, 5, 6]), ("fc2.bias", [2], [1, 2]));
        Matrices model = Matrices.Load(content);
        Assert.Equal(s_transposed, model.Fc1.Weight.Values.ToArray());
        Assert.Equal([1f, 3f, 5f, 2f, 4f, 6f], model.Fc2.Weight.Values.ToArray());
        Assert.Equal([4f, 5f, 6f], model.Bn1.Weight.Values.ToArray());
        Assert.Equal([7f, 8f, 9f], model.Bn1.Bias.Values.ToArray());
        WeightsReport report = new Matrices().LoadWeights(SafetensorsFile.Read(content));
        Assert.True(report.IsComplete);
        Assert.Empty(report.Uncertain);
    }

    [Fact]
    public void What_burn_has_turned_for_PyTorch_is_taken_as_it_is()
    {
        // Its adapter leaves the metadata; the matrix that is not square tells.
        (string, int[], float[])[] tensors =
        [
            ("fc1.weight", [3, 3], s_nine), ("fc1.bias", [3], [1, 2, 3]),
            ("bn1.weight", [3], [4, 5, 6]), ("bn1.bias", [3], [7, 8, 9]), ("bn1.running_mean", [3], [0, 1, 2]), ("bn1.running_var", [3], [3, 4, 5]),
            ("fc2.weight", [2, 3], [1, 2, 3, 4, 5, 6]), ("fc2.bias", [2], [1, 2]),
        ];
        Assert.Equal(s_nine, Matrices.Load(SafetensorsBytes.Floats(Burn, tensors)).Fc1.Weight.Values.ToArray());
    }

    [Fact]
    public void Square_matrices_of_burn_alone_are_refused_unless_they_are_said_to_be_PyTorchs()
    {
        (string, int[], float[])[] tensors =
            [("fc1.weight", [3, 3], s_nine), ("fc1.bias", [3], [1, 2, 3]), ("fc2.weight", [3, 3], s_nine), ("fc2.bias", [3], [1, 2, 3])];
        var model = new SquareMatrices();
        string before = model.Parameters.ComputeHash();
        string message = Assert.Throws<InvalidDataException>(() => model.LoadWeights(SafetensorsFile.Read(SafetensorsBytes.Floats(Burn, tensors)))).Message;
        Assert.Equal(
            "expected weights in the order of PyTorch, (out, in) and (out, in, height, width), but it was written by burn, whose matrices are (in, out) unless "
            + "BurnToPyTorchAdapter turns them, and all of them are square, so that nothing tells which these are. Save them by that adapter, with "
            + ".metadata(\"format\", \"pt\").",
            message);
        Assert.Equal(before, model.Parameters.ComputeHash());
        Assert.Equal(s_nine, SquareMatrices.Load(SafetensorsBytes.Floats("""{"format":"pt","producer":"burn"}""", tensors)).Fc1.Weight.Values.ToArray());
    }

    [Theory]
    [InlineData("mlx", "by MLX, whose kernels are (out, height, width, in)")]
    [InlineData("flax", "by Flax, whose kernels are (height, width, in, out) and matrices (in, out)")]
    [InlineData("tf", "by TensorFlow, whose kernels are (height, width, in, out) and matrices (in, out)")]
    public void Kernels_in_another_order_are_refused_with_what_to_do(string format, string order)
    {
        byte[] content = Kernels($$"""{"format":"{{format}}"}""");
        string message =
            $"expected weights in the order of PyTorch, (out, in) and (out, in, height, width), but it was written {order}. "
            + "Bring them into PyTorch's order where they come from, and save them with the metadata {\"format\": \"pt\"}.";
        var model = new Square();
        string before = model.Parameters.ComputeHash();
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Square.Load(content)).Message);
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => model.LoadWeights(SafetensorsFile.Read(content))).Message);
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => model.LoadWeights(SafetensorsFile.Read(content), "fc1")).Message);
        Assert.Equal(before, model.Parameters.ComputeHash());
    }

    [Fact]
    public void Matrices_of_MLX_are_PyTorchs()
    {
        byte[] content = SafetensorsBytes.Floats(
            """{"format":"mlx"}""",
            ("fc1.weight", [3, 3], s_nine), ("fc1.bias", [3], [1, 2, 3]), ("fc2.weight", [3, 3], s_nine), ("fc2.bias", [3], [1, 2, 3]));
        Assert.Equal(s_nine, SquareMatrices.Load(content).Fc1.Weight.Values.ToArray());
    }

    [Fact]
    public void Of_an_unknown_writer_shapes_that_do_not_tell_are_told_of()
    {
        WeightsReport report = new Square().LoadWeights(SafetensorsFile.Read(Kernels("{}")));
        Assert.Equal(["fc1.weight", "fc2.weight", "conv1.weight"], report.Uncertain);
        Assert.True(report.IsComplete);
        Assert.Equal(
            """
            6 taken
            fc1.weight: taken in PyTorch's order, though its shape would be the same in another one
            fc2.weight: taken in PyTorch's order, though its shape would be the same in another one
            conv1.weight: taken in PyTorch's order, though its shape would be the same in another one
            """,
            report.ToString());
        Assert.Empty(new Square().LoadWeights(SafetensorsFile.Read(Kernels("""{"format":"pt"}"""))).Uncertain);
        Assert.Empty(new Square().LoadWeights(SafetensorsFile.Read(SafetensorsBytes.Of(new Square().Save))).Uncertain);
    }

    [Fact]
    public void One_shape_that_tells_speaks_for_all_of_its_kind()
    {
        (string, int[], float[])[] tensors = [("fc1.weight", [3, 3], s_nine), ("fc1.bias", [3], [1, 2, 3])];
        Assert.Equal(["fc1.weight"], new Matrices().LoadWeights(SafetensorsFile.Read(SafetensorsBytes.Floats("{}", tensors))).Uncertain);
        Assert.Equal(["fc1.weight"], new Matrices().LoadWeights(SafetensorsFile.Read(SafetensorsBytes.Floats("{}", [.. tensors, ("fc2.weight", [3, 2], [1, 2, 3, 4, 5, 6])]))).Uncertain);
        Assert.Empty(new Matrices().LoadWeights(SafetensorsFile.Read(SafetensorsBytes.Floats("{}", [.. tensors, ("fc2.weight", [2, 3], [1, 2, 3, 4, 5, 6])]))).Uncertain);
    }

    /// <summary>The tensors of <see cref="Square"/>.</summary>
    private static byte[] Kernels(string metadata) => SafetensorsBytes.Floats(
        metadata,
        ("conv1.weight", [1, 3, 3, 3], [.. Enumerable.Range(0, 27).Select(i => (float)i)]), ("conv1.bias", [1], [1]),
        ("fc1.weight", [4, 4], new float[16]), ("fc1.bias", [4], new float[4]),
        ("fc2.weight", [4, 4], new float[16]), ("fc2.bias", [4], new float[4]));
}

using CnnGen.Onnx.Format;
using CnnGen.Onnx.Tests.Layers;
using Google.Protobuf;
using static CnnGen.Onnx.Tests.ModelBuilder;

namespace CnnGen.Onnx.Tests.Import;

/// <summary>What cannot be taken is named with its place and its reason, all at once.</summary>
public class RefusalTests
{
    private static ModelBuilder Image => new ModelBuilder([2, 6, 6]).Constant("w", 4, 2, 3, 3).Constant("grouped", 4, 1, 3, 3).Constant("m", 4, 5).Constant("c", 4, 4, 4);

    public static TheoryData<string, string> Cases() => new()
    {
        { "Elu", "node 0 'n0' (Elu of 'x'): CnnGen has no such layer." },
        { "approximate Gelu", "node 0 'n0' (Gelu of 'x'): its approximate is 'tanh', and CnnGen's GELU is exact." },
        { "falling slope", "node 0 'n0' (LeakyRelu of 'x'): its alpha is -0.5, and CnnGen's LeakyReLU has a slope of 0 or more." },
        { "groups", "node 0 'n0' (Conv of 'x', 'grouped'): it has 3 groups, which 4 filters cannot be shared out to." },
        { "channels of groups", "node 0 'n0' (Conv of 'x', 'w'): its kernel [4, 2, 3, 3] in 2 groups does not fit its input of 2×6×6." },
        { "no groups", "node 0 'n0' (Conv of 'x', 'w'): it has 0 groups, which 4 filters cannot be shared out to." },
        { "strides", "node 0 'n0' (Conv of 'x', 'w'): its strides are [1, 2] and its dilations [1, 1], and CnnGen has one of each for both directions." },
        { "channels", "node 0 'n0' (Conv of 'x', 'grouped'): its kernel [4, 1, 3, 3] does not fit its input of 2×6×6." },
        { "padding", "node 0 'n0' (Conv of 'x', 'w'): its padding [50, 0, 0, 0] is not the same on all sides, and would make the kernel 53×103." },
        { "pool padding", "node 0 'n0' (AveragePool of 'x'): it pads its input by [1, 1, 0, 0] with count_include_pad = 1, and CnnGen's pools have one padding on all sides, at most half of their size, here 3×3." },
        { "pool strides", "node 0 'n0' (MaxPool of 'x'): its strides are [1, 2], and CnnGen's pools have one for both directions, or their own size." },
        { "wide pool padding", "node 0 'n0' (MaxPool of 'x'): it pads its input by [2, 2, 2, 2], and CnnGen's pools have one padding on all sides, at most half of their size, here 3×3." },
        { "matrix", "node 0 'n0' (MatMul of 'x', 'm'): its matrix [4, 5] does not fit its input of 2×6×6: a vector of 4 is expected." },
        { "branch", "node 1 'n1' (Add of 'n0', 'x'): it reads 'n0' and 'x', and the import takes chains alone, in which each layer reads the one before it; Residual and Concat have to be written by hand." },
        { "training", "node 1 'n1' (BatchNormalization of 'n0', 'v', 'v', 'v', 'v'): it normalises each batch by itself, as in training; export the model in the form in which it predicts." },
        { "training of old", "node 1 'n1' (BatchNormalization of 'n0', 'v', 'v', 'v', 'v'): it normalises each batch by itself, as in training; export the model in the form in which it predicts." },
        { "old running statistics", "node 1 'n1' (BatchNormalization of 'n0', 'v', 'v', 'v', 'v'): it normalises each batch by itself, as in training; export the model in the form in which it predicts." },
        { "If that reads the input", "node 1 'n1' (If of 'yes'): it has graphs within it (then_branch, else_branch), which read 'n0', and CnnGen has no layer that decides in a prediction what to compute." },
        { "If that reads the input through a graph within", "node 1 'n1' (If of 'yes'): it has graphs within it (then_branch, else_branch), which read 'n0', and CnnGen has no layer that decides in a prediction what to compute." },
        { "If of constants", "node 0 'n0' (If of 'yes'): it has graphs within it (then_branch, else_branch), and CnnGen has no layer that decides in a prediction what to compute." },
        { "strides of two rows", "node 0 'n0' (Conv of 'x', 'w'): its strides are [1, 2] and its dilations [1, 1], and CnnGen has one of each for both directions." },
        { "bias", "node 1 'n1' (Add of 'n0', 'c'): its constant [4, 4, 4] has not one number for each channel of its input of 4×4×4." },
        { "late bias", "node 2 'n2' (Add of 'n1', 'one'): constants are added and multiplied in CnnGen as weights of a convolution or fully connected layer directly in front, but here it is ReLU." },
        { "middle", "node 2 'n2' (Relu of 'n1'): it stands behind Softmax, which CnnGen has at the end only." },
        { "softmax", "node 0 'n0' (Softmax of 'x'): along axis 3 of 2×6×6 a sample it is not over all scores of a sample, as CnnGen's is." },
        { "reshape", "node 0 'n0' (Reshape of 'x', 'to'): it makes [0, 6, 12] of 2×6×6 a sample, and CnnGen only flattens, to [0, 72]." },
        { "shifted padding", "node 1 'n1' (Conv of 'n0', 'w'): a constant is added to its input, which its weights could take in only if it had no padding." },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_node_that_cannot_be_taken_is_named_with_its_reason(string model, string expected)
    {
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => OnnxImport.Read(Build(model).Bytes()));
        Assert.Equal($"one node cannot be taken:\n  {expected}", refusal.Message);
    }

    public static TheoryData<string> LayerCases() => [.. LayerModels.All.SelectMany(layer => layer.Refused).Select(refused => refused.Name)];

    [Theory]
    [MemberData(nameof(LayerCases))]
    public void An_operator_that_a_layer_does_not_take_is_refused_with_the_reason(string name)
    {
        (_, ModelBuilder model, string expected) = LayerModels.All.SelectMany(layer => layer.Refused).Single(refused => refused.Name == name);
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => OnnxImport.Read(model.Bytes()));
        Assert.Equal($"one node cannot be taken:\n  {expected}", refusal.Message);
    }

    [Fact]
    public void All_nodes_that_cannot_be_taken_are_named_at_once()
    {
        ModelBuilder model = Image.Add("Conv", ["w"]).Add("Elu").Add("MaxPool", List("kernel_shape", 2, 2), List("dilations", 2, 2)).Add("Flatten").Add("Selu");
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => OnnxImport.Read(model.Bytes()));
        Assert.Equal(
            "3 nodes cannot be taken:\n"
            + "  node 1 'n1' (Elu of 'n0'): CnnGen has no such layer.\n"
            + "  node 2 'n2' (MaxPool of 'n1'): its dilations are [2, 2], and CnnGen's pools have none.\n"
            + "  node 4 'n4' (Selu of 'n3'): CnnGen has no such layer.",
            refusal.Message);
    }

    [Fact]
    public void Nodes_that_the_output_does_not_depend_on_are_left_out()
    {
        ModelProto model = Image.Add("Conv", ["w"]).Node("Elu", ["n0"]).Model();
        model.Graph.Output[0].Name = "n0";
        Assert.Contains("[Conv2D(4, 3, Bias = false)]", OnnxImport.Read(model.ToByteArray()).Declaration, StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_size_is_taken_from_the_options()
    {
        ModelBuilder model = new ModelBuilder([2, 0, 0]).Constant("w", 4, 2, 3, 3).Add("Conv", ["w"]);
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => OnnxImport.Read(model.Bytes()));
        Assert.EndsWith("but found (?, 2, ?, ?). Where sizes are open, give the shape of a sample.", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("[Network(2, 8, 9)]", OnnxImport.Read(model.Bytes(), new OnnxImportOptions { InputShape = [2, 8, 9] }).Declaration, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8x", null, new[] { 2, 6, 6 }, "The name of the class is expected to be one in C#, but '8x' is none.")]
    [InlineData("X", "A..B", new[] { 2, 6, 6 }, "The namespace is expected to be one in C#, but 'A..B' is none.")]
    [InlineData("X", "A.B", new[] { 2, 0, 6 }, "The shape of a sample is expected to have one to three sizes from 1 on, whose product is at most 2147483647, but is (2, 0, 6).")]
    public void An_option_that_is_wrong_is_said_to_be(string name, string? nameSpace, int[] shape, string expected)
    {
        var options = new OnnxImportOptions { ClassName = name, Namespace = nameSpace, InputShape = shape };
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => OnnxImport.Read(Image.Add("Conv", ["w"]).Bytes(), options)).Message);
    }

    [Fact]
    public void A_cycle_is_damage()
    {
        ModelBuilder model = Image.Node("Relu", ["n1"]).Node("Tanh", ["n0"]);
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => OnnxImport.Read(model.Bytes()));
        Assert.Equal("node 0 'n0' (Relu of 'n1') reads 'n1', which nothing in front of it gives.", refusal.Message);
    }

    [Fact]
    public void Nesting_without_end_is_damage()
    {
        // The beginning of a group, a hundred thousand times.
        byte[] content = [.. Enumerable.Repeat((byte)0x7B, 100_000)];
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => OnnxImport.Read(content));
        Assert.StartsWith("expected an ONNX model, but it is damaged.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dimensions_that_claim_more_than_the_file_holds_are_damage()
    {
        ModelProto model = Image.Add("Conv", ["w"]).Model();
        model.Graph.Initializer[0].Dims[0] = 1 << 24;
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => OnnxImport.Read(model.ToByteArray()));
        Assert.Equal("tensor 'w': its dimensions [16777216, 2, 3, 3] need 301989888 values, but there are 288 bytes, 4 for each.", refusal.Message);
    }

    [Fact]
    public void A_tensor_whose_values_stand_there_twice_is_damage()
    {
        ModelProto model = Image.Add("Conv", ["w"]).Model();
        model.Graph.Initializer[0].FloatData.AddRange(new float[72]);
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => OnnxImport.Read(model.ToByteArray()));
        Assert.Equal("tensor 'w': expected its values in one field, but found some in raw_data and float_data.", refusal.Message);
    }

    [Fact]
    public void A_normalisation_of_old_that_names_no_further_output_is_taken()
    {
        OnnxImport import = OnnxImport.Read(Norm(9).Giving("y", "", "").Bytes());
        Assert.Contains("ReLU, BatchNorm", import.Declaration, StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_of_a_constant_out_of_proportion_to_the_file_are_refused()
    {
        var model = new ModelBuilder([4]).Constant("w", 500, 500).Node("Transpose", ["w"]);
        for (int i = 0; i < 100; i++)
        {
            model.Node("Transpose", [$"n{i}"]);
        }

        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => OnnxImport.Read(model.Add("MatMul", ["n100"]).Bytes()));
        Assert.Contains("constants would have to be computed that are out of proportion to the file", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mnist-8.onnx", "Mnist8")]
    [InlineData("3d net (final).onnx", "Model3dNetFinal")]
    [InlineData("tanh.onnx", "TanhNetwork")]
    [InlineData("conv1.onnx", "Conv1Network")]
    [InlineData("…", "Model")]
    public void A_class_is_named_after_its_file(string file, string expected) => Assert.Equal(expected, CnnGen.Onnx.Import.ClassName.Of(file));

    private static ModelBuilder Norm(long operatorSet, params AttributeProto[] attributes) =>
        new ModelBuilder([2, 6, 6], operatorSet).Constant("v", [2], [1, 2]).Add("Relu").Add("BatchNormalization", ["v", "v", "v", "v"], attributes);

    private static AttributeProto[] Branches(NodeProto then) => [Graph("then_branch", then), Graph("else_branch", Tanh("c"))];

    private static NodeProto Tanh(string input) => new() { OpType = "Tanh", Input = { input }, Output = { "t" } };

    private static ModelBuilder Build(string model) => model switch
    {
        "Elu" => Image.Add("Elu"),
        "approximate Gelu" => Image.Add("Gelu", Text("approximate", "tanh")),
        "falling slope" => Image.Add("LeakyRelu", Float("alpha", -0.5f)),
        "groups" => Image.Add("Conv", ["grouped"], Integer("group", 3)),
        "channels of groups" => Image.Add("Conv", ["w"], Integer("group", 2)),
        "no groups" => Image.Add("Conv", ["w"], Integer("group", 0)),
        "strides" => Image.Add("Conv", ["w"], List("strides", 1, 2)),
        "channels" => Image.Add("Conv", ["grouped"]),
        "padding" => Image.Add("Conv", ["w"], List("pads", 50, 0, 0, 0)),
        "pool padding" => Image.Add("AveragePool", List("kernel_shape", 3, 3), List("pads", 1, 1, 0, 0), Integer("count_include_pad", 1)),
        "pool strides" => Image.Add("MaxPool", List("kernel_shape", 2, 3), List("strides", 1, 2)),
        "wide pool padding" => Image.Add("MaxPool", List("kernel_shape", 3, 3), List("pads", 2, 2, 2, 2)),
        "matrix" => Image.Add("MatMul", ["m"]),
        "branch" => Image.Add("Relu").Add("Add", ["x"]),
        "training" => Norm(14, Integer("training_mode", 1)),
        "training of old" => Norm(7).Giving("y", "mean", "var", "saved_mean", "saved_var"),
        "old running statistics" => Norm(13).Giving("y", "", "var"),
        "If that reads the input" => Image.Integers("yes", 1).Add("Relu").Node("If", ["yes"], Branches(Tanh("n0"))),
        "If that reads the input through a graph within" => Image.Integers("yes", 1).Add("Relu").Node("If", ["yes"], Branches(
            new NodeProto { OpType = "If", Input = { "yes" }, Output = { "t" }, Attribute = { Branches(Tanh("n0")) } })),
        "If of constants" => Image.Integers("yes", 1).Node("If", ["yes"], Branches(Tanh("c"))),
        "strides of two rows" => new ModelBuilder([2, 4, 6]).Constant("w", 4, 2, 3, 3).Add("Conv", ["w"], List("strides", 1, 2)),
        "bias" => Image.Add("Conv", ["w"]).Add("Add", ["c"]),
        "late bias" => Image.Constant("one", [], [1]).Add("Conv", ["w"]).Add("Relu").Add("Add", ["one"]),
        "middle" => Image.Add("Flatten").Add("Softmax").Add("Relu"),
        "softmax" => Image.Add("Softmax"),
        "reshape" => Image.Integers("to", 0, 6, 12).Add("Reshape", ["to"]),
        "shifted padding" => Image.Constant("one", [], [1]).Add("Sub", ["one"]).Add("Conv", ["w"], List("pads", 1, 1, 1, 1)),
        _ => throw new ArgumentOutOfRangeException(nameof(model), model, "There is no such model."),
    };
}

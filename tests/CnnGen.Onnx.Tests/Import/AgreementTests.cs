using CnnGen.Onnx.Tests.Layers;
using Microsoft.ML.OnnxRuntime;
using static CnnGen.Onnx.Tests.ModelBuilder;

namespace CnnGen.Onnx.Tests.Import;

/// <summary>An imported model predicts what ONNX Runtime makes of the model itself.</summary>
public class AgreementTests
{
    private const int Samples = 3;

    private static readonly Dictionary<string, ModelBuilder> Models = new Dictionary<string, ModelBuilder>
    {
        ["a kernel of odd padding"] = new ModelBuilder([2, 7, 6]).Constant("w", 3, 2, 3, 3).Constant("b", 3)
            .Add("Conv", ["w", "b"], List("pads", 0, 1, 2, 1), List("strides", 2, 2)).Add("Relu"),
        ["a wide kernel, padded along its length"] = new ModelBuilder([2, 5, 9]).Constant("w", 3, 2, 1, 5)
            .Add("Conv", ["w"], List("pads", 0, 2, 0, 2)),
        ["dilated odd padding"] = new ModelBuilder([1, 9, 9]).Constant("w", 2, 1, 3, 2)
            .Add("Conv", ["w"], List("pads", 2, 0, 4, 2), List("dilations", 2, 2)),
        ["a signal, upper padding"] = new ModelBuilder([3, 10]).Constant("w", 4, 3, 4)
            .Add("Conv", ["w"], Text("auto_pad", "SAME_UPPER"), List("strides", 2)).Add("Tanh").Add("AveragePool", List("kernel_shape", 2), List("strides", 2)),
        ["lower padding"] = new ModelBuilder([1, 6, 6]).Constant("w", 2, 1, 4, 4)
            .Add("Conv", ["w"], Text("auto_pad", "SAME_LOWER")),
        ["groups of odd padding, normalised in front and behind"] = new ModelBuilder([6, 7, 6]).Constant("d", 6, 1, 1)
            .Constant("w", 9, 2, 3, 3).Constant("b", 9).Constant("k", 9, 1, 1).Constant("v", 9, 1, 2, 2)
            .Add("Mul", ["d"]).Add("Conv", ["w", "b"], Integer("group", 3), List("pads", 0, 1, 2, 1)).Add("Mul", ["k"]).Add("Tanh")
            .Add("Conv", ["v"], Integer("group", 9)),
        ["an input shifted by channel, in groups"] = new ModelBuilder([4, 9]).Constant("m", 4, 1).Constant("w", 6, 2, 3)
            .Add("Sub", ["m"]).Add("Conv", ["w"], Integer("group", 2)),
        ["normalisation behind a convolution"] = new ModelBuilder([2, 6, 6]).Constant("w", 4, 2, 3, 3)
            .Constant("s", 4).Constant("o", 4).Constant("m", 4).Constant("v", [4], [0.5f, 1, 2, 0.1f])
            .Add("Conv", ["w"]).Add("BatchNormalization", ["s", "o", "m", "v"], Float("epsilon", 1e-3f)).Add("Relu"),
        ["normalisation behind a fully connected layer"] = new ModelBuilder([5]).Constant("w", 5, 4).Constant("b", 1, 4)
            .Constant("s", 4).Constant("o", 4).Constant("m", 4).Constant("v", [4], [0.5f, 1, 2, 0.1f])
            .Add("MatMul", ["w"]).Add("Add", ["b"]).Add("BatchNormalization", ["s", "o", "m", "v"]).Add("Sigmoid"),
        ["normalisation of the input"] = new ModelBuilder([3, 5, 5]).Constant("w", 4, 3, 3, 3).Constant("b", 4)
            .Constant("m", 3, 1, 1).Constant("d", [1, 3, 1, 1], [0.2f, 0.3f, 4])
            .Add("Sub", ["m"]).Add("Div", ["d"]).Add("Conv", ["w", "b"]),
        ["a scaled input with padding"] = new ModelBuilder([1, 5, 5]).Constant("w", 4, 1, 3, 3).Constant("d", [], [255])
            .Add("Div", ["d"]).Add("Conv", ["w"], List("pads", 1, 1, 1, 1)),
        ["an input scaled by channel, then flattened"] = new ModelBuilder([3, 2, 2]).Constant("w", 7, 12).Constant("b", 7)
            .Constant("m", 3, 1, 1).Constant("d", 3, 1, 1)
            .Add("Sub", ["m"]).Add("Mul", ["d"]).Add("Flatten").Add("Gemm", ["w", "b"], Integer("transB", 1), Float("alpha", 0.5f), Float("beta", 2)),
        ["arithmetic behind a convolution"] = new ModelBuilder([2, 4, 4]).Constant("w", 3, 2, 2, 2).Constant("k", 3, 1, 1).Constant("q", [1], [3])
            .Add("Conv", ["w"]).Add("Mul", ["k"]).Add("Sub", ["k"]).Add("Div", ["q"]).Add("Add", ["q"]),
        ["a transposed, reshaped matrix and Softmax of old"] = new ModelBuilder([2, 3, 3], operatorSet: 9).Constant("w", 2, 5, 9).Integers("to", -1, 18).Integers("flat", 0, -1)
            .Node("Transpose", ["w"], List("perm", 0, 2, 1)).Integers("matrix", 18, 5).Node("Reshape", ["n0", "matrix"])
            .Add("Reshape", ["to"]).Add("MatMul", ["n1"]).Add("Reshape", ["flat"]).Add("Softmax"),
        ["global pooling, squeezed, and Softmax"] = new ModelBuilder([2, 6, 5]).Constant("w", 3, 2, 3, 3).Integers("plane", -1, 2).Constant("r", [], [0.5f])
            .Add("Conv", ["w"]).Add("GlobalAveragePool").Add("Squeeze", ["plane"]).Add("Dropout", ["r"]).Add("Softmax"),
        ["global pooling between convolutions"] = new ModelBuilder([2, 6, 5]).Constant("w", 3, 2, 3, 3).Constant("v", 4, 3, 1, 1)
            .Add("Conv", ["w"]).Add("GlobalAveragePool").Add("Relu").Add("Conv", ["v"]).Add("Sigmoid"),
        ["global pooling of a signal, an activation, and flattening"] = new ModelBuilder([2, 16]).Constant("w", 3, 2, 3).Constant("m", 3, 4)
            .Add("Conv", ["w"]).Add("GlobalAveragePool").Add("Tanh").Add("Flatten").Add("MatMul", ["m"]),
        ["leaky rectifiers"] = new ModelBuilder([2, 6, 5]).Constant("w", 3, 2, 3, 3).Constant("m", 36, 4)
            .Add("Conv", ["w"]).Add("LeakyRelu").Add("Flatten").Add("MatMul", ["m"]).Add("LeakyRelu", Float("alpha", 0.3f)),
        ["Gelu"] = new ModelBuilder([2, 6, 5], operatorSet: 20).Constant("w", 3, 2, 3, 3).Add("Conv", ["w"]).Add("Gelu"),
        ["one score and its Sigmoid"] = new ModelBuilder([4]).Constant("w", 4, 1).Add("Identity").Add("MatMul", ["w"]).Add("Sigmoid"),
        ["one score of an image and its Sigmoid"] = new ModelBuilder([2, 4, 3]).Constant("w", 1, 2, 4, 3).Add("Conv", ["w"]).Add("Sigmoid"),
        ["an image as its output"] = new ModelBuilder([2, 4, 3]).Constant("w", 3, 2, 2, 2).Add("Conv", ["w"]).Add("Sigmoid"),
        ["strides along a single row"] = new ModelBuilder([2, 1, 9]).Constant("w", 3, 2, 1, 3)
            .Add("Conv", ["w"], List("strides", 1, 2)).Add("AveragePool", List("kernel_shape", 1, 3), List("strides", 1, 2), List("pads", 0, 0, 0, 1)),
        ["strides down to a single row"] = new ModelBuilder([1, 3, 9]).Constant("w", 3, 1, 3, 3)
            .Add("Conv", ["w"], List("strides", 2, 1)).Add("MaxPool", List("kernel_shape", 1, 2), List("strides", 7, 1)),
        ["dilations along sides of one"] = new ModelBuilder([1, 9, 6]).Constant("w", 3, 1, 3, 1).Constant("v", 2, 3, 1, 2)
            .Add("Conv", ["w"], List("dilations", 2, 1)).Add("Conv", ["v"], List("dilations", 1, 3)).Add("MaxPool", List("kernel_shape", 1, 2), List("dilations", 2, 1)),
        ["padded pools"] = new ModelBuilder([2, 10, 9]).Constant("w", 3, 2, 1, 1)
            .Add("MaxPool", List("kernel_shape", 3, 3), List("strides", 2, 2), List("pads", 1, 1, 1, 1)).Add("Conv", ["w"])
            .Add("AveragePool", List("kernel_shape", 3, 3), List("strides", 1, 1), List("pads", 1, 1, 1, 1), Integer("count_include_pad", 1))
            .Add("AveragePool", List("kernel_shape", 2, 2), List("strides", 2, 2), List("pads", 1, 1, 1, 1)),
        ["pools whose last windows end outside"] = new ModelBuilder([2, 10, 9]).Constant("w", 3, 2, 1, 1)
            .Add("MaxPool", List("kernel_shape", 3, 3), List("strides", 2, 2), Integer("ceil_mode", 1)).Add("Conv", ["w"])
            .Add("AveragePool", List("kernel_shape", 2, 2), List("strides", 2, 2), Integer("ceil_mode", 1)).Add("Tanh")
            .Add("MaxPool", List("kernel_shape", 2, 2), List("strides", 2, 2), List("pads", 0, 0, 1, 1)),
        ["pools of whole windows"] = new ModelBuilder([2, 9, 8]).Constant("w", 3, 2, 1, 1)
            .Add("MaxPool", List("kernel_shape", 3, 2), List("strides", 3, 2)).Add("Conv", ["w"]).Add("AveragePool", List("kernel_shape", 2, 2), List("strides", 1, 1), Integer("ceil_mode", 1)),
    }.Concat(LayerModels.All.SelectMany(layer => layer.Taken, (_, taken) => KeyValuePair.Create(taken.Name, taken.Model))).ToDictionary();

    private static readonly Lazy<Dictionary<string, ImportedNetwork>> Networks = new(Compile);

    public static TheoryData<string> Names() => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_imported_model_predicts_what_ONNX_Runtime_does(string model)
    {
        var random = new Random(2);
        float[] samples = [.. Enumerable.Range(0, Samples * Models[model].InputSize).Select(_ => (2 * random.NextSingle()) - 1)];
        Closeness.Assert(Run(Models[model], samples), Networks.Value[model].Predict(samples), 2e-6);
    }

    private static float[] Run(ModelBuilder model, float[] samples)
    {
        using var session = new InferenceSession(model.Bytes());
        long[] shape = [Samples, .. model.Model().Graph.Input[0].Type.TensorType.Shape.Dim.Skip(1).Select(size => size.DimValue)];
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(samples, shape);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, ["x"], [input], session.OutputNames);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static Dictionary<string, ImportedNetwork> Compile()
    {
        OnnxImport[] imports =
        [
            .. Models.Values.Select((model, i) => OnnxImport.Read(model.Bytes(), new OnnxImportOptions { ClassName = $"Imported{i}" })),
        ];
        return Models.Keys.Zip(ImportedNetwork.Compile(imports)).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}

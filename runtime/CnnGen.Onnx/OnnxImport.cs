using System.Text;
using CnnGen.Files;
using CnnGen.Memory;
using CnnGen.Onnx.Format;
using CnnGen.Onnx.Import;
using CnnGen.Onnx.Layers;
using CnnGen.Onnx.Model;
using CnnGen.Parameters;
using Google.Protobuf;

namespace CnnGen;

/// <summary>
/// An ONNX model as a network: the declaration to compile, and the weights that it loads. docs/onnx.md tells which operators
/// there are.
/// </summary>
public sealed class OnnxImport
{
    private readonly IReadOnlyList<int> _input;
    private readonly IReadOnlyList<ImportedLayer> _layers;

    private OnnxImport(ModelProto model, long fileBytes, string? source, OnnxImportOptions options)
    {
        (_input, Chain chain) = GraphReader.Read(model, options.InputShape, fileBytes);
        Loss = ChooseLoss(chain, options.Loss);
        _layers = WithLoss(chain, Loss);
        Remarks = chain.Remarks;
        ClassName = options.ClassName ?? Onnx.Import.ClassName.Of(source ?? string.Empty);
        Declaration = DeclarationText.Write(options.Namespace, ClassName, source, _input, [.. _layers.Select(layer => layer.Layer)]);
    }

    /// <summary>The name of the class.</summary>
    public string ClassName { get; }

    /// <summary>The loss that ends the network; never <see cref="OnnxLoss.FromModel"/>.</summary>
    public OnnxLoss Loss { get; }

    /// <summary>The C# file: a partial class whose attributes are the layers.</summary>
    public string Declaration { get; }

    /// <summary>What differs between the model and the network that computes the same, a sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The number of weights and biases.</summary>
    public long ParameterCount => _layers.Sum(layer => (layer.Weight?.LongLength ?? 0) + (layer.Bias?.LongLength ?? 0));

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What to take from elsewhere than the model.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, or the model has nodes that CnnGen has no layers for; the message names all of them.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="ArgumentException">An option is not what it should be.</exception>
    public static OnnxImport Open(string path, OnnxImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream file = InputFile.Open(path);
        try
        {
            long length = InputFile.LengthOf(file) ?? throw new InvalidDataException("expected an ONNX model, but found a file without content, a pipe or a device.");
            if (length > Array.MaxLength)
            {
                throw new InvalidDataException($"expected at most {Array.MaxLength} bytes, but found {length}.");
            }

            byte[] content = new byte[length];
            file.ReadExactly(content);
            return Read(content, Path.GetFileName(path), options);
        }
        catch (InvalidDataException problem)
        {
            throw new InvalidDataException($"{path}: {problem.Message}", problem);
        }
    }

    /// <summary>Reads a file that lies in memory.</summary>
    /// <param name="content">All bytes of the file.</param>
    /// <param name="options">What to take from elsewhere than the model.</param>
    /// <inheritdoc cref="Open(string, OnnxImportOptions?)"/>
    public static OnnxImport Read(ReadOnlyMemory<byte> content, OnnxImportOptions? options = null) => Read(content, source: null, options);

    /// <summary>
    /// Writes the weights as a safetensors file, as <c>Load</c> of the class reads it. The file is written beside the old one
    /// and then renamed.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written. What there was before is as it was.</exception>
    public void SaveWeights(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        FileReplacement.Write(path, SaveWeights);
    }

    /// <summary>Writes the content of such a file.</summary>
    /// <param name="stream">Where to; it stays open. What it throws is passed on.</param>
    public void SaveWeights(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        string architecture = ArchitectureText.Write(_input, _layers.Select(layer => layer.Layer));
        string hash = Sha256.Of(Encoding.UTF8.GetBytes(architecture));
        WeightsFile.Save(stream, Parameters(), ClassName, architecture, hash);
    }

    /// <summary>Writes the C# file. It is written beside the old one and then renamed.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written. What there was before is as it was.</exception>
    public void SaveDeclaration(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        FileReplacement.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(Declaration)));
    }

    private static OnnxImport Read(ReadOnlyMemory<byte> content, string? source, OnnxImportOptions? options)
    {
        options ??= new OnnxImportOptions();
        ThrowUnlessValid(options);
        ModelProto model;
        try
        {
            model = ModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(content.Span);
        }
        catch (InvalidProtocolBufferException problem)
        {
            throw new InvalidDataException($"expected an ONNX model, but it is damaged. {problem.Message}", problem);
        }

        return new OnnxImport(model, content.Length, source, options);
    }

    private static void ThrowUnlessValid(OnnxImportOptions options)
    {
        if (options.ClassName is not null)
        {
            Onnx.Import.ClassName.ThrowUnlessName(options.ClassName);
        }

        if (options.Namespace is not null)
        {
            Onnx.Import.ClassName.ThrowUnlessNamespace(options.Namespace);
        }

        if (options.InputShape is { } shape
            && (shape.Count is < 1 or > 3 || shape.Any(size => size < 1) || shape.Aggregate(1.0, (product, size) => product * size) > int.MaxValue))
        {
            throw new ArgumentException(
                $"The shape of a sample is expected to have one to three sizes from 1 on, whose product is at most {int.MaxValue}, but is ({Listing.Words(shape)}).");
        }
    }

    private static OnnxLoss ChooseLoss(Chain chain, OnnxLoss asked)
    {
        OnnxLoss loss = asked != OnnxLoss.FromModel ? asked
            : chain.IsClosed ? OnnxLoss.SoftmaxCrossEntropy
            : EndsWithSigmoidOfOne(chain) ? OnnxLoss.BinaryCrossEntropy
            : OnnxLoss.MeanSquaredError;
        if (chain.IsClosed && loss != OnnxLoss.SoftmaxCrossEntropy)
        {
            throw new InvalidDataException($"the model ends with Softmax, which {loss} has not; SoftmaxCrossEntropy has it.");
        }

        return loss == OnnxLoss.BinaryCrossEntropy && chain.Size != 1
            ? throw new InvalidDataException($"the model has {chain.Size} outputs, and BinaryCrossEntropy needs one.")
            : loss;
    }

    private static List<ImportedLayer> WithLoss(Chain chain, OnnxLoss loss)
    {
        List<ImportedLayer> layers = [.. chain.Layers];
        if (loss == OnnxLoss.BinaryCrossEntropy && EndsWithSigmoidOfOne(chain))
        {
            // The loss has it.
            layers.RemoveAt(layers.Count - 1);
        }

        // A loss alone is no network; of a vector this flattens nothing.
        if (chain.Shape!.Count > 1 || layers.Count == 0)
        {
            layers.Add(new ImportedLayer(new Flatten()));
        }

        GlobalPools.Flatten(layers);
        layers.Add(new ImportedLayer(new Loss(loss)));
        return layers;
    }

    private static bool EndsWithSigmoidOfOne(Chain chain) =>
        chain.Layers.Count > 0 && chain.Layers[^1].Layer == Activation.Sigmoid && chain.Size == 1;

    private IEnumerable<Parameter> Parameters()
    {
        Dictionary<string, int> numbers = [];
        foreach (ImportedLayer layer in _layers.Where(layer => layer.Weight is not null))
        {
            int number = numbers.GetValueOrDefault(layer.Layer.NamePrefix) + 1;
            numbers[layer.Layer.NamePrefix] = number;
            string name = $"{layer.Layer.NamePrefix}{number}";
            yield return Named($"{name}.weight", layer.WeightShape!, layer.Weight!);
            if (layer.Bias is not null)
            {
                yield return Named($"{name}.bias", layer.BiasShape, layer.Bias);
            }

            if (layer.Statistics is { } statistics)
            {
                yield return Named($"{name}.running_mean", [statistics.Mean.Length], statistics.Mean);
                yield return Named($"{name}.running_var", [statistics.Variance.Length], statistics.Variance);
            }
        }
    }

    private static Parameter Named(string name, IReadOnlyList<int> shape, float[] values)
    {
        var layout = new ParameterLayout(name, shape, Offset: 0, Initialization.Zero, FanIn: 0, FanOut: 0);
        var parameter = new Parameter(new Arena(values.Length), layout);
        values.CopyTo(parameter.Values);
        return parameter;
    }
}

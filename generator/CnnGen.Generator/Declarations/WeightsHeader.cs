using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using CnnGen.Generator.Model;
using CnnGen.Generator.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Declarations;

/// <summary>
/// Names, types and shapes in a file of weights that the project embeds: the header of the file, which <c>build/CnnGen.targets</c>
/// writes as text, since nothing that runs in the compiler may open the file.
/// </summary>
/// <param name="Weights">The file, and the network that it is for.</param>
/// <param name="Tensors">Its tensors: name, type of the values, dimensions as in <c>[6, 1, 5, 5]</c>.</param>
internal sealed record WeightsHeader(EmbeddedWeights Weights, EquatableArray<(string Name, string Type, string Shape)> Tensors)
{
    private const string NetworkMetadata = "build_metadata.AdditionalFiles.CnnGenHeaderOf";
    private const string FileMetadata = "build_metadata.AdditionalFiles.CnnGenWeightsFile";
    private const string FormatMetadata = "__metadata__";
    private const string StepCount = ".num_batches_tracked";
    private const int MostLetters = 80;

    // Nothing in a header stands deeper than a dimension: entry, shape, number.
    private static readonly XmlDictionaryReaderQuotas Limits = new() { MaxDepth = 16 };

    private static readonly string[] Floats = ["F32", "F16", "BF16", "F64"];

    /// <summary>The weights whose header a file is, or <see langword="null"/> where it is something else. Its content is not read.</summary>
    public static EmbeddedWeights? WeightsOf(AdditionalText file, AnalyzerConfigOptionsProvider options) =>
        options.GetOptions(file) is var given
        && given.TryGetValue(NetworkMetadata, out string? network)
        && given.TryGetValue(FileMetadata, out string? path)
        && network.Length > 0 // A build gives each additional file all metadata, those that it lacks without text.
            ? new EmbeddedWeights(path, network)
            : null;

    /// <summary>The header in a file, or <see langword="null"/> where only loading can tell whether the weights fit.</summary>
    public static WeightsHeader? Read(AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancellation) =>
        WeightsOf(file, options) is { } weights
        && Parse(file.GetText(cancellation)?.ToString() ?? string.Empty) is { } header
        && HasTheNamesOfNetworks(header)
            ? new WeightsHeader(weights, header.Elements().Where(entry => NameOf(entry) != FormatMetadata).Select(Tensor).ToEquatableArray())
            : null;

    /// <summary>What of the weights is not the network's, and what of the network's is not among them, as the message of <c>Load</c> says it.</summary>
    /// <param name="parameters">The network's: name, dimensions.</param>
    public IReadOnlyList<string> Misfits(IReadOnlyCollection<(string Name, string Shape)> parameters)
    {
        ILookup<string, (string Name, string Type, string Shape)> found = Tensors.ToLookup(tensor => tensor.Name);
        HashSet<string> known = [.. parameters.Select(parameter => parameter.Name)];
        return
        [
            .. parameters.Where(parameter => !found.Contains(parameter.Name)).Select(parameter => $"{parameter.Name}: missing"),
            .. parameters
                .SelectMany(parameter => found[parameter.Name].Take(1).Select(tensor => (parameter, tensor)))
                .Where(pair => pair.tensor.Shape != pair.parameter.Shape || !Floats.Contains(pair.tensor.Type))
                .Select(pair => $"{pair.parameter.Name}: expected {pair.parameter.Shape}, but found {Plain($"{pair.tensor.Type} {pair.tensor.Shape}")}"),
            .. Tensors
                .Where(tensor => !known.Contains(tensor.Name) && !IsStepCount(tensor.Name, known))
                .Select(tensor => $"{Plain(tensor.Name)}: no parameter of the network")
                .Distinct(),
        ];
    }

    // A file that is no safetensors file, or damaged, is told of when it is loaded.
    private static XElement? Parse(string json)
    {
        if (json.Length == 0)
        {
            return null;
        }

        try
        {
            using XmlDictionaryReader reader = JsonReaderWriterFactory.CreateJsonReader(Encoding.UTF8.GetBytes(json), Limits);
            return XElement.Load(reader) is var header && (string?)header.Attribute("type") == "object" ? header : null;
        }
        catch (Exception)
        {
            // On damaged JSON the framework's reader throws what it comes upon, an index out of range among it.
            return null;
        }
    }

    // Other writers may call their tensors something else, and have their values in another order: loading converts or refuses those.
    private static bool HasTheNamesOfNetworks(XElement header)
    {
        ILookup<string, string> metadata = (header.Elements().FirstOrDefault(entry => NameOf(entry) == FormatMetadata)?.Elements() ?? [])
            .ToLookup(NameOf, entry => entry.Value);
        return metadata.Contains("cnngen.network") || metadata["format"].Contains("pt") || !(metadata.Contains("format") || metadata.Contains("producer"));
    }

    // PyTorch's batch normalisation counts its steps beside its statistics.
    private static bool IsStepCount(string name, HashSet<string> parameters) =>
        name.EndsWith(StepCount, StringComparison.Ordinal) && parameters.Contains($"{name.Substring(0, name.Length - StepCount.Length)}.running_mean");

    // What cannot name an element stands in an attribute of it.
    private static string NameOf(XElement entry) => (string?)entry.Attribute("item") ?? entry.Name.LocalName;

    private static (string Name, string Type, string Shape) Tensor(XElement entry) =>
        (NameOf(entry), entry.Element("dtype")?.Value ?? string.Empty, $"[{string.Join(", ", entry.Element("shape")?.Elements().Select(size => size.Value) ?? [])}]");

    // A file is not trusted with the lines of a message.
    private static string Plain(string text) => Literal.Visible(text.Length > MostLetters ? text.Substring(0, MostLetters) + "…" : text);
}

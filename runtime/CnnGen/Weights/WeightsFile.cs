using CnnGen.Files;
using CnnGen.Networks;
using CnnGen.Parameters;
using CnnGen.Weights;

namespace CnnGen;

/// <summary>
/// Saves a network's weights as a safetensors file and loads them again, to the bit: what <c>Save</c> and <c>Load</c> of a
/// generated class call. Names and order are PyTorch's; any values are allowed, NaN and infinity among them. A network
/// must not be trained while it is saved.
/// </summary>
public static class WeightsFile
{
    internal const string ArchitectureEntry = "cnngen.architecture";
    internal const string HashEntry = "cnngen.architecture.sha256";
    internal const string NetworkEntry = "cnngen.network";
    private const string OwnEntries = "cnngen.";

    /// <summary>
    /// Writes a file. It is written beside the old one, flushed to the disk and then renamed: the old file is there until
    /// the new one is whole. The new one has the mode of the old one.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="path">The file.</param>
    /// <param name="metadata">
    /// What to note in the file besides, text by name: <c>license</c>, <c>dataset</c>. <c>format</c>, which is <c>pt</c>, and names that
    /// begin with <c>cnngen.</c> are written anyway.
    /// </param>
    /// <exception cref="IOException">The file cannot be written, or is a pipe or a device. What there was before is as it was.</exception>
    /// <exception cref="ArgumentException">The metadata have a name that is written anyway, or are too long for a header.</exception>
    public static void Save<T>(this T model, string path, IReadOnlyDictionary<string, string>? metadata = null)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        Dictionary<string, string> all = Metadata(T.Layout, metadata);
        FileReplacement.Write(path, stream => SafetensorsWriter.Write(stream, model.Parameters, all));
    }

    /// <summary>Writes the content of a file.</summary>
    /// <param name="model">The network.</param>
    /// <param name="stream">Where to; it stays open. What it throws is passed on.</param>
    /// <param name="metadata">
    /// What to note in the file besides, text by name: <c>license</c>, <c>dataset</c>. <c>format</c>, which is <c>pt</c>, and names that
    /// begin with <c>cnngen.</c> are written anyway.
    /// </param>
    /// <exception cref="ArgumentException">The metadata have a name that is written anyway, or are too long for a header.</exception>
    public static void Save<T>(this T model, Stream stream, IReadOnlyDictionary<string, string>? metadata = null)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        SafetensorsWriter.Write(stream, model.Parameters, Metadata(T.Layout, metadata));
    }

    /// <summary>Writes the parameters of a network that need not have been compiled.</summary>
    internal static void Save(
        Stream stream, IEnumerable<Parameter> parameters, string network, string architecture, string architectureHash) =>
        SafetensorsWriter.Write(stream, parameters, Metadata(network, architecture, architectureHash));

    /// <summary>Fills a network from a file, with all of its weights or with none.</summary>
    /// <param name="model">The network.</param>
    /// <param name="path">The file.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, or of another format, which the message names; or it holds other weights than the network's, each of which the
    /// message names; or it was saved by a network that predicts something else; or its writer keeps weights in another order than PyTorch.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static T Load<T>(this T model, string path)
        where T : class, INetwork<T> => Load(model, SafetensorsFile.Open(path));

    /// <summary>Fills a network from a stream, which is read to its end.</summary>
    /// <inheritdoc cref="Load{T}(T, string)"/>
    /// <param name="model">The network.</param>
    /// <param name="stream">The content of a file; it stays open. What it throws is passed on.</param>
    public static T Load<T>(this T model, Stream stream)
        where T : class, INetwork<T> => Load(model, SafetensorsFile.Read(stream));

    /// <summary>Fills a network from memory.</summary>
    /// <inheritdoc cref="Load{T}(T, string)"/>
    /// <param name="model">The network.</param>
    /// <param name="content">All bytes of a file.</param>
    public static T Load<T>(this T model, ReadOnlyMemory<byte> content)
        where T : class, INetwork<T> => Load(model, SafetensorsFile.Read(content));

    /// <summary>Fills a network from a file that is a resource of its assembly, with all of its weights or with none.</summary>
    /// <param name="model">The network.</param>
    /// <param name="resource">The name of the resource.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InvalidDataException">
    /// There is no such resource; or it is damaged; or it holds other weights than the network's, all of which the message
    /// names; or it was saved by a network that computes something else.
    /// </exception>
    public static T LoadEmbedded<T>(T model, string resource)
        where T : class, INetwork<T> => Load(model, SafetensorsFile.OpenResource(typeof(T).Assembly, resource));

    /// <summary>Fills those parameters of a network that a file has under their names and in their shapes, and leaves the others.</summary>
    /// <inheritdoc cref="LoadWeights{T}(T, SafetensorsFile, Func{string, string})"/>
    /// <param name="model">The network.</param>
    /// <param name="path">The file.</param>
    /// <param name="nameInFile">What the file calls a parameter, such as <c>conv1.weight</c>, where not the same.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or its writer keeps weights in another order than PyTorch.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static WeightsReport LoadWeights<T>(this T model, string path, Func<string, string>? nameInFile = null)
        where T : class, INetwork<T> => LoadWeights(model, SafetensorsFile.Open(path), nameInFile);

    /// <summary>
    /// Fills those parameters of a network that a file has under their names and in their shapes, and leaves the others.
    /// The file may be of any network: look at the report.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="file">The file.</param>
    /// <param name="nameInFile">What the file calls a parameter, such as <c>conv1.weight</c>, where not the same.</param>
    /// <returns>What was taken, what is missing, what does not fit and what is left over.</returns>
    /// <exception cref="InvalidDataException">The writer of the file keeps weights in another order than PyTorch.</exception>
    public static WeightsReport LoadWeights<T>(this T model, SafetensorsFile file, Func<string, string>? nameInFile = null)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(file);
        var match = new WeightsMatch(model.Parameters, file, nameInFile);
        match.Take();
        return match.Report;
    }

    /// <summary>
    /// Fills one part of a network, a block or a layer, from what a file has under its name. Everything else of both stays out
    /// of it: a layer behind the part, and one of the same name and shape in the file, is not taken by accident.
    /// </summary>
    /// <inheritdoc cref="LoadWeights{T}(T, SafetensorsFile, string, string)"/>
    /// <param name="model">The network.</param>
    /// <param name="path">The file.</param>
    /// <param name="part">The block or layer: <c>digitFeatures</c>, <c>digitFeatures.conv1</c>, <c>fc1</c>.</param>
    /// <param name="partInFile">What the file calls it, where not the same; empty where that is a whole network: <c>conv1.weight</c> is taken for <c>digitFeatures.conv1.weight</c>.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or its writer keeps weights in another order than PyTorch.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static WeightsReport LoadWeights<T>(this T model, string path, string part, string? partInFile = null)
        where T : class, INetwork<T> => LoadWeights(model, SafetensorsFile.Open(path), part, partInFile);

    /// <summary>
    /// Fills one part of a network, a block or a layer, from what a file has under its name. Everything else of both stays out
    /// of it: a layer behind the part, and one of the same name and shape in the file, is not taken by accident.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="file">The file.</param>
    /// <param name="part">The block or layer: <c>digitFeatures</c>, <c>digitFeatures.conv1</c>, <c>fc1</c>.</param>
    /// <param name="partInFile">What the file calls it, where not the same; empty where that is a whole network: <c>conv1.weight</c> is taken for <c>digitFeatures.conv1.weight</c>.</param>
    /// <returns>What of the part was taken, is missing or does not fit, and what the file has in it that the network does not.</returns>
    /// <exception cref="ArgumentException">The network has no such part.</exception>
    /// <exception cref="InvalidDataException">The writer of the file keeps weights in another order than PyTorch.</exception>
    public static WeightsReport LoadWeights<T>(this T model, SafetensorsFile file, string part, string? partInFile = null)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(part);
        Parameter[] parameters = [.. model.Parameters.Where(parameter => parameter.Name.StartsWith($"{part}.", StringComparison.Ordinal))];
        if (parameters.Length == 0)
        {
            string parts = Listing.Words(model.Parameters.Select(parameter => parameter.Name.Split('.')[0]).Distinct());
            throw new ArgumentException($"{T.Layout.Name} has no part '{part}' with parameters; its parts are {parts}.", nameof(part));
        }

        string prefix = partInFile is "" ? string.Empty : $"{partInFile ?? part}.";
        var match = new WeightsMatch(parameters, file, name => prefix + name[(part.Length + 1)..], prefix);
        match.Take();
        return match.Report;
    }

    /// <summary>What a file says of the network that its weights are of, and what a user has it say besides.</summary>
    internal static Dictionary<string, string> Metadata(NetworkLayout layout, IReadOnlyDictionary<string, string>? metadata = null)
    {
        Dictionary<string, string> all = Metadata(layout.Name, layout.Architecture, layout.ArchitectureHash);
        foreach ((string name, string text) in metadata ?? new Dictionary<string, string>())
        {
            if (name == TensorOrder.FormatEntry || name.StartsWith(OwnEntries, StringComparison.Ordinal))
            {
                throw new ArgumentException(
                    $"Expected metadata of other names than {TensorOrder.FormatEntry} and {OwnEntries}…, which are written anyway, but found {Quotation.Of(name)}.",
                    nameof(metadata));
            }

            all.Add(name, text ?? throw new ArgumentException($"Expected text as metadata {Quotation.Of(name)}, but found null.", nameof(metadata)));
        }

        return all;
    }

    private static Dictionary<string, string> Metadata(string network, string architecture, string architectureHash) => new()
    {
        [NetworkEntry] = network,
        [ArchitectureEntry] = architecture,
        [HashEntry] = architectureHash,
        [TensorOrder.FormatEntry] = TensorOrder.TorchFormat,
    };

    private static T Load<T>(T model, SafetensorsFile file)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        var match = new WeightsMatch(model.Parameters, file);
        if (LoadRefusal.Describe(T.Layout, model.Parameters, file, match.Report) is { } reason)
        {
            throw new InvalidDataException(file.Path is null ? reason : $"{file.Path}: {reason}");
        }

        match.Take();
        return model;
    }
}

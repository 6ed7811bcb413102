using System.ComponentModel;
using CnnGen.Networks;
using CnnGen.Parameters;
using CnnGen.Weights;

namespace CnnGen;

/// <summary>
/// Saves a network's weights as a safetensors file and loads them again, to the bit: what <c>Save</c> and <c>Load</c> of a
/// generated class call. Names and order are PyTorch's; any values are allowed, NaN and infinity among them. A network
/// must not be trained while it is saved.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class WeightsFile
{
    internal const string ArchitectureEntry = "cnngen.architecture";
    internal const string HashEntry = "cnngen.architecture.sha256";
    private const string NetworkEntry = "cnngen.network";

    /// <summary>
    /// Writes a file. It is written beside the old one, flushed to the disk and then renamed: the old file is there until
    /// the new one is whole.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written. What there was before is as it was.</exception>
    public static void Save<T>(T model, string path)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        FileReplacement.Write(path, stream => Save(model, stream));
    }

    /// <summary>Writes the content of a file.</summary>
    /// <param name="model">The network.</param>
    /// <param name="stream">Where to; it stays open. What it throws is passed on.</param>
    public static void Save<T>(T model, Stream stream)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        SafetensorsWriter.Write(stream, model.Parameters, Metadata(T.Plan));
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
    /// The file is damaged; or it holds other weights than the network's, all of which the message names; or it was saved
    /// by a network that computes something else.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static T Load<T>(T model, string path)
        where T : class, INetwork<T> => Load(model, SafetensorsFile.Open(path));

    /// <summary>Fills a network from a stream, which is read to its end.</summary>
    /// <inheritdoc cref="Load{T}(T, string)"/>
    /// <param name="model">The network.</param>
    /// <param name="stream">The content of a file; it stays open. What it throws is passed on.</param>
    public static T Load<T>(T model, Stream stream)
        where T : class, INetwork<T> => Load(model, SafetensorsFile.Read(stream));

    /// <summary>Fills a network from memory.</summary>
    /// <inheritdoc cref="Load{T}(T, string)"/>
    /// <param name="model">The network.</param>
    /// <param name="content">All bytes of a file.</param>
    public static T Load<T>(T model, ReadOnlyMemory<byte> content)
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
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
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
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
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
    public static WeightsReport LoadWeights<T>(this T model, SafetensorsFile file, string part, string? partInFile = null)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(part);
        Parameter[] parameters = [.. model.Parameters.Where(parameter => parameter.Name.StartsWith($"{part}.", StringComparison.Ordinal))];
        if (parameters.Length == 0)
        {
            string parts = string.Join(", ", model.Parameters.Select(parameter => parameter.Name.Split('.')[0]).Distinct());
            throw new ArgumentException($"{T.Plan.Name} has no part '{part}' with parameters; its parts are {parts}.", nameof(part));
        }

        string prefix = partInFile is "" ? string.Empty : $"{partInFile ?? part}.";
        var match = new WeightsMatch(parameters, file, name => prefix + name[(part.Length + 1)..], prefix);
        match.Take();
        return match.Report;
    }

    /// <summary>What a file says of the network that its weights are of.</summary>
    internal static Dictionary<string, string> Metadata(NetworkPlan plan) =>
        Metadata(plan.Name, plan.Architecture, plan.ArchitectureHash);

    private static Dictionary<string, string> Metadata(string network, string architecture, string architectureHash) => new()
    {
        [NetworkEntry] = network,
        [ArchitectureEntry] = architecture,
        [HashEntry] = architectureHash,
    };

    private static T Load<T>(T model, SafetensorsFile file)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        NetworkPlan plan = T.Plan;
        string where = file.Path is null ? string.Empty : $"{file.Path}: ";
        var match = new WeightsMatch(model.Parameters, file);
        if (!match.Report.IsComplete)
        {
            throw new InvalidDataException(
                $"{where}expected the weights of {plan.Name}, but these do not fit:\n  {string.Join("\n  ", match.Report.Problems)}\n"
                + "LoadWeights takes those that do.");
        }

        // Weights of other strides or activations have the same names and shapes, and would give nonsense without a word.
        if (file.Metadata.TryGetValue(HashEntry, out string? hash) && hash != plan.ArchitectureHash)
        {
            throw new InvalidDataException(
                $"{where}expected weights of the architecture\n  {plan.Architecture}\nbut the file was saved by\n  "
                + $"{file.Metadata.GetValueOrDefault(ArchitectureEntry, hash)}\nLoadWeights takes them all the same.");
        }

        match.Take();
        return model;
    }
}

using CnnGen.Files;
using CnnGen.Networks;
using CnnGen.Parameters;

namespace CnnGen.Weights;

/// <summary>Why a file is not the weights of a network, and what would take it all the same.</summary>
internal static class LoadRefusal
{
    // Of parameters, and of tensors that may be the same one under a longer name.
    private const int MostTried = 8;

    /// <summary>What differs and what to do, in lines; <see langword="null"/> where the file is the network's.</summary>
    public static string? Describe(NetworkLayout layout, ParameterSet parameters, SafetensorsFile file, WeightsReport report)
    {
        if (!report.IsComplete)
        {
            return $"expected the weights of {layout.Name}, but these do not fit:\n  {string.Join("\n  ", report.Problems)}\n"
                + Advice(parameters, file, report.Taken.Count);
        }

        // Weights of other strides or activations have the same names and shapes, and would give nonsense without a word.
        if (file.Metadata.TryGetValue(WeightsFile.HashEntry, out string? hash) && hash != layout.ArchitectureHash)
        {
            string? difference = file.Metadata.TryGetValue(WeightsFile.ArchitectureEntry, out string? architecture)
                ? SavedArchitecture.Difference(layout.Architecture, architecture)
                : $"expected an architecture with the hash {layout.ArchitectureHash}, but found {Quotation.Plain(hash)}";
            return difference is null
                ? null
                : $"expected weights of a network that predicts what {layout.Name} does, but the file was saved by another one:\n  {difference}\n"
                    + "LoadWeights takes them all the same.";
        }

        return null;
    }

    // Nothing is recommended that would not take more than what fits as it is.
    private static string Advice(ParameterSet parameters, SafetensorsFile file, int fitting)
    {
        int all = parameters.Count;
        (string prefix, int renamed) = Best(Prefixes(parameters, file), prefix => Taken(file, parameters, name => prefix + name));
        (string part, int written) = Best(Parts(parameters, file), part => Taken(
            file, parameters.Where(parameter => parameter.Name.StartsWith($"{part}.", StringComparison.Ordinal)), name => name[(part.Length + 1)..]));
        if (renamed > Math.Max(fitting, written))
        {
            string start = Quotation.Plain(prefix);
            return $"The file's names begin with '{start}': without it {renamed} of {all} fit: "
                + $"LoadWeights(SafetensorsFile.Open(path).Rename(name => name.StartsWith(\"{start}\") ? name[{prefix.Length}..] : name)).";
        }

        return written > fitting ? $"The file has {written} of {all} without '{part}.' in front: LoadWeights(path, \"{part}\", partInFile: \"\") takes them."
            : fitting > 0 ? $"LoadWeights takes the {fitting} of {all} that fit."
            : HasShapes(parameters, file) ? "The file has a tensor of each shape. If they are these weights under other names, SafetensorsFile.Rename gives them the network's."
            : "None of it fits: these are the weights of another network.";
    }

    /// <summary>What the file's names may have in front of the network's: <c>module.</c>, <c>_orig_mod.</c>, <c>0.</c>.</summary>
    private static IEnumerable<string> Prefixes(ParameterSet parameters, SafetensorsFile file) => parameters.Take(MostTried).SelectMany(parameter => file.Tensors
        .Select(tensor => tensor.Name)
        .Where(name => name.Length > parameter.Name.Length + 1 && name.EndsWith($".{parameter.Name}", StringComparison.Ordinal))
        .Take(MostTried)
        .Select(name => name[..^parameter.Name.Length]));

    /// <summary>Parts of the network whose names the file may have without the part's.</summary>
    private static IEnumerable<string> Parts(ParameterSet parameters, SafetensorsFile file) => parameters
        .SelectMany(parameter => Enumerable.Range(1, parameter.Name.Length - 1).Where(i => parameter.Name[i] == '.' && file.TryGetTensor(parameter.Name[(i + 1)..], out _))
            .Select(i => parameter.Name[..i]));

    private static (string Name, int Taken) Best(IEnumerable<string> names, Func<string, int> taken) => names
        .Distinct()
        .Take(MostTried)
        .Select(name => (name, taken(name)))
        .OrderByDescending(tried => tried.Item2)
        .FirstOrDefault((string.Empty, 0));

    private static int Taken(SafetensorsFile file, IEnumerable<Parameter> parameters, Func<string, string> nameInFile) =>
        new WeightsMatch(parameters, file, nameInFile).Report.Taken.Count;

    private static bool HasShapes(ParameterSet parameters, SafetensorsFile file)
    {
        Dictionary<string, int> shapes = file.Tensors.CountBy(tensor => Listing.Shape(tensor.Shape)).ToDictionary();
        return parameters.CountBy(parameter => Listing.Shape(parameter.Shape)).All(shape => shapes.GetValueOrDefault(shape.Key) >= shape.Value);
    }
}

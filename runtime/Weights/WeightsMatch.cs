using CnnGen.Parameters;

namespace CnnGen.Weights;

/// <summary>Parameters beside the tensors of a file. Nothing is changed before <see cref="Take"/>.</summary>
internal sealed class WeightsMatch
{
    private readonly List<(Parameter Parameter, SafetensorsTensor Tensor)> _fitting = [];

    /// <param name="parameters">The parameters: all of the network's, or those of a part.</param>
    /// <param name="file">The file.</param>
    /// <param name="nameInFile">What the file calls a parameter; by default its own name.</param>
    /// <param name="prefix">What the names of the file's tensors begin with that matter; others are not left over.</param>
    public WeightsMatch(IEnumerable<Parameter> parameters, SafetensorsFile file, Func<string, string>? nameInFile = null, string prefix = "")
    {
        List<string> missing = [];
        List<WeightsMismatch> mismatched = [];
        HashSet<string> asked = [];
        foreach (Parameter parameter in parameters)
        {
            string name = nameInFile is null ? parameter.Name : nameInFile(parameter.Name);
            asked.Add(name);
            if (!file.TryGetTensor(name, out SafetensorsTensor? tensor))
            {
                missing.Add(parameter.Name);
            }
            else if (tensor.HoldsFloats && tensor.Shape.SequenceEqual(parameter.Shape.Select(dimension => (long)dimension)))
            {
                _fitting.Add((parameter, tensor));
            }
            else
            {
                mismatched.Add(new WeightsMismatch(parameter.Name, Describe(parameter.Shape), $"{tensor.ElementType} {Describe(tensor.Shape)}"));
            }
        }

        Report = new WeightsReport(
            [.. _fitting.Select(pair => pair.Parameter.Name)],
            missing,
            mismatched,
            [.. file.Tensors.Select(tensor => tensor.Name).Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && !asked.Contains(name) && !IsStepCount(name, asked))]);
    }

    public WeightsReport Report { get; }

    // PyTorch's batch normalisation counts its steps beside its statistics, for a mode in which momentum depends on their number.
    private static bool IsStepCount(string name, HashSet<string> asked)
    {
        const string Count = ".num_batches_tracked";
        return name.EndsWith(Count, StringComparison.Ordinal) && asked.Contains($"{name[..^Count.Length]}.running_mean");
    }

    /// <summary>Fills the parameters that fit.</summary>
    public void Take()
    {
        foreach ((Parameter parameter, SafetensorsTensor tensor) in _fitting)
        {
            tensor.CopyTo(parameter.Values);
        }
    }

    private static string Describe<TSize>(IEnumerable<TSize> shape) => $"[{string.Join(", ", shape)}]";
}

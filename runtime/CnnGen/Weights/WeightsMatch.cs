using CnnGen.Files;
using CnnGen.Parameters;

namespace CnnGen.Weights;

/// <summary>Parameters beside the tensors of a file. Nothing is changed before <see cref="Take"/>.</summary>
internal sealed class WeightsMatch
{
    private readonly List<(Parameter Parameter, SafetensorsTensor Tensor)> _fitting = [];
    private readonly bool _isTransposed;

    /// <param name="parameters">The parameters: all of the network's, or those of a part.</param>
    /// <param name="file">The file.</param>
    /// <param name="nameInFile">What the file calls a parameter; by default its own name.</param>
    /// <param name="prefix">What the names of the file's tensors begin with that matter; others are not left over.</param>
    /// <exception cref="InvalidDataException">The values are in another order than PyTorch's, as far as is known of the file's writer.</exception>
    public WeightsMatch(IEnumerable<Parameter> parameters, SafetensorsFile file, Func<string, string>? nameInFile = null, string prefix = "")
    {
        TensorOrder.ThrowIfOther(file);
        bool isBurn = TensorOrder.IsBurn(file);
        List<string> missing = [];
        HashSet<string> asked = [];
        List<(Parameter Parameter, SafetensorsTensor Tensor)> found = [];
        foreach (Parameter parameter in parameters)
        {
            string name = nameInFile is null ? parameter.Name : nameInFile(parameter.Name);
            asked.Add(name);
            if (file.TryGetTensor(name, out SafetensorsTensor? tensor) || (isBurn && file.TryGetTensor(NameInBurn(name), out tensor)))
            {
                asked.Add(tensor.Name);
                found.Add((parameter, tensor));
            }
            else
            {
                missing.Add(parameter.Name);
            }
        }

        _isTransposed = isBurn && TensorOrder.HasTransposedMatrices(file, found);
        List<WeightsMismatch> mismatched = [];
        foreach ((Parameter parameter, SafetensorsTensor tensor) in found)
        {
            if (tensor.HoldsFloats && TensorOrder.Fits(tensor, IsTransposed(parameter) ? parameter.Shape.Reverse() : parameter.Shape))
            {
                _fitting.Add((parameter, tensor));
            }
            else
            {
                mismatched.Add(new WeightsMismatch(
                    parameter.Name, Listing.Shape(parameter.Shape), $"{Quotation.Plain(tensor.ElementType)} {Listing.Shape(tensor.Shape)}"));
            }
        }

        Report = new WeightsReport(
            [.. _fitting.Select(pair => pair.Parameter.Name)],
            missing,
            mismatched,
            [.. file.Tensors.Select(tensor => tensor.Name).Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && !asked.Contains(name) && !IsStepCount(name, asked))])
        {
            Uncertain = isBurn || TensorOrder.IsTorch(file) ? [] : [.. Uncertain()],
        };
    }

    public WeightsReport Report { get; }

    /// <summary>Fills the parameters that fit.</summary>
    public void Take()
    {
        foreach ((Parameter parameter, SafetensorsTensor tensor) in _fitting)
        {
            if (IsTransposed(parameter))
            {
                TakeTransposed(tensor, parameter.Values, inputs: parameter.Shape[1]);
            }
            else
            {
                tensor.CopyTo(parameter.Values);
            }
        }
    }

    private static void TakeTransposed(SafetensorsTensor tensor, Span<float> matrix, int inputs)
    {
        float[] values = new float[matrix.Length];
        tensor.CopyTo(values);
        int outputs = matrix.Length / inputs;
        for (int i = 0; i < values.Length; i++)
        {
            matrix[i] = values[(i % inputs * outputs) + (i / inputs)];
        }
    }

    private bool IsTransposed(Parameter parameter) => _isTransposed && parameter.Shape.Count == 2;

    // Of a writer that is not known, one shape that is another one in every other order tells for all weights of its kind.
    private IEnumerable<string> Uncertain() => new[] { 2..2, 3..4 }.SelectMany(ranks =>
    {
        Parameter[] weights =
            [.. _fitting.Select(pair => pair.Parameter).Where(parameter => parameter.Shape.Count >= ranks.Start.Value && parameter.Shape.Count <= ranks.End.Value)];
        return weights.Any(weight => !LooksTheSame(weight.Shape)) ? [] : weights.Where(weight => weight.Shape[^1] > 1).Select(weight => weight.Name);
    });

    // A matrix transposed; a kernel whose inputs are its last dimension.
    private static bool LooksTheSame(IReadOnlyList<int> shape) =>
        shape.Skip(shape.Count == 2 ? 0 : 1).Distinct().Count() == 1;

    // PyTorch's batch normalisation counts its steps beside its statistics, for a mode in which momentum depends on their number.
    private static bool IsStepCount(string name, HashSet<string> asked)
    {
        const string Count = ".num_batches_tracked";
        return name.EndsWith(Count, StringComparison.Ordinal) && asked.Contains($"{name[..^Count.Length]}.running_mean");
    }

    // A normalisation's own names there.
    private static string NameInBurn(string name) =>
        name.EndsWith(".weight", StringComparison.Ordinal) ? $"{name[..^".weight".Length]}.gamma"
        : name.EndsWith(".bias", StringComparison.Ordinal) ? $"{name[..^".bias".Length]}.beta"
        : name;
}

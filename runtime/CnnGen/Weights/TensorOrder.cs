using CnnGen.Parameters;

namespace CnnGen.Weights;

/// <summary>
/// In which order a file has the values of its weights, as far as its metadata tell who wrote it. Names and shapes alone do not tell:
/// a square matrix looks the same transposed.
/// </summary>
internal static class TensorOrder
{
    /// <summary>What PyTorch's writer notes, and CnnGen's: matrices are (out, in), kernels (out, in, height, width).</summary>
    public const string FormatEntry = "format", TorchFormat = "pt";

    private const string WayOut = " Bring them into PyTorch's order where they come from, and save them with the metadata {\"format\": \"pt\"}.";

    /// <summary>Whether the file has weights in PyTorch's order for certain.</summary>
    public static bool IsTorch(SafetensorsFile file) =>
        file.Metadata.ContainsKey(WeightsFile.NetworkEntry) || Format(file) == TorchFormat;

    /// <summary>Whether the file is of burn, and not in PyTorch's order on purpose.</summary>
    public static bool IsBurn(SafetensorsFile file) => !IsTorch(file) && file.Metadata.GetValueOrDefault("producer") == "burn";

    /// <summary>Refuses a file whose weights are in an order that is known to be another one and cannot be turned into PyTorch's here.</summary>
    /// <exception cref="InvalidDataException">It is of such a writer.</exception>
    public static void ThrowIfOther(SafetensorsFile file)
    {
        if (IsTorch(file))
        {
            return;
        }

        // What reads the flattened output of a convolution has its inputs in another order too, so that transposing kernels alone
        // would not do.
        string? order = Format(file) switch
        {
            "mlx" when HasRank(file, 3) => "by MLX, whose kernels are (out, height, width, in)",
            "tf" when HasRank(file, 2) => "by TensorFlow, whose kernels are (height, width, in, out) and matrices (in, out)",
            "flax" when HasRank(file, 2) => "by Flax, whose kernels are (height, width, in, out) and matrices (in, out)",
            _ => null,
        };
        if (order is not null)
        {
            throw Refusal(file, $"it was written {order}.{WayOut}");
        }
    }

    /// <summary>
    /// Whether the matrices of a file of burn are (in, out), as burn keeps them, and not (out, in), as its adapter for PyTorch writes
    /// them: those that are not square tell.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="pairs">Parameters and the tensors of their names.</param>
    /// <exception cref="InvalidDataException">Nothing tells.</exception>
    public static bool HasTransposedMatrices(SafetensorsFile file, IReadOnlyCollection<(Parameter Parameter, SafetensorsTensor Tensor)> pairs)
    {
        (Parameter Parameter, SafetensorsTensor Tensor)[] matrices = [.. pairs.Where(pair => pair.Parameter.Shape.Count == 2)];
        if (matrices.Any(pair => Fits(pair.Tensor, pair.Parameter.Shape) && !IsSquare(pair.Parameter)))
        {
            return false;
        }

        if (matrices.Any(pair => Fits(pair.Tensor, pair.Parameter.Shape.Reverse()) && !IsSquare(pair.Parameter))
            || file.Tensors.Any(tensor => tensor.Name.EndsWith(".gamma", StringComparison.Ordinal)))
        {
            return true;
        }

        return matrices.Any(pair => Fits(pair.Tensor, pair.Parameter.Shape))
            ? throw Refusal(
                file,
                "it was written by burn, whose matrices are (in, out) unless BurnToPyTorchAdapter turns them, and all of them are square, so that "
                + "nothing tells which these are. Save them by that adapter, with .metadata(\"format\", \"pt\").")
            : false;
    }

    /// <summary>Whether a tensor has a shape.</summary>
    public static bool Fits(SafetensorsTensor tensor, IEnumerable<int> shape) => tensor.Shape.SequenceEqual(shape.Select(size => (long)size));

    private static bool IsSquare(Parameter matrix) => matrix.Shape[0] == matrix.Shape[1];

    private static string? Format(SafetensorsFile file) => file.Metadata.GetValueOrDefault(FormatEntry);

    private static bool HasRank(SafetensorsFile file, int least) => file.Tensors.Any(tensor => tensor.Shape.Count >= least);

    private static InvalidDataException Refusal(SafetensorsFile file, string reason) => new(
        $"{(file.Path is null ? string.Empty : $"{file.Path}: ")}expected weights in the order of PyTorch, (out, in) and (out, in, height, width), but {reason}");
}

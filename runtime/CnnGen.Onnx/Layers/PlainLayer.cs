namespace CnnGen.Onnx.Layers;

/// <summary>A layer without arguments: an activation, Flatten, a loss.</summary>
/// <param name="Name">Its attribute.</param>
internal sealed record PlainLayer(string Name) : Layer
{
    public static readonly PlainLayer ReLU = new("ReLU");

    public static readonly PlainLayer GELU = new("GELU");

    public static readonly PlainLayer Sigmoid = new("Sigmoid");

    public static readonly PlainLayer Tanh = new("Tanh");

    public static readonly PlainLayer Flatten = new("Flatten");

    public static readonly PlainLayer SoftmaxCrossEntropy = new("SoftmaxCrossEntropy");

    public static readonly PlainLayer BinaryCrossEntropy = new("BinaryCrossEntropy");

    public static readonly PlainLayer MeanSquaredError = new("MeanSquaredError");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PlainLayer> All { get; } =
        [ReLU, GELU, Sigmoid, Tanh, Flatten, SoftmaxCrossEntropy, BinaryCrossEntropy, MeanSquaredError];

    public override string Stem => Name.ToLowerInvariant();

    public override string Signature => Name;

    public override string Attribute => Name;
}

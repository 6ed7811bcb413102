namespace CnnGen;

/// <summary>What an import takes from elsewhere than the model.</summary>
public sealed record OnnxImportOptions
{
    /// <summary>The name of the class; by default made of the file's name: <c>mnist-8.onnx</c> becomes <c>Mnist8</c>.</summary>
    public string? ClassName { get; init; }

    /// <summary>The namespace of the class, or <see langword="null"/> for none.</summary>
    public string? Namespace { get; init; }

    /// <summary>
    /// The shape of a sample in place of the model's own, whose sizes may be open: channels, height, width; or channels,
    /// length; or features; each at least 1.
    /// </summary>
    public IReadOnlyList<int>? InputShape { get; init; }

    /// <summary>The loss.</summary>
    public OnnxLoss Loss { get; init; }
}

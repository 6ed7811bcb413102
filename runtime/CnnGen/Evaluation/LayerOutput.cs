namespace CnnGen;

/// <summary>What a layer computes for one sample.</summary>
/// <param name="Layer">The layer's name: <c>conv1</c>.</param>
/// <param name="Shape">Channels, height, width; or channels, length; or features.</param>
/// <param name="Values">Row-major, after the activation where one follows the layer directly.</param>
public sealed record LayerOutput(string Layer, IReadOnlyList<int> Shape, float[] Values);

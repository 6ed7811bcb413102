namespace CnnGen.Onnx.Model;

/// <summary>
/// Every kind of layer, by its name in an architecture's text. A layer adds itself when the assembly is loaded: no list has to be
/// kept, and nothing is looked up that trimming could have removed.
/// </summary>
internal static class LayerKinds
{
    private static readonly Dictionary<string, Func<LayerText, Layer>> Readers = [];

    /// <param name="name">The name of the layer: <c>Conv2D</c>.</param>
    /// <param name="read">What makes the layer of its text.</param>
    public static void Add(string name, Func<LayerText, Layer> read) => Readers.Add(name, read);

    /// <summary>Whether a layer has this name.</summary>
    public static bool Has(string name) => Readers.ContainsKey(name);

    /// <exception cref="NotSupportedException">The layer is not known here.</exception>
    public static Layer Read(string text)
    {
        var layer = new LayerText(text);
        return Readers.TryGetValue(layer.Name, out Func<LayerText, Layer>? read)
            ? read(layer)
            : throw new NotSupportedException($"The layer {text} cannot be written as ONNX.");
    }
}

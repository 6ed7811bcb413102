namespace CnnGen.Onnx.Tests.Layers;

/// <summary>Models of the operators that become one kind of layer. A class that derives from this one is found by itself.</summary>
internal abstract class LayerModels
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<LayerModels> All { get; } =
    [
        .. typeof(LayerModels).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(LayerModels)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (LayerModels)Activator.CreateInstance(type)!),
    ];

    /// <summary>Those that are taken, and predict as ONNX Runtime does.</summary>
    public abstract IEnumerable<(string Name, ModelBuilder Model)> Taken { get; }

    /// <summary>Those that are refused, and with which words.</summary>
    public virtual IEnumerable<(string Name, ModelBuilder Model, string Refusal)> Refused => [];
}

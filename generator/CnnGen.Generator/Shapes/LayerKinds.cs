using System.Reflection;
using CnnGen.Generator.Declarations;

namespace CnnGen.Generator.Shapes;

/// <summary>Every kind of layer, by the name of its attribute. A layer is found by its <see cref="LayerAttributeAttribute"/>.</summary>
internal static class LayerKinds
{
    private static readonly Dictionary<string, Func<LayerDeclaration, Layer>> Readers = typeof(Layer).Assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributes<LayerAttributeAttribute>(), (type, attribute) => (attribute.Name, Type: type))
        .ToDictionary(kind => kind.Name, kind => ReaderOf(kind.Type));

    /// <summary>The names of the attributes that declare layers: <c>Conv2D</c>.</summary>
    public static IEnumerable<string> Names => Readers.Keys;

    public static Layer Create(LayerDeclaration declaration) =>
        Readers.TryGetValue(declaration.Kind, out Func<LayerDeclaration, Layer> read)
            ? read(declaration) with { Written = declaration.Written, Frozen = declaration.IsFrozen }
            : throw new InvalidOperationException($"No layer is known for the attribute '{declaration.Kind}'.");

    private static Func<LayerDeclaration, Layer> ReaderOf(Type layer) => (Func<LayerDeclaration, Layer>)Delegate.CreateDelegate(
        typeof(Func<LayerDeclaration, Layer>),
        layer.GetMethod("Read", [typeof(LayerDeclaration)])
            ?? throw new InvalidOperationException($"{layer.Name} bears [LayerAttribute] and has no method Read(LayerDeclaration)."));
}

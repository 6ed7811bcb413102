namespace CnnGen.Generator.Shapes;

/// <summary>
/// Names an attribute that declares a layer: <c>Conv2D</c>. The layer has a static method <c>Read</c>, which takes a declaration and
/// gives the layer.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
internal sealed class LayerAttributeAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

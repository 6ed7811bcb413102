using System.Globalization;
using CnnGen.Generator.Declarations;
using CnnGen.Generator.Layers;

namespace CnnGen.Generator.Shapes;

/// <summary>A node of the network's graph: a layer, what it reads, and the shape that it gives.</summary>
/// <param name="Name">Its kind and number, as saved weights are called: <c>conv1</c>.</param>
/// <param name="Layer">What it does.</param>
/// <param name="Inputs">The nodes it reads, by position; −1 is the network's input.</param>
/// <param name="Input">The shape that it reads.</param>
/// <param name="Output">The shape that it gives.</param>
internal sealed record Node(string Name, Layer Layer, EquatableArray<int> Inputs, Shape Input, Shape Output)
{
    /// <summary>As emitted code calls it: <c>Conv1</c>.</summary>
    public string MemberName => char.ToUpper(Name[0], CultureInfo.InvariantCulture) + Name.Substring(1);
}

/// <summary>A network whose every shape is known and fits.</summary>
internal sealed record ShapedNetwork(TypeIdentity Type, Shape Input, EquatableArray<Node> Nodes)
{
    public long ParameterCount => Nodes.Sum(node => node.Layer.ParameterCount(node.Input));

    public long MultiplyAdds => Nodes.Sum(node => node.Layer.MultiplyAdds(node.Input, node.Output));
}

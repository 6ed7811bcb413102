using CnnGen.Generator.Declarations;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Shapes;

/// <summary>The names of a network's layers: their kind and number, behind the block that brings them.</summary>
internal sealed class NodeNames
{
    private readonly Dictionary<string, int> _numbers = [];

    /// <summary>The name of the next layer: <c>conv1</c>, or <c>digitFeatures.conv1</c>.</summary>
    public string Next(Layer layer, BlockUse? block)
    {
        string stem = block is null ? layer.NamePrefix : $"{block.Path}.{layer.NamePrefix}";
        int number = _numbers[stem] = _numbers.TryGetValue(stem, out int last) ? last + 1 : 1;
        return $"{stem}{Literal.Of(number)}";
    }
}

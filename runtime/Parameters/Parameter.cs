namespace CnnGen.Parameters;

/// <summary>One tensor of weights or biases: a named slice of the arena that holds all parameters of a network.</summary>
public sealed class Parameter
{
    private readonly Arena _arena;
    private readonly ParameterPlan _plan;

    internal Parameter(Arena arena, ParameterPlan plan)
    {
        _arena = arena;
        _plan = plan;
    }

    /// <summary>The name under which it is saved, as PyTorch would call it: <c>conv1.weight</c>.</summary>
    public string Name => _plan.Name;

    /// <summary>Its dimensions, the outermost first: (out, in, kernel height, kernel width) for a convolution.</summary>
    public IReadOnlyList<int> Shape => _plan.Shape;

    /// <summary>Its values, row-major, to read and to write.</summary>
    public Span<float> Values => _arena.Span.Slice(_plan.Offset, _plan.Length);

    /// <summary>Name and shape, such as <c>conv1.weight [6, 1, 5, 5]</c>.</summary>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";
}

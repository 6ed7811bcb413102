using CnnGen.Memory;

namespace CnnGen.Parameters;

/// <summary>One tensor of weights, biases or statistics: a named slice of the arena that holds all parameters of a network.</summary>
public sealed class Parameter
{
    private readonly Arena _arena;
    private readonly ParameterLayout _layout;
    private readonly ParameterSet? _set;

    /// <param name="arena">Where its values lie.</param>
    /// <param name="layout">Its name, its shape, and its place there.</param>
    /// <param name="set">The parameters that predictions are made with, if it is one of them.</param>
    internal Parameter(Arena arena, ParameterLayout layout, ParameterSet? set = null)
    {
        _arena = arena;
        _layout = layout;
        _set = set;
    }

    /// <summary>The name under which it is saved, as PyTorch would call it: <c>conv1.weight</c>.</summary>
    public string Name => _layout.Name;

    /// <summary>Its dimensions, the outermost first: (out, in, kernel height, kernel width) for a convolution.</summary>
    public IReadOnlyList<int> Shape => _layout.Shape;

    /// <summary>Whether it is a statistic that training keeps, and not learned: <c>bn1.running_mean</c>.</summary>
    public bool IsBuffer => _layout.IsBuffer;

    /// <summary>Its values, row-major, to read and to write.</summary>
    /// <remarks>
    /// What is written shows in the next prediction if the span was taken after the last one: prediction keeps the weights
    /// in a form of its own, and makes that anew where <see cref="Values"/> has been read since. A span that was taken before a
    /// prediction must be taken again to change the next one.
    /// </remarks>
    public Span<float> Values
    {
        get
        {
            _set?.MarkChanged();
            return _arena.Span.Slice(_layout.Offset, _layout.Length);
        }
    }

    /// <summary>The same to read alone, which leaves what prediction keeps as it is.</summary>
    internal ReadOnlySpan<float> Content => _arena.Span.Slice(_layout.Offset, _layout.Length);

    /// <summary>Name and shape, such as <c>conv1.weight [6, 1, 5, 5]</c>.</summary>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";
}

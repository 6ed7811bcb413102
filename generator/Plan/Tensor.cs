using CnnGen.Generator.Layers;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Plan;

/// <summary>
/// Values that one operation writes and others read, and their gradient. Where an activation is fused into the
/// producer the values are those behind it and the gradient is that before it: whoever writes the gradient multiplies
/// by the derivative.
/// </summary>
internal sealed class Tensor(string name, Shape shape)
{
    /// <summary>Samples side by side in one feature.</summary>
    private const int Lanes = 16;

    /// <summary>As emitted code calls it: <c>Conv1</c>.</summary>
    public string Name { get; } = name;

    public Shape Shape { get; } = shape;

    /// <summary>Values of one sample.</summary>
    public int Size => (int)Shape.Size;

    /// <summary>Floats of one block.</summary>
    public int Floats => Size * Lanes;

    /// <summary>The activation fused into the producer.</summary>
    public Activation Activation { get; set; }

    /// <summary>Whether anything in front of it learns.</summary>
    public bool NeedsGradient { get; set; }

    public string GradientName => Name + "Gradient";
}

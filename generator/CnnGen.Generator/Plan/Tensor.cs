using CnnGen.Generator.Functions;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Plan;

/// <summary>
/// Values that one operation writes and others read, and their gradient. Where an activation is fused into the
/// producer the values are those behind it and the gradient is that before it: whoever writes the gradient multiplies
/// by the derivative.
/// </summary>
/// <param name="name">As emitted code calls it: <c>Conv1</c>.</param>
/// <param name="shape">Channels, height and width.</param>
/// <param name="isSpread">Whether channels lie apart so that they do not compete for the same lines of a cache.</param>
internal sealed class Tensor(string name, Shape shape, bool isSpread = false)
{
    /// <summary>Samples side by side in one feature: those of a block.</summary>
    public const int Lanes = 16;

    public string Name { get; } = name;

    public Shape Shape { get; } = shape;

    /// <summary>Whose values these are: its own, unless this is what one of several operations reads.</summary>
    public Tensor Source => Shared ?? this;

    private Tensor? Shared { get; init; }

    /// <summary>The layer that it comes from, as saved weights are called: <c>conv1</c>.</summary>
    public string LayerName { get; init; } = string.Empty;

    /// <summary>Values of one sample.</summary>
    public int Size => (int)Shape.Size;

    /// <summary>
    /// Vectors from one channel to the next. A cache finds a line by the lower bits of its address: where channels lie
    /// a multiple of a large power of two apart, all of them compete for a few places, and one vector between them
    /// parts them.
    /// </summary>
    public int Plane => (Shape.Height * Shape.Width) + (isSpread && Shape.Height * Shape.Width % 16 == 0 ? 1 : 0);

    /// <summary>
    /// Vectors from one channel of another shape of as many values to the next. Flattening renames positions and moves nothing,
    /// so that the values of an image follow one another here where its channels are no longer told apart.
    /// </summary>
    public int PlaneOf(Shape shape)
    {
        int plane = Shape.Channels == shape.Channels ? Plane : shape.Height * shape.Width;
        Bounds.Require(0, ((shape.Channels - 1L) * plane) + (shape.Height * shape.Width) - 1, Vectors, Name);
        return plane;
    }

    /// <summary>Whether values lie one after another, without a gap between channels.</summary>
    public bool IsCompact => Plane == Shape.Height * Shape.Width;

    /// <summary>Vectors of one sub-block, gaps included.</summary>
    public int Vectors => Whole is null ? Shape.Channels * Plane : Whole.Vectors;

    private Tensor? Whole { get; init; }

    /// <summary>Floats of one block.</summary>
    public int Floats => Vectors * Lanes;

    /// <summary>The activation fused into the producer.</summary>
    public Activation Activation { get; init; }

    /// <summary>The activation that its values meet first: the one fused into the producer, or the one behind a norm that alone reads them.</summary>
    public Activation FollowingActivation { get; init; }

    /// <summary>Whether anything in front of it learns.</summary>
    public bool NeedsGradient { get; init; }

    /// <summary>As emitted code calls the place of its gradient, where that has one of its own.</summary>
    public string GradientName { get; private init; } = name + "Gradient";

    /// <summary>The first of so many groups of channels; the others lie behind it, as far apart as the group has planes.</summary>
    public Tensor FirstGroup(int groups) => groups == 1 ? this : new(Name, Shape with { Channels = Shape.Channels / groups }, isSpread)
    {
        Whole = this,
        Activation = Activation,
        NeedsGradient = NeedsGradient,
    };

    /// <summary>
    /// The same values for one of several operations that read them. Its gradient has a place of its own, and is the one behind
    /// the activation: what is read by several is differentiated once, where their gradients are added up.
    /// </summary>
    /// <param name="reader">The operation, as emitted code calls it.</param>
    public Tensor ReadBy(string reader) => new(Name, Shape, isSpread)
    {
        Shared = this,
        LayerName = LayerName,
        NeedsGradient = NeedsGradient,
        GradientName = $"{Name}GradientOf{reader}",
    };
}

using CnnGen.Generator.Model;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Plan;

/// <summary>How a parameter tensor starts out; the names are those of the runtime.</summary>
internal enum Initialization
{
    Zero,
    He,
    Glorot,
    One,
}

/// <summary>How the gradient of a parameter is summed. In the arena parameters lie in this order, so that each kind is one stretch.</summary>
internal enum GradientSum
{
    /// <summary>Block by block, in slots.</summary>
    Blocks,

    /// <summary>Over the whole batch, at once or between two phases.</summary>
    Batch,

    /// <summary>Not at all: the parameter is frozen, or a statistic.</summary>
    None,
}

/// <summary>A tensor of weights or biases.</summary>
/// <param name="Owner">The operation it belongs to: <c>Conv1</c>.</param>
/// <param name="Role"><c>Weight</c>, <c>Bias</c>, or the name of a statistic.</param>
/// <param name="Dimensions">The outermost first.</param>
/// <param name="Initialization">How it starts out.</param>
/// <param name="FanIn">Inputs that meet in one output.</param>
/// <param name="FanOut">Outputs that one input reaches.</param>
/// <param name="Gradient">How its gradient is summed.</param>
internal sealed record ParameterTensor(
    string Owner,
    string Role,
    EquatableArray<int> Dimensions,
    Initialization Initialization,
    int FanIn,
    int FanOut,
    GradientSum Gradient)
{
    private const int Alignment = 16;

    /// <summary>Whether it is a statistic that training keeps, and not learned.</summary>
    public bool IsBuffer { get; init; }

    /// <summary>What files call it behind its layer: <c>running_mean</c>.</summary>
    public string Key => string.Concat(Role.Select((letter, i) => char.IsUpper(letter) && i > 0 ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    public int Length => Dimensions.Aggregate(1, (product, dimension) => product * dimension);

    /// <summary>Floats up to the next tensor, which starts at a multiple of 64 bytes.</summary>
    public int AlignedLength => (Length + Alignment - 1) / Alignment * Alignment;

    /// <summary>As the comments of kernels write its dimensions: <c>[16][6][5][5]</c>.</summary>
    public string Brackets => string.Concat(Dimensions.Select(size => $"[{Literal.Of(size)}]"));

    /// <summary>As emitted code calls its offset: <c>Conv1Weight</c>.</summary>
    public string ConstantName => Owner + Role;
}

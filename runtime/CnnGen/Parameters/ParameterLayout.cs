namespace CnnGen.Parameters;

/// <summary>How a parameter tensor starts out.</summary>
public enum Initialization
{
    /// <summary>All zero: biases, and means.</summary>
    Zero = 0,

    /// <summary>Uniform in ±√(6 / fan-in): before a rectifier (He et al. 2015, equation 10, as a uniform distribution).</summary>
    He = 1,

    /// <summary>Uniform in ±√(6 / (fan-in + fan-out)) (Glorot and Bengio 2010, equation 16).</summary>
    Glorot = 2,

    /// <summary>All one: the factors of a normalisation, and variances.</summary>
    One = 3,
}

/// <summary>Where a parameter tensor lies in the arena of all parameters, and how it starts out.</summary>
/// <param name="Name">The name under which it is saved.</param>
/// <param name="Shape">Its dimensions, the outermost first.</param>
/// <param name="Offset">Its first float in the arena, a multiple of 16.</param>
/// <param name="Initialization">How it starts out.</param>
/// <param name="FanIn">Inputs that meet in one output.</param>
/// <param name="FanOut">Outputs that one input reaches.</param>
public sealed record ParameterLayout(
    string Name,
    IReadOnlyList<int> Shape,
    int Offset,
    Initialization Initialization,
    int FanIn,
    int FanOut)
{
    /// <summary>Whether it is no parameter but a statistic that training keeps: saved like one, but neither learned nor counted.</summary>
    public bool IsBuffer { get; init; }

    /// <summary>Whether it is what values are multiplied and summed by, and neither a bias nor a part of a normalisation.</summary>
    internal bool IsWeight => Initialization is Initialization.He or Initialization.Glorot;

    /// <summary>Floats.</summary>
    public int Length { get; } = Shape.Aggregate(1, (product, dimension) => product * dimension);
}

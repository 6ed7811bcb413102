namespace CnnGen.Generator.Plan;

/// <summary>
/// A normalisation by the statistics of a batch, with running ones for predictions. In training it ends a phase of a step, since each
/// micro-batch has to know what all of them measured.
/// </summary>
internal abstract class BatchStatisticsOperation(string name, Tensor input, Tensor output) : Operation(name, input, output)
{
    /// <summary>What the variance is enlarged by.</summary>
    public abstract float Epsilon { get; }

    /// <summary>The share of a batch in the running statistics.</summary>
    public abstract float Momentum { get; }

    /// <summary>How many statistics of a kind there are.</summary>
    public abstract int Channels { get; }

    /// <summary>The values of a sample that one statistic is of.</summary>
    public abstract int Positions { get; }

    /// <summary>Floats of the statistics of a batch.</summary>
    public abstract int BatchFloats { get; }

    /// <summary>Floats of what one block measures for them.</summary>
    public abstract int BlockFloats { get; }

    /// <summary>Its parameters and statistics as arguments, in the order in which the runtime's functions take them.</summary>
    public abstract string ParameterArguments { get; }
}

namespace CnnGen;

/// <summary>
/// Training has left the finite numbers: a loss or a weight is infinite or not a number, and no further step could mend
/// it. A smaller learning rate is the usual cure, unless the data are at fault.
/// </summary>
public sealed class TrainingDivergedException : ArithmeticException
{
    internal TrainingDivergedException(string reason, int epoch, int step, float learningRate, string? layer, int? sample)
        : base(FormattableString.Invariant($"Training diverged in epoch {epoch}, step {step}, at a learning rate of {learningRate}: {reason}"))
    {
        Epoch = epoch;
        Step = step;
        LearningRate = learningRate;
        Layer = layer;
        Sample = sample;
    }

    /// <summary>The epoch of the call of <c>Fit</c>, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The step of the epoch, from 1, after which it was noticed.</summary>
    public int Step { get; }

    /// <summary>The learning rate at that step.</summary>
    public float LearningRate { get; }

    /// <summary>
    /// The first layer of the network whose weights or values are not finite; <see langword="null"/> where it is a sample
    /// that is not.
    /// </summary>
    public string? Layer { get; }

    /// <summary>
    /// The sample of the dataset that is not finite, or on which the layer's values are not; <see langword="null"/> where
    /// weights are not.
    /// </summary>
    public int? Sample { get; }
}

namespace CnnGen.Parameters;

/// <summary>What one batch normalisation has learned, and the statistics that predictions take.</summary>
public sealed class NormParameters
{
    internal NormParameters(ReadOnlySpan<Parameter> parameters)
    {
        Weight = parameters[0];
        Bias = parameters[1];
        RunningMean = parameters[2];
        RunningVar = parameters[3];
    }

    /// <summary>What normalised values are multiplied by, one a channel.</summary>
    public Parameter Weight { get; }

    /// <summary>What is added then, one a channel.</summary>
    public Parameter Bias { get; }

    /// <summary>The running mean of each channel.</summary>
    public Parameter RunningMean { get; }

    /// <summary>The running variance of each channel, the unbiased one.</summary>
    public Parameter RunningVar { get; }
}

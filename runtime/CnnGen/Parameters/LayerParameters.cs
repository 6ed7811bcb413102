namespace CnnGen.Parameters;

/// <summary>What one layer has learned.</summary>
public sealed class LayerParameters
{
    internal LayerParameters(Parameter weight, Parameter? bias)
    {
        Weight = weight;
        Bias = bias;
    }

    /// <summary>The weights: (filters, channels, kernel height, kernel width), or (outputs, inputs).</summary>
    public Parameter Weight { get; }

    /// <summary>The biases, one a filter or output; <see langword="null"/> where the layer has none.</summary>
    public Parameter? Bias { get; }
}

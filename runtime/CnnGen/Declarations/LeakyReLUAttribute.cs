namespace CnnGen;

/// <summary>The leaky rectifier, element by element: <c>y = x > 0 ? x : slope * x</c>.</summary>
/// <remarks>
/// <para>The output has the shape of the input. The gradient is <c>dx = x > 0 ? dy : slope * dy</c>, so that a unit which is
/// below zero for every sample still learns (Maas, Hannun and Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models, 2013).</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3010.md">CNN3010</see> for a slope below 0.</para>
/// </remarks>
/// <row shapes="any, unchanged" parameters="">x, or slope · x below 0</row>
/// <param name="slope">What values below zero are multiplied by: 0 to 3.4E+38, kept as a 32-bit float. The default is 0.01; 0 is <see cref="ReLUAttribute"/>.</param>
public sealed class LeakyReLUAttribute(double slope = 0.01) : LayerAttribute
{
    /// <summary>What values below zero are multiplied by: 0 to 3.4E+38.</summary>
    public double Slope { get; } = slope;
}

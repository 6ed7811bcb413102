namespace CnnGen;

/// <summary>A fully connected layer: each output is a weighted sum of all inputs.</summary>
/// <remarks>
/// <para>Input a vector, output a vector of <c>outputs</c>: <c>y[o] = bias[o] + Σ over i of weight[o, i] * x[i]</c>.
/// <c>FullyConnected(120)</c> gives 120 for 400. An image or a signal needs <see cref="FlattenAttribute"/> before it.</para>
/// <para>Parameters: <c>weight</c> (outputs, inputs) and <c>bias</c> (outputs).</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3001.md">CNN3001</see> for outputs below 1,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2002.md">CNN2002</see> where the input is no vector.</para>
/// </remarks>
/// <row shapes="n → outputs" parameters="outputs · (n + 1)"></row>
/// <param name="outputs">Outputs: 1 or more. In the last layer of a classifier, one a class.</param>
public sealed class FullyConnectedAttribute(int outputs) : LayerAttribute
{
    /// <summary>Outputs: 1 or more. In the last layer of a classifier, one a class.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>Whether a learned bias is added to each output. The default is <see langword="true"/>.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>
    /// Whether training leaves the parameters of this layer as they are, to the bit; no code for their gradients is
    /// written then. The default is <see langword="false"/>.
    /// </summary>
    public bool Frozen { get; init; }
}

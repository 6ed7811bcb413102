namespace CnnGen;

/// <summary>A fully connected layer: each output is a weighted sum of all inputs.</summary>
/// <remarks>
/// <para>Input a vector, output a vector: <c>y[o] = bias[o] + Σ over i of weight[o, i] * x[i]</c>. An image or a signal
/// needs <see cref="FlattenAttribute"/> before it.</para>
/// <para>Parameters: <c>weight</c> (outputs, inputs) and <c>bias</c> (outputs).</para>
/// </remarks>
/// <param name="outputs">Outputs: 1 or more. In the last layer of a classifier, one a class.</param>
public sealed class FullyConnectedAttribute(int outputs) : LayerAttribute
{
    /// <summary>Outputs: 1 or more.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>Whether each output adds a learned bias. The default is <see langword="true"/>.</summary>
    public bool Bias { get; init; } = true;
}

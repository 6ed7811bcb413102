namespace CnnGen;

/// <summary>The hyperbolic tangent, element by element: <c>y = tanh(x)</c>, between −1 and 1.</summary>
/// <remarks>The output has the shape of the input. The gradient is <c>dx = dy * (1 - y * y)</c>.</remarks>
/// <row shapes="any, unchanged" parameters=""></row>
public sealed class TanhAttribute : LayerAttribute;

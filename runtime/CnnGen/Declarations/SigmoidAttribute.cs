namespace CnnGen;

/// <summary>The logistic function, element by element: <c>y = 1 / (1 + exp(-x))</c>, between 0 and 1.</summary>
/// <remarks>The output has the shape of the input. The gradient is <c>dx = dy * y * (1 - y)</c>.</remarks>
/// <row shapes="any, unchanged" parameters="">1 / (1 + e⁻ˣ)</row>
public sealed class SigmoidAttribute : LayerAttribute;

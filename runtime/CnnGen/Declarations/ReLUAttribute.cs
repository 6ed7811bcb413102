namespace CnnGen;

/// <summary>The rectifier, element by element: <c>y = max(0, x)</c>.</summary>
/// <remarks>The output has the shape of the input. The gradient is <c>dx = x > 0 ? dy : 0</c>.</remarks>
/// <row shapes="any, unchanged" parameters="">max(0, x)</row>
public sealed class ReLUAttribute : LayerAttribute;

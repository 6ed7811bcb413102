namespace CnnGen;

/// <summary>The Gaussian error linear unit, element by element: <c>y = x * Φ(x)</c>, where <c>Φ(x) = (1 + erf(x / √2)) / 2</c>.</summary>
/// <remarks>
/// The output has the shape of the input. The gradient is <c>dx = dy * (Φ(x) + x * φ(x))</c>, where <c>φ(x) = exp(-x² / 2) / √(2π)</c>.
/// It is the exact function, PyTorch's default, and not the approximation by tanh (Hendrycks and Gimpel, Gaussian Error Linear
/// Units, 2016); Φ is computed with an absolute error below 1.5e-7. Unlike other activations it takes a pass and memory of its
/// own, since its gradient needs its input.
/// </remarks>
/// <row shapes="any, unchanged" parameters="">x · Φ(x)</row>
public sealed class GELUAttribute : LayerAttribute;

namespace CnnGen.Generator.Layers;

/// <summary>A tap of a fixed kernel.</summary>
/// <param name="Row">Its row in the kernel.</param>
/// <param name="Column">Its column in the kernel.</param>
/// <param name="Coefficient">What it multiplies its input by.</param>
internal readonly record struct FilterTap(int Row, int Column, float Coefficient);

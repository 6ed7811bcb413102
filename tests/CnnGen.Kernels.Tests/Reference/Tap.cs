namespace CnnGen.Kernels.Tests.Reference;

/// <summary>An output, a weight and an input that meet, by their indices: output ← weight · input.</summary>
internal readonly record struct Tap(int Output, int Weight, int Input);

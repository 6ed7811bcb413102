namespace CnnGen.Generator.Layers;

/// <summary>A 3×3 kernel that the runtime's <c>FilterKernel</c> names.</summary>
/// <param name="Name">The name there; the position in <see cref="All"/> is its number.</param>
/// <param name="Coefficients">Row by row.</param>
internal sealed record NamedKernel(string Name, float[] Coefficients)
{
    /// <summary>Rows, and columns.</summary>
    public const int Size = 3;

    public static readonly IReadOnlyList<NamedKernel> All =
    [
        new("DiagonalEdges", [1, 0, -1, 0, 0, 0, -1, 0, 1]),
        new("Laplacian", [0, -1, 0, -1, 4, -1, 0, -1, 0]),
        new("LaplacianWithDiagonals", [-1, -1, -1, -1, 8, -1, -1, -1, -1]),
        new("Sharpen", [0, -1, 0, -1, 5, -1, 0, -1, 0]),
        new("BoxBlur", [.. Enumerable.Repeat(1 / 9f, 9)]),
        new("GaussianBlur", [1 / 16f, 2 / 16f, 1 / 16f, 2 / 16f, 4 / 16f, 2 / 16f, 1 / 16f, 2 / 16f, 1 / 16f]),
    ];
}

namespace CnnGen.Onnx.Import;

/// <summary>A tensor of numbers that does not depend on the input.</summary>
/// <param name="Shape">Its dimensions, each at least 0; none for a single number.</param>
/// <param name="Floats">Its values, row-major, where they are real numbers.</param>
/// <param name="Integers">Its values where they are whole numbers.</param>
internal sealed record Constant(IReadOnlyList<int> Shape, float[]? Floats, long[]? Integers)
{
    public int Count => Floats?.Length ?? Integers!.Length;

    /// <summary>Its dimensions, for messages.</summary>
    public string Size => $"[{string.Join(", ", Shape.Take(8))}]";
}

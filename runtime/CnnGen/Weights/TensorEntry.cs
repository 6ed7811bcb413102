namespace CnnGen.Weights;

/// <summary>What the header of a file says of one tensor.</summary>
/// <param name="Name">Its name; no other tensor of the file has it.</param>
/// <param name="ElementType">The type of its values.</param>
/// <param name="Shape">Its dimensions, the outermost first, none negative; none at all for a single value.</param>
/// <param name="Begin">Its first byte, counted from the end of the header.</param>
/// <param name="End">The byte behind its last one.</param>
/// <param name="Position">Where the header speaks of it, in bytes of the file.</param>
internal sealed record TensorEntry(string Name, string ElementType, long[] Shape, long Begin, long End, long Position);

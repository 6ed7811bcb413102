namespace CnnGen;

/// <summary>Reads an image or a signal as a vector, as a fully connected layer needs it.</summary>
/// <remarks>
/// Input channels × height × width (or channels × length), output a vector of as many features, in the same row-major
/// order: <c>Flatten</c> gives 400 for 16×5×5. Nothing is computed.
/// </remarks>
/// <row shapes="c×h×w → c·h·w" parameters=""></row>
public sealed class FlattenAttribute : LayerAttribute;

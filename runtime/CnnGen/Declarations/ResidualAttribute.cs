namespace CnnGen;

/// <summary>
/// The layers of a block, added to what they read (He et al. 2015, Deep Residual Learning for Image Recognition):
/// <c>out = block(in) + in</c>, or <c>block(in) + shortcut(in)</c>.
/// </summary>
/// <remarks>
/// <para>Input whatever the block's first layer takes, output what its last one gives: where <c>Body</c> is
/// <c>[Conv2D(6, 3, Padding = 1), ReLU]</c>, <c>Residual(typeof(Body))</c> gives 6×12×12 for 6×12×12. Both summands must have
/// the same shape: where the block changes it, <see cref="Shortcut"/> names a block that changes it likewise, as a convolution of one pixel
/// with the same stride does. What is to follow each sum, a ReLU mostly, stands behind this attribute.</para>
/// <para>Parameters: those of the layers of both blocks, under the names that they have with <see cref="UseAttribute"/>:
/// <c>basicBlock.conv1.weight</c>, <c>projection.conv1.weight</c>. Repeated, the same block is <c>basicBlock2</c>.</para>
/// <para>Errors, on this attribute:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2020.md">CNN2020</see> where the shapes of the summands differ,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3001.md">CNN3001</see> for less than one repetition,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3020.md">CNN3020</see> for more than 1,000,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1020.md">CNN1020</see> where a class bears no <see cref="BlockAttribute"/>,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1021.md">CNN1021</see> where a block contains itself,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1023.md">CNN1023</see> where the block has no layers;
/// and those of the blocks' layers.</para>
/// </remarks>
/// <row shapes="those of its block" parameters="those of its blocks">block(x) + x, or block(x) + shortcut(x)</row>
/// <param name="block">The class that bears <see cref="BlockAttribute"/> and the layers.</param>
public sealed class ResidualAttribute(Type block) : LayerAttribute
{
    /// <summary>The class that bears <see cref="BlockAttribute"/> and the layers.</summary>
    public Type Block { get; } = block;

    /// <summary>
    /// The block whose output is added in the place of the input itself. The default is <see langword="null"/>: the input as it
    /// is, as of a block without layers.
    /// </summary>
    public Type? Shortcut { get; init; }

    /// <summary>How many such sums follow one another, each with weights of its own: 1 to 1,000. The default is 1.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>
    /// Whether training leaves the parameters of all layers of both blocks as they are, to the bit. The default is
    /// <see langword="false"/>.
    /// </summary>
    public bool Frozen { get; init; }
}

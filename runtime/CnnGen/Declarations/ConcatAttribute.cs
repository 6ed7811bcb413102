namespace CnnGen;

/// <summary>
/// Several blocks beside each other, all of which read the same input: the channels that they give follow one another (Szegedy
/// et al. 2015, Going Deeper with Convolutions).
/// </summary>
/// <remarks>
/// <para>Input whatever the first layers of the blocks take, output the channels of all of them, in their order: where
/// <c>Wide</c> is <c>[Conv2D(3, 5, Padding = 2), ReLU]</c>, <c>Concat(typeof(Wide), typeof(Wide))</c> gives 6×28×28 for 1×28×28.
/// What the blocks give must have the same height and width, and the same number of dimensions; vectors follow one another
/// whole. A block without layers is the identity: its channels are those of the input.</para>
/// <para>Parameters: those of the layers of all blocks, under the names that they have with <see cref="UseAttribute"/>:
/// <c>branch1x1.conv1.weight</c>. The same block a second time is <c>branch1x12</c>, with weights of its own.</para>
/// <para>Errors, on this attribute:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2021.md">CNN2021</see> where outputs do not fit beside each other,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1030.md">CNN1030</see> for less than two blocks,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3001.md">CNN3001</see> for less than one repetition,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3020.md">CNN3020</see> for more than 1,000,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1020.md">CNN1020</see> where a class bears no <see cref="BlockAttribute"/>,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1021.md">CNN1021</see> where a block contains itself;
/// and those of the blocks' layers.</para>
/// </remarks>
/// <row shapes="c×h×w → c₁ + c₂ + …×h′×w′" parameters="those of its blocks">the channels of one block after those of the other</row>
/// <param name="branches">The classes that bear <see cref="BlockAttribute"/> and the layers: two or more.</param>
public sealed class ConcatAttribute(params Type[] branches) : LayerAttribute
{
    /// <summary>The classes that bear <see cref="BlockAttribute"/> and the layers.</summary>
    public IReadOnlyList<Type> Branches { get; } = branches;

    /// <summary>How many such layers follow one another, each with weights of its own: 1 to 1,000. The default is 1.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>
    /// Whether training leaves the parameters of all layers of all blocks as they are, to the bit. The default is
    /// <see langword="false"/>.
    /// </summary>
    public bool Frozen { get; init; }
}

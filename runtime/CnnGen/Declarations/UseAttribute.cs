namespace CnnGen;

/// <summary>The layers of a block, in the place of this attribute. A block may be used several times, each time with weights of its own.</summary>
/// <remarks>
/// <para>Input whatever the block's first layer takes, output what its last one gives: where <c>Features</c> is
/// <c>[Conv2D(6, 5), ReLU, MaxPool2D(2)]</c>, <c>Use(typeof(Features))</c> gives 6×12×12 for 1×28×28.</para>
/// <para>Parameters: those of its layers, numbered within the block, behind the block's name: <c>features.conv1.weight</c>
/// when saved, <c>FeaturesConv1</c> as a property of the network. A block in a block has both names:
/// <c>features.edges.conv1.weight</c>. Used again, the same block is <c>features2</c>, unless <see cref="Name"/> says otherwise.</para>
/// <para>Errors, on this attribute:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1020.md">CNN1020</see> where the class bears no <see cref="BlockAttribute"/>,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1021.md">CNN1021</see> where it contains itself,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1022.md">CNN1022</see> where it has a loss or is a network,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1023.md">CNN1023</see> where it has no layers,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1024.md">CNN1024</see> for a name that is taken or is none,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3001.md">CNN3001</see> for less than one repetition,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3020.md">CNN3020</see> for more than 1,000;
/// and those of the block's layers.</para>
/// </remarks>
/// <row shapes="those of its layers" parameters="those of its layers">the layers of a class with <c>[Block]</c>; blocks may use blocks, also of other assemblies</row>
/// <param name="block">The class that bears <see cref="BlockAttribute"/> and the layers.</param>
public sealed class UseAttribute(Type block) : LayerAttribute
{
    /// <summary>The class that bears <see cref="BlockAttribute"/> and the layers.</summary>
    public Type Block { get; } = block;

    /// <summary>
    /// What the names of its layers begin with: letters and digits, a letter first. The default is the name of the block's
    /// class with a small first letter, and a number from the second use on: <c>digitFeatures</c>, <c>digitFeatures2</c>.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>
    /// How many times the block stands there, one behind the other, each time with weights of its own: 1 to 1,000. The default
    /// is 1. The second one's names are those of a second use: <c>features2</c>.
    /// </summary>
    public int Repeat { get; init; } = 1;

    /// <summary>
    /// Whether training leaves the parameters of all of its layers as they are, those of blocks inside it too, to the bit;
    /// no code for their gradients is written then. The default is <see langword="false"/>.
    /// </summary>
    public bool Frozen { get; init; }
}

namespace CnnGen;

/// <summary>
/// A head beside the network, for training alone: the layers of a block tell the classes from what the network has made so far,
/// and their loss is added to the network's, so that the layers in front are taught from nearby (Szegedy et al. 2015, Going Deeper
/// with Convolutions, section 5).
/// </summary>
/// <remarks>
/// <para>The output has the shape of the input: it is the input, whatever the block's first layer takes. The block ends in one score for each
/// class and has no loss of its own: training makes <c>L + weight * H</c> small, where L is the network's loss and H the cross entropy of
/// the softmax of the head's scores. The loss that training reports is L alone.</para>
/// <para>Prediction, evaluation, <c>Activations</c> and exports leave heads out, and cost what they cost without.</para>
/// <para>Parameters: those of the layers of the block, under the names that they have with <see cref="UseAttribute"/>:
/// <c>head.conv1.weight</c>. The same block a second time is <c>head2</c>, with weights of its own.</para>
/// <para>Errors, on this attribute:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2023.md">CNN2023</see> where the head does not give one score for each class,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3015.md">CNN3015</see> for a weight that is not positive,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1020.md">CNN1020</see> where a class bears no <see cref="BlockAttribute"/>,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1021.md">CNN1021</see> where a block contains itself,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1023.md">CNN1023</see> where the block has no layers;
/// and those of the block's layers.</para>
/// </remarks>
/// <row shapes="unchanged" parameters="those of its block">a head beside the network, for training alone, whose loss on the same labels is added</row>
/// <param name="head">The class that bears <see cref="BlockAttribute"/> and the layers.</param>
public sealed class AuxiliaryAttribute(Type head) : LayerAttribute
{
    /// <summary>The class that bears <see cref="BlockAttribute"/> and the layers.</summary>
    public Type Head { get; } = head;

    /// <summary>By how much the loss of the head counts beside that of the network: 0 to 3.4E+38, but not 0 itself. The default is 0.3.</summary>
    public double Weight { get; init; } = 0.3;

    /// <summary>
    /// Whether training leaves the parameters of all layers of the block as they are, to the bit; the layers in front are taught all
    /// the same. The default is <see langword="false"/>.
    /// </summary>
    public bool Frozen { get; init; }
}

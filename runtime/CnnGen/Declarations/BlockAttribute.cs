namespace CnnGen;

/// <summary>
/// Declares a block: a stack of layers that networks share, each with weights of its own. The layers are the attributes that
/// follow this one, in the order in which they are written; networks and other blocks take them over with
/// <see cref="UseAttribute"/>.
/// </summary>
/// <remarks>
/// <para>A block has no input and no loss of its own: shapes are those of the network that uses it, and so is what does not
/// fit, which is an error there, on the use. The class may stand anywhere, in another assembly too, and may be anything that
/// a class can be. Its weights are saved under its name, <c>digitFeatures.conv1.weight</c>, whatever stands around it: so they
/// can be taken over into another network by name.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1021.md">CNN1021</see> for a block that contains itself,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1022.md">CNN1022</see> for one that has a loss or is a network,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1023.md">CNN1023</see> for one without layers.</para>
/// </remarks>
/// <example>
/// Features learned on digits, and a network for garments that takes them over as they are:
/// <code>
/// using CnnGen;
///
/// [Block]
/// [Conv2D(6, 5, Padding = 2), ReLU, MaxPool2D(2)]
/// [Conv2D(16, 5), ReLU, MaxPool2D(2)]
/// [Flatten, FullyConnected(120), ReLU, FullyConnected(84), ReLU]
/// public static class DigitFeatures;
///
/// [Network(1, 28, 28)]
/// [Use(typeof(DigitFeatures), Frozen = true)]
/// [FullyConnected(10), SoftmaxCrossEntropy]
/// public sealed partial class Garments;
///
/// var model = new Garments(seed: 1);
/// WeightsReport report = model.LoadWeights("digits.safetensors", part: "digitFeatures");
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class BlockAttribute : Attribute;

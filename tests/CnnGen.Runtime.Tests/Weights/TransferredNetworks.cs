namespace CnnGen.Runtime.Tests.Weights;

[Block, Conv2D(2, 3), Tanh, Flatten, FullyConnected(4), Tanh]
internal static class Features;

[Network(2, 5, 5), Use(typeof(Features)), FullyConnected(5), SoftmaxCrossEntropy]
internal sealed partial class Shapes;

/// <summary>The same head as that of <see cref="Shapes"/>, to learn something else.</summary>
[Network(2, 5, 5), Use(typeof(Features)), FullyConnected(5), SoftmaxCrossEntropy]
internal sealed partial class OtherShapes;

/// <summary>The layers of <see cref="Shapes"/> without a block.</summary>
[Network(2, 5, 5), Conv2D(2, 3), Tanh, Flatten, FullyConnected(4), Tanh, FullyConnected(5), SoftmaxCrossEntropy]
internal sealed partial class ShapesWrittenOut;

[Block, Conv2D(2, 3, Bias = false), Tanh, Flatten, FullyConnected(3), Tanh, FullyConnected(2)]
internal static class SmallerFeatures;

/// <summary>A block of another name, without a bias, and with one layer more.</summary>
[Network(2, 5, 5), Use(typeof(SmallerFeatures), Name = "small"), FullyConnected(5), SoftmaxCrossEntropy]
internal sealed partial class SmallerShapes;

/// <summary>A head alone learns.</summary>
[Network(2, 5, 5), Use(typeof(Features), Frozen = true), FullyConnected(5), SoftmaxCrossEntropy]
internal sealed partial class FrozenShapes;

/// <summary>The same without a block.</summary>
[Network(2, 5, 5), Conv2D(2, 3, Frozen = true), Tanh, Flatten, FullyConnected(4, Frozen = true), Tanh, FullyConnected(5), SoftmaxCrossEntropy]
internal sealed partial class FrozenShapesWrittenOut;

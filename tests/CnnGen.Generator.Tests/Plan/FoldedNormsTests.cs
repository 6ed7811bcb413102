
namespace CnnGen.Generator.Tests.Plan;

/// <summary>Which norms the operation before them takes over when one sample is predicted.</summary>
[Trait("Speed", "Slow")]
public class FoldedNormsTests
{
    [Theory]
    [InlineData("[Network(1, 5, 5), Conv2D(2, 3), BatchNorm, ReLU, Flatten, FullyConnected(2), SoftmaxCrossEntropy]", "Conv1 takes Bn1")]
    [InlineData("[Network(5), FullyConnected(3), BatchNorm, FullyConnected(2), SoftmaxCrossEntropy]", "Fc1 takes Bn1")]
    [InlineData("[Network(5), FullyConnected(3), Dropout, BatchNorm, FullyConnected(2), SoftmaxCrossEntropy]", "Fc1 takes Bn1")]
    [InlineData("[Network(1, 5, 5), Conv2D(2, 3), ReLU, BatchNorm, Flatten, FullyConnected(2), SoftmaxCrossEntropy]", "")]
    [InlineData("[Network(1, 5, 5), Conv2D(2, 3), MaxPool2D(2), BatchNorm, Flatten, FullyConnected(2), SoftmaxCrossEntropy]", "")]
    [InlineData("[Network(1, 5, 5), Conv2D(2, 3), Residual(typeof(Body)), Flatten, FullyConnected(2), SoftmaxCrossEntropy]", "")]
    public void A_norm_is_folded_that_alone_reads_a_layer_with_weights(string network, string folded) => Assert.Equal(
        folded,
        string.Join(", ", Planned.Of(network, "[Block, BatchNorm, Tanh] public static class Body;").Inference.FoldedNorms
            .Select(fold => $"{fold.Key.Name} takes {fold.Value.Name}")));
}

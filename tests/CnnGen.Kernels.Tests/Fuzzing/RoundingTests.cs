using CnnGen.Kernels.Tests.Networks;
using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests.Fuzzing;

/// <summary>Networks whose results hang on roundings: they differ from the reference by more than others do, and by no more than roundings explain.</summary>
[Trait("Speed", "Slow")]
public class RoundingTests
{
    // Before another norm the gradient of a bias is 0, and what floats make of it is the rounding of the norm's sums. A small
    // probability of ONNX Runtime has the rounding of one near 1. Padding makes thousands of equal values, which are rounded alike.
    private static readonly DrawnCase[] Cases =
    [
        DrawnCase.For(
            new TestNetwork([2, 9, 7], new Use(new LayerBlock("Norms", new BatchNorm()), Repeat: 2), new GlobalAveragePool(), new ReLU(), new FullyConnected(5)),
            samples: 18,
            seed: 9689),
        DrawnCase.For(
            new TestNetwork(
                [3, 9, 11],
                new Tanh(),
                new Conv2D(5, 3, 4, Bias: false),
                new Tanh(),
                new ReLU(),
                new BatchNorm(),
                new BatchNorm(),
                new Flatten(),
                new FullyConnected(5, Bias: false)),
            samples: 6,
            seed: 18772),
        DrawnCase.For(
            new TestNetwork(
                [1, 4, 27],
                new LeakyReLU(0.01),
                new Residual(new LayerBlock("Pooled", new LeakyReLU(0.5), new MaxPool2D(3, 3, Stride: 1, Padding: 1)), Repeat: 2),
                new Conv2D(1, 3, 1, Stride: 3, Bias: false),
                new GlobalAveragePool()) { Loss = new BinaryCrossEntropy() },
            samples: 4,
            seed: 11231),
        DrawnCase.For(
            new TestNetwork([1, 1, 79], new Conv2D(2, 2, 13, Padding: 13), new BatchNorm(), new Flatten()) { Loss = new SoftmaxCrossEntropy(0.1) },
            samples: 2,
            seed: 35141),
    ];

    /// <summary>Their names.</summary>
    public static TheoryData<string> Names() => [.. Cases.Select(drawn => drawn.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void They_differ_from_the_reference_by_no_more_than_roundings_explain(string name)
    {
        CheckedNetworks.Result result = CheckedNetworks.CheckAlone(Cases.Single(drawn => drawn.ToString() == name));
        Assert.True(result.Fault is null, result.Fault);
    }
}

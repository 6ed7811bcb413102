using CnnGen.Kernels.Tests.Networks;
using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests.Fuzzing;

/// <summary>The smallest networks that once computed something else, or did not compile.</summary>
[Trait("Speed", "Slow")]
public class SmallestFaultsTests
{
    private static readonly TestNetwork[] Networks =
    [
        // Dropout wrote a flattened image as if it were one value a channel.
        new([2, 2, 2], new Flatten(), new Dropout(0.5), new FullyConnected(2)),
        new([2, 4, 4], new Conv2D(9, 1), new ReLU(), new Flatten(), new Dropout(0.5), new FullyConnected(3)),

        // One sample passed dropout by, and with it the zeros that a padded convolution wants around its input.
        new([1, 3, 3], new Conv2D(2, 1), new Dropout(0.5), new Conv2D(2, 3, 3, Padding: 1), new Flatten(), new FullyConnected(2)),
        new([1, 3, 3], new Dropout(0.5), new Conv2D(2, 3, 3, Padding: 1), new Flatten(), new FullyConnected(2)),
        new([4, 5, 5], new Dropout(0.5), new Conv2D(4, 3, 3, Stride: 2, Padding: 1, Groups: 2), new Flatten(), new FullyConnected(2)),
        new([36, 6, 6], new Conv2D(36, 1), new Dropout(0.5), new Conv2D(36, 3, 3, Padding: 1), new Flatten(), new FullyConnected(2)),
        new([2, 4, 4], new Conv2D(2, 1), new Residual(new LayerBlock("Body", new Dropout(0.5), new Conv2D(2, 3, 3, Padding: 1))), new Flatten(), new FullyConnected(2)),
        new([2, 4, 4], new Concat(new LayerBlock("Body", new Dropout(0.5), new Conv2D(2, 3, 3, Padding: 1)), new LayerBlock("Same")), new Flatten(), new FullyConnected(2)),

        // A sum must not take the place of what dropout passes on, where another branch reads that too.
        new(
            [2, 4, 4],
            new Conv2D(2, 1),
            new Concat(
                new LayerBlock("Sum", new Residual(new LayerBlock("Dropped", new Dropout(0.5)), new LayerBlock("Straight", new Conv2D(2, 1)))),
                new LayerBlock("Other", new Conv2D(3, 3, 3, Padding: 1))),
            new Flatten(),
            new FullyConnected(2)),

        // An index lost brackets.
        new([8, 14, 14], new Conv2D(2, 3, 3, Padding: 1), new Flatten(), new FullyConnected(2)),
        new([16, 14, 14], new Conv2D(1, 3, 3, Padding: 1), new ReLU(), new GlobalAveragePool(), new FullyConnected(3)),

        // No tile was found for a long kernel with much padding.
        new([1, 200], new Conv1D(4, 21, Padding: 10), new MaxPool1D(10), new Flatten(), new FullyConnected(2)),

        // The gradient of an input whose taps are looped over began at the first source, not at the one under the first tap.
        new([1, 5], new Conv1D(12, 1, Stride: 2), new Conv1D(2, 5, Padding: 4, Groups: 2), new Flatten()) { Loss = new MeanSquaredError() },
        new([2, 40], new Conv1D(4, 1), new Conv1D(6, 29, Padding: 14, Groups: 2), new Flatten()) { Loss = new MeanSquaredError() },
        new([2, 9, 30], new Conv2D(2, 1), new Conv2D(3, 3, 27, Padding: 1), new Flatten()) { Loss = new MeanSquaredError() },

        // Nor must a flattened summand be written over the other one, whose place the sum takes.
        new(
            [1, 5, 7],
            new Conv2D(9, 3, 3, Padding: 1),
            new Flatten(),
            new Residual(new LayerBlock("Bent", new Sigmoid()), new LayerBlock("Straight", new FullyConnected(315)))),

        // The channels of a flattened image are all of its values.
        new([1, 1, 2], new Flatten(), new LocalResponseNorm(1, 0.3), new FullyConnected(2)),
        new([2, 3, 3], new Conv2D(3, 1), new Flatten(), new Tanh(), new LocalResponseNorm(3, 0.3), new FullyConnected(2)),
        new([1, 6, 1], new PadChannels(0, 2), new Flatten(), new Tanh(), new LocalResponseNorm(3, 0.3), new FullyConnected(2)),
    ];

    /// <summary>Their names.</summary>
    public static TheoryData<string> Names() => [.. Networks.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void They_compute_what_the_reference_computes(string name)
    {
        CheckedNetworks.Result result = CheckedNetworks.CheckAlone(DrawnCase.For(Networks.Single(network => network.Name == name), samples: 18, seed: 1));
        Assert.True(result.Fault is null, result.Fault);
    }
}

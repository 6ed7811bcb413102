using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>Networks that normalise over the batch, whose samples cannot be judged one by one.</summary>
internal static class NormNetworks
{
    /// <summary>A norm behind a convolution, and an activation behind the norm.</summary>
    public static readonly TestNetwork Folded = Network([2, 5, 6], new Conv2D(5, 3, 2, Bias: false), new BatchNorm(), new Tanh());

    public static IReadOnlyList<TestNetwork> All { get; } = [.. Chains().Concat(Branched())];

    /// <summary>Networks whose norms take running statistics in training, where each sample is by itself again.</summary>
    public static IReadOnlyList<TestNetwork> Frozen { get; } =
    [
        Network([2, 5, 6], new Conv2D(5, 3, 2), new BatchNorm(Frozen: true), new ReLU(), new Conv2D(3, 2)),
        Network([2, 5, 6], new Conv2D(9, 3, 2), new Sigmoid(), new BatchNorm(Frozen: true), new Tanh(), new MaxPool2D(2, 2)),
        new TestNetwork([9], new FullyConnected(6), new BatchNorm(0.01, Frozen: true), new ReLU(), new FullyConnected(4)),
        Network([2, 6, 5], new BatchNorm(Frozen: true), new Conv2D(4, 1), new Residual(new LayerBlock("Body", new Conv2D(4, 3, 3, Padding: 1), new BatchNorm(Frozen: true))), new ReLU()),
    ];

    /// <summary>Some in which a batch of a single sample has several values for each channel.</summary>
    public static IEnumerable<TestNetwork> OfImages => [All[0], All[4], All[12]];

    public static TestNetwork Named(string name) => All.Concat(Frozen).Single(network => network.Name == name);

    private static IEnumerable<TestNetwork> Chains()
    {
        yield return Folded;
        yield return Network([2, 5, 6], new Conv2D(17, 3, 3, Padding: 1), new BatchNorm(), new ReLU(), new MaxPool2D(2, 2), new Conv2D(3, 2), new BatchNorm(0.1, 0.3), new LeakyReLU(0.2));
        yield return Network([3, 4, 5], new BatchNorm(), new Conv2D(4, 2), new Sigmoid(), new BatchNorm(), new AveragePool2D(2, 2));
        yield return Network([1, 1, 1], new BatchNorm(), new Conv2D(3, 1), new BatchNorm(), new Tanh());
        yield return Network([36, 8, 8], new Conv2D(40, 3, 3, Padding: 1, Bias: false), new BatchNorm(), new Tanh(), new Conv2D(36, 3), new BatchNorm(), new GELU());
        yield return Network([2, 9, 9], new Conv2D(9, 1), new BatchNorm(), new BatchNorm(), new Dropout(), new GlobalAveragePool()) with { Loss = new MeanSquaredError() };
        yield return Network([2, 7, 5], new LocallyConnected2D(3, 2), new BatchNorm(), new Tanh(), Filter2D.All[2], new BatchNorm());
        yield return Network([3, 19], new Conv1D(5, 4, Stride: 2), new BatchNorm(), new Tanh(), new MaxPool1D(2), new BatchNorm());
        yield return new TestNetwork([9], new FullyConnected(6), new BatchNorm(), new ReLU(), new FullyConnected(17, Bias: false), new BatchNorm(), new Sigmoid(), new FullyConnected(4));
        yield return new TestNetwork([7], new BatchNorm(), new FullyConnected(3), new BatchNorm()) with { Loss = new MeanSquaredError() };
        yield return new TestNetwork([2, 4, 4], new Conv2D(9, 1), new Flatten(), new BatchNorm(), new Tanh(), new FullyConnected(3));
        yield return new TestNetwork([2, 4, 5], new Conv2D(4, 3), new ReLU(), new Flatten(), new BatchNorm(), new FullyConnected(1), new BatchNorm()) with { Loss = new BinaryCrossEntropy() };
    }

    private static IEnumerable<TestNetwork> Branched()
    {
        LayerBlock body = new("Body", new Conv2D(8, 3, 3, Padding: 1, Bias: false), new BatchNorm(), new ReLU(), new Conv2D(8, 3, 3, Padding: 1, Bias: false), new BatchNorm());
        LayerBlock shortcut = new("Shortcut", new Conv2D(8, 1, 1, Bias: false), new BatchNorm());
        yield return Network([2, 4, 4], new Conv2D(8, 1), new BatchNorm(), new Tanh(), new Residual(body, Repeat: 2), new Tanh());
        yield return Network([2, 5, 4], new Conv2D(3, 1), new Residual(body, shortcut), new ReLU(), new GlobalAveragePool());
        yield return Network([2, 5, 4], new BatchNorm(), new Concat(new LayerBlock("A", new Conv2D(3, 1), new BatchNorm(), new Tanh()), new LayerBlock("B", new BatchNorm()), new LayerBlock("C")), new Conv2D(4, 2), new BatchNorm());
        yield return Network([2, 6, 5], new Conv2D(5, 3, 2, Bias: false), new BatchNorm(), new ReLU(), new Auxiliary(new LayerBlock("Head", new Conv2D(3, 2, 2, Bias: false), new BatchNorm(), new Tanh(), new GlobalAveragePool(), new FullyConnected(4))), new Conv2D(3, 2), new BatchNorm());
        yield return new TestNetwork([5], new FullyConnected(7), new Residual(new LayerBlock("Dense", new FullyConnected(7), new BatchNorm(), new Sigmoid())), new BatchNorm(), new FullyConnected(3));
    }

    private static TestNetwork Network(int[] input, params Layer[] layers) =>
        new(input, layers[^1] is GlobalAveragePool ? [.. layers, new FullyConnected(4)] : [.. layers, new Flatten(), new FullyConnected(4)]);
}

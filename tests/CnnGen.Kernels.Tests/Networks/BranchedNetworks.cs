using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>Small networks whose layers are no chain, at odd sizes, each there for one way in which branches part and meet.</summary>
internal static class BranchedNetworks
{
    /// <summary>What stays the same where the same network has its first layers, or a branch, frozen.</summary>
    public static readonly LayerBlock Basic = Body(
        new Conv2D(5, 3, 3, Padding: 1), new ReLU(), new Conv2D(5, 3, 3, Padding: 1));

    /// <summary>The residual network of He et al. in small: identities, a projection of stride 2, ReLU behind each sum.</summary>
    public static readonly TestNetwork ResNet = Network(
        [3, 9, 7],
        new Conv2D(5, 3, 3, Padding: 1), new ReLU(),
        new Residual(Basic), new ReLU(),
        new Residual(
            new LayerBlock("Down", new Conv2D(8, 3, 3, Stride: 2, Padding: 1), new ReLU(), new Conv2D(8, 3, 3, Padding: 1)),
            new LayerBlock("Projection", new Conv2D(8, 1, 1, Stride: 2, Bias: false))),
        new ReLU(),
        new AveragePool2D(2, 2));

    /// <summary>The inception block of Szegedy et al. in small: kernels of three sizes, and pooling, beside each other.</summary>
    public static readonly TestNetwork Inception = Network([2, 7, 9], new Conv2D(4, 1), new Tanh(), FourBranches, new ReLU(), new MaxPool2D(2, 2));

    /// <summary>A block whose convolutions have as many filters as channels come in, behind 6 and behind 9 of them.</summary>
    public static TestNetwork OneBlockOfSeveralWidths => Network(
        [2, 9, 8],
        new Conv2D(6, 3), new Residual(Following(6)), new ReLU(),
        new Conv2D(9, 3, 3, Stride: 2), new Residual(Following(9), Repeat: 2), new Tanh());

    public static IReadOnlyList<TestNetwork> All { get; } = [.. new[] { ResNet, Inception }.Concat(Residuals()).Concat(Concats()).Concat(Nested()).Concat(Vectors()).Concat(PoolsAndNorms()).Append(OneBlockOfSeveralWidths).Concat(RandomNetworks.DrawBranched(count: 10))];

    /// <summary>Networks with a frozen sum, and the same without.</summary>
    public static IReadOnlyList<(TestNetwork Frozen, TestNetwork Plain)> Frozen { get; } = [.. Freezings()];

    private static IEnumerable<(TestNetwork Frozen, TestNetwork Plain)> Freezings()
    {
        TestNetwork[] networks =
        [
            ResNet,
            Network([5, 6, 5], new Residual(Basic), new ReLU(), new Conv2D(3, 2)),
            Network([2, 6, 5], new Conv2D(5, 2), new Sigmoid(), new Residual(Basic, Repeat: 3), new Tanh(), new Residual(new LayerBlock("Last", new Conv2D(5, 1)))),
            Network([2, 6, 5], new Conv2D(5, 2), new Tanh(), new Auxiliary(new LayerBlock("Head", new Conv2D(3, 2), new ReLU(), new GlobalAveragePool(), new FullyConnected(4))), new Conv2D(3, 2)),
            Network([2, 5, 6], new Concat(new LayerBlock("Left", new Conv2D(3, 1), new Residual(Body(new Conv2D(3, 1), new ReLU()))), new LayerBlock("Right", new Conv2D(2, 1)))),
        ];
        foreach (TestNetwork network in networks)
        {
            bool isFound = false;
            yield return (network with { Layers = [.. network.Layers.Select(Freeze)] }, network);

            // The first sum, or head, alone, wherever it stands.
            Layer Freeze(Layer layer)
            {
                switch (layer)
                {
                    case Residual sum when !isFound:
                        isFound = true;
                        return sum with { Frozen = true };
                    case Auxiliary head when !isFound:
                        isFound = true;
                        return head with { Frozen = true };
                    case Concat concat when !isFound:
                        return new Concat([.. concat.Parts.Select(part => part with { Layers = [.. part.Layers.Select(Freeze)] })]);
                    default:
                        return layer;
                }
            }
        }
    }

    private static LayerBlock Following(int channels) => new(
        "Same",
        new Conv2D(channels, 3, 3, Padding: 1, Groups: 3, FollowsInput: true),
        new ReLU(),
        new Conv2D(channels, 1, 1, Bias: false, FollowsInput: true));

    private static Concat FourBranches => new(
        new LayerBlock("Narrow", new Conv2D(3, 1), new ReLU()),
        new LayerBlock("Middle", new Conv2D(2, 1), new ReLU(), new Conv2D(5, 3, 3, Padding: 1), new Sigmoid()),
        new LayerBlock("Wide", new Conv2D(2, 5, 5, Padding: 2)),
        new LayerBlock("Pooled", new MaxPool2D(3, 3, 1), new Conv2D(4, 1, 1, Padding: 1), new Tanh()));

    private static IEnumerable<TestNetwork> Residuals()
    {
        yield return Network([5, 6, 5], new Residual(Basic));
        yield return Network([2, 6, 5], new Conv2D(5, 2), new Residual(Basic), new Residual(new LayerBlock("Other", new ReLU(), new Conv2D(5, 1))));
        yield return Network([2, 6, 5], new Conv2D(5, 2), new Sigmoid(), new Residual(Basic, Repeat: 3), new Tanh());
        yield return Network([2, 8, 8], new Conv2D(9, 1), new Residual(Body(new Conv2D(9, 3, 3, Padding: 1)), Repeat: 2), new ReLU(), new Conv2D(9, 3));
        yield return Network([2, 4, 4], new Conv2D(8, 1), new ReLU(), new Residual(Body(new ReLU())), new Conv2D(3, 1));
        yield return Network([2, 5, 6], new Conv2D(4, 1), new Residual(Body(new Tanh()), new LayerBlock("Other", new Sigmoid())));
        yield return Network([2, 5, 6], new MaxPool2D(2, 2), new Conv2D(4, 1), new Residual(Body(new MaxPool2D(1, 1), new Conv2D(4, 1))), new MaxPool2D(2, 2));
        yield return Network([36, 8, 8], new Conv2D(36, 1), new Residual(Body(new Conv2D(36, 3, 3, Padding: 1), new ReLU(), new Conv2D(36, 3, 3, Padding: 1))), new ReLU());
        yield return Network([2, 17], new Conv1D(5, 3), new Residual(Body(new Conv1D(5, 3, Padding: 1), new ReLU())), new ReLU(), new AveragePool1D(2));
        yield return Network([2, 6, 5], new LocallyConnected2D(3, 2), new ReLU(), new Residual(Body(new LocallyConnected2D(3, 3, 3, Padding: 1), new ReLU())));
        yield return Network([2, 6, 5], new Conv2D(3, 1), new Residual(Body(Filter2D.All[0] with { Padding = 1 }), new LayerBlock("Other", new ReLU())), new ReLU());
    }

    private static IEnumerable<TestNetwork> Concats()
    {
        LayerBlock identity = new("Identity");
        LayerBlock grow = new("Grow", new ReLU(), new Conv2D(3, 3, 3, Padding: 1));
        yield return Network([2, 5, 6], FourBranches);
        yield return Network([2, 5, 6], new Concat(identity, identity), new Conv2D(3, 2));
        yield return Network([2, 5, 6], new Conv2D(4, 1), new Concat(identity, grow), new Concat(identity, grow), new Conv2D(3, 2));
        yield return Network([2, 5, 6], new Conv2D(4, 1), new Sigmoid(), new Concat(identity, identity, identity), new Tanh());
        yield return Network([2, 4, 4], new Conv2D(9, 1), new Concat(new LayerBlock("Sixteen", new Conv2D(16, 1)), new LayerBlock("Seven", new Conv2D(7, 1))), new Conv2D(8, 3, 3, Padding: 1));
        yield return Network([2, 7, 7], new Conv2D(4, 1), new ReLU(), new Concat(new LayerBlock("Largest", new MaxPool2D(2, 2)), new LayerBlock("Mean", new AveragePool2D(2, 2))), new Conv2D(3, 3, 3, Padding: 1));
        yield return Network([3, 19], new Concat(new LayerBlock("Short", new Conv1D(3, 3, Padding: 1)), new LayerBlock("Long", new Conv1D(2, 7, Padding: 3), new ReLU())), new MaxPool1D(2));
        yield return Network([3, 5, 5], new Conv2D(4, 2), new Concat(new LayerBlock("A", new Conv2D(3, 3)), new LayerBlock("B", new Conv2D(2, 3)))) with { Loss = new MeanSquaredError() };
    }

    private static IEnumerable<TestNetwork> Nested()
    {
        LayerBlock inner = new("Inner", new Conv2D(4, 3, 3, Padding: 1), new ReLU());
        LayerBlock around = new("Around", new Residual(inner), new ReLU());
        yield return Network(
            [2, 6, 7],
            new Conv2D(6, 1),
            new ReLU(),
            new Residual(Body(
                new Concat(
                    new LayerBlock("Left", new Conv2D(4, 1), new Residual(inner), new Sigmoid()),
                    new LayerBlock("Right", new Conv2D(2, 3, 3, Padding: 1))))),
            new ReLU());
        yield return Network(
            [2, 6, 7],
            new Conv2D(4, 1),
            new Residual(new LayerBlock("Twice", new Residual(around, Repeat: 2)), Repeat: 2),
            new Concat(new LayerBlock("First", new Concat(around, new LayerBlock("Plain"))), new LayerBlock("Plain")));
        yield return Network([2, 6, 7], new Residual(Body(new Residual(new LayerBlock("Within", new Conv2D(2, 1))))), new Tanh());
    }

    private static IEnumerable<TestNetwork> Vectors()
    {
        LayerBlock dense = new("Dense", new FullyConnected(13), new ReLU(), new FullyConnected(17));
        yield return new TestNetwork([17], new Residual(dense), new FullyConnected(3));
        yield return new TestNetwork([9], new FullyConnected(17), new ReLU(), new Residual(dense, Repeat: 2), new ReLU(), new FullyConnected(3));
        yield return new TestNetwork([9], new FullyConnected(17), new Tanh(), new Residual(dense, new LayerBlock("Straight", new FullyConnected(17, Bias: false))));
        yield return new TestNetwork([9], new FullyConnected(6), new Concat(new LayerBlock("A", new FullyConnected(5), new Sigmoid()), new LayerBlock("B", new FullyConnected(3)), new LayerBlock("C")), new FullyConnected(4));
        yield return new TestNetwork([9], new Concat(new LayerBlock("A", new FullyConnected(5), new ReLU()), new LayerBlock("B", new FullyConnected(20), new Tanh())), new FullyConnected(4), new Sigmoid());
        yield return new TestNetwork([2, 5, 5], new Conv2D(3, 3), new Flatten(), new Residual(new LayerBlock("Wide", new FullyConnected(27), new Sigmoid())), new FullyConnected(4));
        yield return new TestNetwork([2, 6, 6], new Conv2D(9, 3), new Flatten(), new Residual(new LayerBlock("Cut", new ReLU())), new FullyConnected(4));
        yield return new TestNetwork([2, 5, 5], new Conv2D(3, 3), new ReLU(), new Residual(new LayerBlock("Flat", new Flatten(), new Tanh()), new LayerBlock("Straight", new Flatten())), new FullyConnected(4));
        yield return new TestNetwork([2, 5, 5], new Concat(new LayerBlock("Filtered", new Conv2D(3, 3), new Flatten()), new LayerBlock("Direct", new Flatten(), new FullyConnected(5))), new FullyConnected(4));
        yield return new TestNetwork([2, 5, 5], new Conv2D(3, 3), new Flatten(), new Concat(new LayerBlock("Same"), new LayerBlock("Cut", new ReLU(), new FullyConnected(5))));
    }

    private static IEnumerable<TestNetwork> PoolsAndNorms()
    {
        LayerBlock pooled = new("Pooled", new MaxPool2D(3, 3, 1, 1), new Conv2D(3, 1), new LeakyReLU(0.2));
        LayerBlock mean = new("Mean", new AveragePool2D(3, 3, 1, 1, CountIncludePad: false));
        LayerBlock gated = new("Gated", new GELU(), new Dropout(), new Conv2D(2, 1));
        yield return Network([3, 7, 6], new Conv2D(4, 1), new ReLU(), new Concat(pooled, mean, gated), new LocalResponseNorm(3), new ReLU());
        yield return Network([4, 6, 5], new Residual(Body(new GELU(), new Conv2D(4, 3, 3, Padding: 1), new LocalResponseNorm(3))), new LeakyReLU(0.1));
        yield return new TestNetwork(
            [3, 5, 6],
            new Conv2D(4, 2),
            new Concat(new LayerBlock("Mean", new GlobalAveragePool()), new LayerBlock("Flat", new Flatten(), new FullyConnected(3), new GELU())),
            new FullyConnected(4));
    }

    private static LayerBlock Body(params Layer[] layers) => new("Body", layers);

    private static TestNetwork Network(int[] input, params Layer[] layers) => new(input, [.. layers, new Flatten(), new FullyConnected(4)]);
}

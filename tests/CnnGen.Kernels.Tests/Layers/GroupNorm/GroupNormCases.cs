using CnnGen.Kernels.Tests.Fuzzing;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Kernels.Tests.Reference;
using static CnnGen.Kernels.Tests.Networks.Placement;

namespace CnnGen.Kernels.Tests.Layers;

internal sealed class GroupNormCases : LayerCases
{
    public override IEnumerable<(Shape Input, Layer Layer)> References =>
    [
        (new Shape(6, 2, 3), new GroupNorm(2)),
        (new Shape(3, 3, 3), new GroupNorm(3, 0.1)),
        (new Shape(8, 1, 1), new GroupNorm(2)),
    ];

    public override IEnumerable<TestNetwork> Networks =>
    [
        First([4, 4, 5], new GroupNorm(2)),
        Second([9, 3, 4], new GroupNorm(3, 0.1), new ReLU()),
        Second([18, 4, 4], new Tanh(), new GroupNorm(6), new Conv2D(32, 3), new GroupNorm(4), new LeakyReLU(0.1)),
        Second([5, 7, 5], new ReLU(), new GroupNorm(5), new MaxPool2D(3, 3, 2), new Sigmoid()),
        Second([2, 17, 19], new GroupNorm(1)),
        new TestNetwork([12], new GroupNorm(2), new FullyConnected(20), new GroupNorm(4), new Tanh(), new FullyConnected(3)) { Loss = new MeanSquaredError() },
        new TestNetwork([2, 4, 5], new Conv2D(4, 3), new ReLU(), new Flatten(), new GroupNorm(4), new FullyConnected(1)) { Loss = new BinaryCrossEntropy() },
        SecondSignal([6, 11], new GroupNorm(2), new GELU()),
        Second([8, 5, 4], new Residual(new LayerBlock("Body", new GroupNorm(4), new Conv2D(8, 3, 3, Padding: 1), new GroupNorm(2))), new ReLU()),
    ];

    public override IEnumerable<TestNetwork> ToFreeze => [Second([8, 3, 4], new Tanh(), new GroupNorm(2), new ReLU(), new Conv2D(6, 2), new GroupNorm(3))];

    public override Layer? Draw(Random random, Place place)
    {
        int[] divisors = [.. Enumerable.Range(1, place.Shape.Channels).Where(groups => place.Shape.Channels % groups == 0)];
        return new GroupNorm(divisors[random.Next(divisors.Length)], random.Next(2) == 0 ? 1e-5 : 0.01);
    }
}

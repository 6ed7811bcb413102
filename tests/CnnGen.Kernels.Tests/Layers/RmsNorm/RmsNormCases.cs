using CnnGen.Kernels.Tests.Fuzzing;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Kernels.Tests.Reference;
using static CnnGen.Kernels.Tests.Networks.Placement;

namespace CnnGen.Kernels.Tests.Layers;

internal sealed class RmsNormCases : LayerCases
{
    private static readonly RmsNorm OfSample = new(WholeSample: true);

    public override IEnumerable<(Shape Input, Layer Layer)> References =>
    [
        (new Shape(5, 2, 3), new RmsNorm()),
        (new Shape(7, 1, 1), new RmsNorm(0.1)),
        (new Shape(2, 3, 4), OfSample),
    ];

    public override IEnumerable<TestNetwork> Networks =>
    [
        First([5, 4, 5], new RmsNorm()),
        Second([9, 3, 4], new RmsNorm(0.1), new ReLU()),
        Second([17, 4, 4], new Tanh(), new RmsNorm(), new Conv2D(32, 3), new RmsNorm(), new LeakyReLU(0.1)),
        Second([6, 7, 5], new ReLU(), new RmsNorm(), new MaxPool2D(3, 3, 2), new Sigmoid()),
        new TestNetwork([6], new RmsNorm(), new FullyConnected(21), new RmsNorm(), new Tanh(), new FullyConnected(3)) { Loss = new MeanSquaredError() },
        new TestNetwork([2, 4, 5], new Conv2D(4, 3), new ReLU(), new Flatten(), new RmsNorm(), new FullyConnected(1)) { Loss = new BinaryCrossEntropy() },
        SecondSignal([6, 11], new RmsNorm(), new GELU()),
        new TestNetwork([300], new FullyConnected(530), new RmsNorm(), new FullyConnected(3)),
        First([3, 4, 5], OfSample),
        Second([9, 3, 4], OfSample, new Tanh()),
        Second([16, 4, 4], new Sigmoid(), OfSample, new Conv2D(17, 1), new RmsNorm(0.01, WholeSample: true), new ReLU()),
        Second([2, 17, 19], OfSample, new MaxPool2D(2, 2)),
        new TestNetwork([2, 4, 4], new Conv2D(3, 3, 3, Padding: 1), new Flatten(), OfSample with { Dimensions = 1 }, new Tanh(), new FullyConnected(3)),
        SecondSignal([3, 11], new ReLU(), OfSample with { Dimensions = 2 }),
        Second([8, 5, 4], new Residual(new LayerBlock("Body", new RmsNorm(), new Conv2D(8, 3, 3, Padding: 1), OfSample)), new RmsNorm()),
    ];

    public override IEnumerable<TestNetwork> ToFreeze =>
    [
        Second([9, 3, 4], new Tanh(), new RmsNorm(), new ReLU(), new Conv2D(5, 2), OfSample),
        new TestNetwork([6], new RmsNorm(), new FullyConnected(5), new RmsNorm(), new FullyConnected(3)),
    ];

    public override Layer? Draw(Random random, Place place) =>
        new RmsNorm(random.Next(2) == 0 ? RmsNorm.DefaultEpsilon : 0.01, random.Next(3) == 0, (int)place.Rank + 1);
}

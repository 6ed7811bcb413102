using CnnGen.Kernels.Tests.Fuzzing;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests.Layers;

internal sealed class GlobalMaxPoolCases : LayerCases
{
    private static readonly GlobalMaxPool Pool = new();

    public override IEnumerable<(Shape Input, Layer Layer)> References => [(new Shape(2, 5, 6), Pool), (new Shape(3, 1, 7), Pool)];

    public override IEnumerable<TestNetwork> Networks =>
    [
        new TestNetwork([5, 3, 7], Pool, new FullyConnected(4)),
        new TestNetwork([3, 9, 8], new Conv2D(17, 3), new ReLU(), Pool, new FullyConnected(4)),
        new TestNetwork([2, 4, 4], new Conv2D(16, 1), Pool, new Tanh(), new FullyConnected(5)),
        new TestNetwork([2, 2, 3], new Conv2D(6, 1), new Sigmoid(), Pool) { Loss = new MeanSquaredError() },
        new TestNetwork([2, 1, 1], new Conv2D(6, 1), Pool),
        new TestNetwork([2, 33], new Conv1D(7, 4), Pool, new FullyConnected(3), new ReLU(), new FullyConnected(2)),
        new TestNetwork(
            [2, 5, 5],
            new Conv2D(4, 2),
            new Concat(new LayerBlock("Largest", Pool), new LayerBlock("Mean", new GlobalAveragePool())),
            new FullyConnected(3)),
    ];

    // A channel of zeros stays one.
    public override IEnumerable<TestNetwork> NotANumber =>
    [
        new TestNetwork([2, 5, 8], new LocallyConnected2D(3, 1), new PadChannels(0, 1), Pool) { Loss = new MeanSquaredError() },
        new TestNetwork([2, 11], new LocallyConnected1D(3, 1), new PadChannels(0, 1), Pool) { Loss = new MeanSquaredError() },
    ];

    public override bool ReadsImagesAlone => true;

    public override bool GivesVectors => true;

    public override Layer? Draw(Random random, Place place) => place.Rank == Rank.Vector ? null : Pool;
}

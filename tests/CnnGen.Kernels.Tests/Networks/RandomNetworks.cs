using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>Chains of layers drawn at random, the same on each run.</summary>
internal static class RandomNetworks
{
    private const int LargestSize = 600;

    public static IEnumerable<TestNetwork> Draw(int count) =>
        Enumerable.Range(1, count).Select(seed => Draw(new Random(seed)));

    /// <summary>The same chains, with weights of its own at each position in every other convolution.</summary>
    public static IEnumerable<TestNetwork> DrawLocal(int count) => Draw(count).Select(network => new TestNetwork(
        network.Dimensions,
        [
            .. network.Layers.Select((layer, i) => layer is Conv2D conv && (i + network.Dimensions[1]) % 2 == 0
                ? new LocallyConnected2D(conv.Filters, conv.KernelHeight, conv.KernelWidth, conv.Stride, conv.Padding, conv.Bias)
                : layer),
        ]));

    private static TestNetwork Draw(Random random)
    {
        int[] input = [random.Next(1, 5), random.Next(1, 15), random.Next(1, 15)];
        var shape = new Shape(input[0], input[1], input[2]);
        var layers = new List<Layer>();
        for (int count = random.Next(1, 7); layers.Count < count;)
        {
            Layer layer = DrawLayer(random, shape);
            if (layer.Output(shape).Size <= LargestSize)
            {
                layers.Add(layer);
                shape = layer.Output(shape);
            }
        }

        layers.Add(new Flatten());
        for (int count = random.Next(0, 3); count > 0; count--)
        {
            layers.Add(new FullyConnected(random.Next(1, 40), random.Next(4) > 0));
            layers.Add(DrawActivation(random));
        }

        layers.Add(new FullyConnected(random.Next(2, 12), random.Next(4) > 0));
        return new TestNetwork(input, [.. layers]);
    }

    private static Layer DrawLayer(Random random, Shape shape)
    {
        int kind = random.Next(10);
        if (kind < 5)
        {
            int padding = random.Next(4);
            return new Conv2D(
                random.Next(1, 20),
                random.Next(1, Math.Min(6, shape.Height + (2 * padding)) + 1),
                random.Next(1, Math.Min(6, shape.Width + (2 * padding)) + 1),
                random.Next(1, 4),
                padding,
                random.Next(4) > 0);
        }

        int height = random.Next(1, Math.Min(3, shape.Height) + 1);
        int width = random.Next(1, Math.Min(3, shape.Width) + 1);
        return kind switch
        {
            5 => new MaxPool2D(height, width, random.Next(4)),
            6 => new AveragePool2D(height, width, random.Next(4)),
            _ => DrawActivation(random),
        };
    }

    private static Layer DrawActivation(Random random) => random.Next(3) switch
    {
        0 => new ReLU(),
        1 => new Sigmoid(),
        _ => new Tanh(),
    };
}

using System.Numerics;
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

    /// <summary>Blocks within blocks, drawn at random, each of which keeps height and width.</summary>
    public static IEnumerable<TestNetwork> DrawBranched(int count) => Enumerable.Range(1, count).Select(seed =>
    {
        var random = new Random(seed);
        int channels = random.Next(1, 20);
        int blocks = 0;
        List<Layer> layers = [new Conv2D(channels, 1)];
        for (int joins = random.Next(1, 4); joins > 0; joins--)
        {
            layers.Add(DrawJoin(random, ref channels, ref blocks, depth: 2));
        }

        return new TestNetwork(
            [random.Next(1, 4), random.Next(1, 9), random.Next(1, 9)], [.. layers, new Flatten(), new FullyConnected(3)]);
    });

    private static Layer DrawJoin(Random random, ref int channels, ref int blocks, int depth)
    {
        if (random.Next(2) == 0)
        {
            int given = random.Next(2) == 0 ? channels : random.Next(1, 20);
            LayerBlock body = DrawBlock(random, channels, given, ref blocks, depth);
            LayerBlock? shortcut = given == channels ? null : DrawBlock(random, channels, given, ref blocks, depth);
            channels = given;
            return new Residual(body, shortcut);
        }

        var branches = new LayerBlock[random.Next(2, 5)];
        int sum = 0;
        for (int i = 0; i < branches.Length; i++)
        {
            int given = random.Next(4) == 0 ? channels : random.Next(1, 9);
            branches[i] = given == channels && random.Next(2) == 0
                ? new LayerBlock($"Block{++blocks}")
                : DrawBlock(random, channels, given, ref blocks, depth);
            sum += given;
        }

        channels = sum;
        return new Concat(branches);
    }

    private static LayerBlock DrawBlock(Random random, int channels, int given, ref int blocks, int depth)
    {
        string name = $"Block{++blocks}";
        List<Layer> layers = [];
        if (random.Next(3) == 0)
        {
            layers.Add(DrawActivation(random));
        }

        if (depth > 0 && random.Next(3) == 0)
        {
            layers.Add(DrawJoin(random, ref channels, ref blocks, depth - 1));
        }

        int padding = random.Next(3);
        layers.Add(new Conv2D(given, (2 * padding) + 1, (2 * padding) + 1, Padding: padding, Bias: random.Next(3) > 0));
        if (random.Next(2) == 0)
        {
            layers.Add(DrawActivation(random));
        }

        return new LayerBlock(name, [.. layers]);
    }

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
            int filters = random.Next(1, 20);
            return new Conv2D(
                filters,
                random.Next(1, Math.Min(6, shape.Height + (2 * padding)) + 1),
                random.Next(1, Math.Min(6, shape.Width + (2 * padding)) + 1),
                random.Next(1, 4),
                padding,
                random.Next(4) > 0,
                Groups: (filters + padding) % 2 == 0 ? (int)BigInteger.GreatestCommonDivisor(filters, shape.Channels) : 1);
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

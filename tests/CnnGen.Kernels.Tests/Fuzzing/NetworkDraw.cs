using CnnGen.Kernels.Tests.Networks;
using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests.Fuzzing;

/// <summary>
/// Whole networks drawn at random, the same for the same seed: every layer, loss, option and block, chains and branches, frozen
/// parts, heads beside. Each seed has an ordered pair of kinds as its theme, so that every kind comes after every other.
/// </summary>
internal sealed class NetworkDraw
{
    private const int DeepestBlock = 2;

    private readonly Random _random;
    private readonly Sizes _sizes;
    private readonly LayerDraw _layers;
    private readonly int _classes;
    private readonly Loss _loss;
    private int _blocks;

    private NetworkDraw(Random random, Sizes sizes)
    {
        (_random, _sizes, _layers) = (random, sizes, new LayerDraw(random, sizes));
        _loss = random.Next(8) switch
        {
            0 => new BinaryCrossEntropy(),
            1 or 2 => new MeanSquaredError(),
            3 => new SoftmaxCrossEntropy(0.1),
            _ => new SoftmaxCrossEntropy(),
        };
        _classes = _loss is BinaryCrossEntropy ? 1 : random.Next(2, 7);
    }

    /// <summary>All ordered pairs of kinds.</summary>
    public static IReadOnlyList<(LayerKind First, LayerKind Second)> Pairs { get; } =
    [
        .. from first in LayerKind.All
           from second in LayerKind.All
           select (first, second),
    ];

    /// <summary>The network of a seed.</summary>
    public static TestNetwork Draw(int seed)
    {
        var random = new Random(seed);
        Sizes sizes = Sizes.Of(seed);
        (LayerKind first, LayerKind second) = Pairs[seed % Pairs.Count];
        for (int attempt = 0; ; attempt++)
        {
            // A theme that no network has gives way to any network.
            var draw = new NetworkDraw(random, sizes);
            if ((attempt < 20 ? draw.DrawAround(first, second) : draw.DrawAny()) is { } network)
            {
                return network;
            }
        }
    }

    /// <summary>A network that begins with layers of these kinds, each right after the one before, or nothing where there is none.</summary>
    public static TestNetwork? DrawChain(IReadOnlyList<LayerKind> kinds, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, 60)
            .Select(_ => new NetworkDraw(random, Sizes.Small).DrawInOrder(kinds))
            .FirstOrDefault(network => network is not null);
    }

    private TestNetwork? DrawAny() => Draw((layers, place) => Extend(layers, place, _random.Next(1, 6)));

    private TestNetwork? DrawAround(LayerKind first, LayerKind second) => Draw((layers, start) =>
    {
        Place place = Extend(layers, start, _random.Next(3));
        if (DrawLayer(first, place, DeepestBlock) is not { } layer)
        {
            return null;
        }

        layers.Add(layer);
        place = place.After(layer);

        // An image becomes a vector in between where the second kind reads nothing else, and at times where it does.
        if (place.Rank != Rank.Vector && (second == LayerKind.FullyConnected || _random.Next(6) == 0))
        {
            layers.Add(DrawVector());
            place = place.After(layers[^1]);
        }

        if (DrawLayer(second, place, DeepestBlock) is not { } next)
        {
            return null;
        }

        layers.Add(next);
        place = place.After(next);
        return Extend(layers, place, _random.Next(3));
    });

    private TestNetwork? DrawInOrder(IReadOnlyList<LayerKind> kinds) => Draw((layers, place) =>
    {
        foreach (LayerKind kind in kinds)
        {
            // An image becomes a vector in between where a kind reads nothing else.
            if (place.Rank != Rank.Vector && kind == LayerKind.FullyConnected)
            {
                layers.Add(DrawVector());
                place = place.After(layers[^1]);
            }

            if (DrawLayer(kind, place, DeepestBlock) is not { } layer)
            {
                return null;
            }

            layers.Add(layer);
            place = place.After(layer);
        }

        return place;
    });

    private TestNetwork? Draw(Func<List<Layer>, Place, Place?> body)
    {
        int[] input = DrawInput();
        List<Layer> layers = [];
        var start = new Place(new TestNetwork(input).Input, (Rank)(input.Length - 1));
        if (body(layers, start) is not { } place)
        {
            return null;
        }

        AddEnd(layers, place);
        var network = new TestNetwork(input, [.. layers]) { Loss = _loss };
        return network.Reference() is { ParameterShapes.Count: > 0 } && layers.Count <= 24 ? network with { Frozen = DrawFrozen(layers) } : null;
    }

    private int[] DrawInput()
    {
        int channels = _sizes.Channels >= 48 ? _random.Next(_sizes.Channels / 2, _sizes.Channels + 1) : _random.Next(1, _sizes.Channels + 1);
        int width = _random.Next(_sizes.LeastWidth, _sizes.Width + 1);
        return _random.Next(10) switch
        {
            0 or 1 => [_random.Next(1, _sizes.Filters * 3)],
            2 or 3 or 4 => [channels, width],
            _ => [channels, _random.Next(1, _sizes.Height + 1), width],
        };
    }

    private Place Extend(List<Layer> layers, Place place, int count)
    {
        for (; count > 0; count--)
        {
            if (DrawLayer(AnyKind(), place, DeepestBlock) is { } layer)
            {
                layers.Add(layer);
                place = place.After(layer);
            }
        }

        return place;
    }

    // A vector of as many scores as there are classes; rarely one that comes as it is.
    private void AddEnd(List<Layer> layers, Place place)
    {
        if (place.Rank != Rank.Vector)
        {
            layers.Add(DrawVector());
            place = place.After(layers[^1]);
        }

        if (place.Shape.Size == _classes && _random.Next(2) == 0)
        {
            return;
        }

        layers.Add(new FullyConnected(_classes, _random.Next(4) > 0));
        if (_random.Next(10) == 0)
        {
            layers.Add(_layers.Draw(LayerKind.LeakyReLU, place.After(layers[^1]))!);
        }
    }

    private int[] DrawFrozen(List<Layer> layers)
    {
        int[] learning = [.. Enumerable.Range(0, layers.Count).Where(i => layers[i].Name.Length > 0 && layers[i] is not BatchNorm)];
        return learning.Length < 2 || _random.Next(5) > 0
            ? []
            : _random.Next(2) == 0 ? learning[..^1] : [learning[_random.Next(learning.Length)]];
    }

    private Layer? DrawLayer(LayerKind kind, Place place, int depth) => kind.Name switch
    {
        nameof(LayerKind.Residual) => depth == 0 ? null : DrawResidual(place, depth - 1),
        nameof(LayerKind.Concat) => depth == 0 ? null : DrawConcat(place, depth - 1),
        nameof(LayerKind.Use) => depth == 0 ? null : DrawUse(place, depth - 1),
        nameof(LayerKind.Auxiliary) => depth < DeepestBlock || _loss is not SoftmaxCrossEntropy { LabelSmoothing: 0 } ? null : DrawHead(place, depth - 1),
        _ => _layers.Draw(kind, place),
    };

    private Layer? DrawResidual(Place place, int depth)
    {
        bool isFrozen = _random.Next(8) == 0;
        LayerBlock body = DrawKeeping(place, depth, least: 1);
        Shape output = body.Output(place.Shape);
        if (output == place.Shape && _random.Next(3) > 0)
        {
            return Fitting(new Residual(body, null, _random.Next(4) == 0 ? 2 : 1, isFrozen), place);
        }

        LayerBlock shortcut = Named([_layers.DrawSame(place, output.Channels)]);
        return Fitting(new Residual(body, shortcut, 1, isFrozen), place);
    }

    private Layer? DrawConcat(Place place, int depth)
    {
        LayerBlock[] blocks = [.. Enumerable.Range(0, _random.Next(2, 4)).Select(_ => DrawKeeping(place, depth, least: 0))];
        return Fitting(new Concat(blocks), place);
    }

    private Layer? DrawUse(Place place, int depth)
    {
        List<Layer> layers = [];
        for (int count = _random.Next(1, 4); layers.Count < count;)
        {
            Layer layer = DrawLayer(AnyKind(), place, depth) ?? new Tanh();
            layers.Add(layer);
            place = place.After(layer);
        }

        bool repeats = layers.All(layer => layer.TakesAnyRank);
        return new Use(Named(layers), repeats ? _random.Next(1, 4) : 1, _random.Next(6) == 0);
    }

    private Layer? DrawHead(Place place, int depth)
    {
        List<Layer> layers = [];
        for (int count = _random.Next(3); count > 0; count--)
        {
            if (DrawLayer(AnyKind(), place, depth) is { } layer)
            {
                layers.Add(layer);
                place = place.After(layer);
            }
        }

        if (place.Rank != Rank.Vector)
        {
            layers.Add(DrawVector());
        }

        layers.Add(new FullyConnected(_classes));
        return new Auxiliary(Named(layers), _random.Next(2) == 0 ? 0.3 : 1.5, _random.Next(8) == 0);
    }

    // A block that keeps height and width.
    private LayerBlock DrawKeeping(Place place, int depth, int least)
    {
        List<Layer> layers = [];
        for (int count = _random.Next(least, 3); layers.Count < count;)
        {
            Layer? join = _random.Next(6) == 0 && depth > 0
                ? DrawLayer(_random.Next(2) == 0 ? LayerKind.Residual : LayerKind.Concat, place, depth)
                : null;
            Layer layer = join ?? _layers.DrawKeeping(place);
            layers.Add(layer);
            place = place.After(layer);
        }

        return Named(layers);
    }

    private LayerBlock Named(IReadOnlyList<Layer> layers) => new($"Block{Letters(_blocks++)}", [.. layers]);

    // No numbers, which further uses of a block have.
    private static string Letters(int number) => (number < 26 ? "" : Letters((number / 26) - 1)) + (char)('A' + (number % 26));

    private Layer DrawVector() => _random.Next(3) == 0 ? new GlobalAveragePool() : new Flatten();

    private LayerKind AnyKind() => LayerKind.All[_random.Next(LayerKind.All.Count)];

    private Layer? Fitting(Layer join, Place place) => join.Output(place.Shape).Size <= _sizes.Values ? join : null;
}

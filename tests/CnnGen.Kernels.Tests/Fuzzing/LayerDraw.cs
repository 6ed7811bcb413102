using System.Numerics;
using CnnGen.Kernels.Tests.Layers;
using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests.Fuzzing;

/// <summary>Draws single layers that fit where they are put.</summary>
/// <param name="random">Where all choices come from.</param>
/// <param name="sizes">How large layers may be.</param>
internal sealed class LayerDraw(Random random, Sizes sizes)
{
    /// <summary>A layer of a kind, or nothing where none fits. Blocks are drawn elsewhere.</summary>
    public Layer? Draw(LayerKind kind, Place place)
    {
        Layer? layer = kind.Name switch
        {
            nameof(LayerKind.Convolution) => DrawConvolution(place),
            nameof(LayerKind.LocallyConnected) => DrawLocallyConnected(place),
            nameof(LayerKind.Filter) => DrawFilter(place),
            nameof(LayerKind.MaxPool) or nameof(LayerKind.AveragePool) => DrawPool(kind, place),
            nameof(LayerKind.GlobalAveragePool) => place.Rank == Rank.Vector ? null : new GlobalAveragePool(),
            nameof(LayerKind.Flatten) => place.Rank == Rank.Vector ? null : new Flatten(),
            nameof(LayerKind.FullyConnected) => place.Rank == Rank.Vector ? new FullyConnected(Below(sizes.Filters * 3), Mostly()) : null,
            nameof(LayerKind.ReLU) => new ReLU(),
            nameof(LayerKind.LeakyReLU) => new LeakyReLU(Of(0.01, 0.2, 0.5, 0, 1.5)),
            nameof(LayerKind.Sigmoid) => new Sigmoid(),
            nameof(LayerKind.Tanh) => new Tanh(),
            nameof(LayerKind.GELU) => new GELU(),
            nameof(LayerKind.Dropout) => new Dropout(Of(0.5, 0.2, 0.7, 0)),
            nameof(LayerKind.BatchNorm) => new BatchNorm(Of(1e-5, 1e-3), Of(0.1, 0.3), Frozen: random.Next(6) == 0),
            nameof(LayerKind.LocalResponseNorm) => new LocalResponseNorm(Of(1, 3, 5), Of(1e-2, 0.3), Of(0.75, 0.5, 1.5), Of(1.0, 2.0)),
            nameof(LayerKind.PadChannels) => place.Rank == Rank.Vector ? null : new PadChannels(random.Next(4), random.Next(4)),
            _ => kind.Cases?.Draw(random, place),
        };
        return layer is not null && Fits(layer, place.Shape) ? layer : null;
    }

    /// <summary>A convolution that keeps height and width.</summary>
    public Layer DrawSame(Place place, int filters)
    {
        int reach = random.Next(Math.Min(3, (sizes.Kernel / 2) + 1));
        bool bias = Mostly();
        int kernel = (2 * reach) + 1;
        int groups = Groups(place.Shape.Channels, filters);
        return place.Rank switch
        {
            Rank.Vector => new FullyConnected(filters, bias),
            Rank.Signal => new Conv1D(filters, kernel, Padding: reach, Bias: bias, Groups: groups),
            _ => new Conv2D(filters, kernel, kernel, Padding: reach, Bias: bias, Groups: groups),
        };
    }

    /// <summary>A layer that changes no shape, or only the number of channels.</summary>
    public Layer DrawKeeping(Place place)
    {
        Layer? layer = random.Next(12) switch
        {
            0 when place.Rank == Rank.Image => new MaxPool2D(3, 3, 1, 1),
            1 when place.Rank == Rank.Image => new AveragePool2D(3, 3, 1, 1, CountIncludePad: Mostly()),
            0 when place.Rank == Rank.Signal => new MaxPool1D(3, 1, 1),
            1 when place.Rank == Rank.Signal => new AveragePool1D(3, 1, 1, CountIncludePad: Mostly()),
            2 when place.Rank == Rank.Image => Filter2D.All[random.Next(Filter2D.All.Length)] with { Padding = 1 },
            2 when place.Rank == Rank.Signal => new Filter1D([0.5, 1, -1], Padding: 1),
            3 when place.Rank == Rank.Image => new LocallyConnected2D(Below(5), 3, 3, Padding: 1, Bias: Mostly()),
            3 when place.Rank == Rank.Signal => new LocallyConnected1D(Below(5), 3, Padding: 1, Bias: Mostly()),
            4 => Draw(LayerKind.PadChannels, place),
            5 => Draw(LayerKind.LocalResponseNorm, place),
            6 => Draw(LayerKind.BatchNorm, place),
            7 => Draw(LayerKind.Dropout, place),
            10 when LayerCases.All.Count > 0 && LayerCases.All[random.Next(LayerCases.All.Count)].Draw(random, place) is { TakesAnyRank: true } keeping => keeping,
            8 or 9 => Draw(Of(LayerKind.ReLU, LayerKind.LeakyReLU, LayerKind.Sigmoid, LayerKind.Tanh, LayerKind.GELU), place),
            _ => DrawSame(place, Below(sizes.Filters)),
        };
        return layer is not null && Fits(layer, place.Shape) ? layer : new Tanh();
    }

    /// <summary>Whether a layer has a result at all, and one that the reference computes in time.</summary>
    public bool Fits(Layer layer, Shape input)
    {
        Shape output = layer.Output(input);
        long weights = layer.Parameters(input).Sum(shape => shape.Aggregate(1L, (product, size) => product * size));
        long products = layer switch
        {
            Conv1D or Conv2D => weights * output.Height * output.Width,
            _ => weights,
        };
        return output is { Channels: > 0, Height: > 0, Width: > 0 } && output.Size <= sizes.Values && products <= sizes.MultiplyAdds;
    }

    public int Below(int most) => random.Next(1, most + 1);

    private Layer? DrawConvolution(Place place)
    {
        int filters = sizes.Filters >= 48 && random.Next(4) > 0 ? random.Next(sizes.Filters * 2 / 3, sizes.Filters + 1) : Below(sizes.Filters);
        bool bias = Mostly();
        if (place.Rank == Rank.Vector)
        {
            return null;
        }

        int groups = Groups(place.Shape.Channels, filters);
        int dilation = random.Next(5) == 0 ? random.Next(2, 4) : 1;
        int stride = random.Next(3) > 0 ? 1 : random.Next(2, random.Next(6) == 0 ? 8 : 4);
        if (place.Rank == Rank.Signal)
        {
            (int length, int pad) = DrawWindow(place.Shape.Width, dilation);
            return new Conv1D(filters, length, stride, pad, bias, dilation, groups);
        }

        (int width, int padding) = DrawWindow(place.Shape.Width, dilation);
        int tall = place.Shape.Height + (2 * padding);
        int height = random.Next(2) == 0 && Extent(width, dilation) <= tall ? width : Below(Math.Clamp(((tall - 1) / dilation) + 1, 1, Math.Min(sizes.Kernel, 7)));
        bool follows = random.Next(20) == 0;
        return new Conv2D(follows ? place.Shape.Channels : filters, height, width, stride, padding, bias, dilation, follows ? 1 : groups, follows);
    }

    private Layer? DrawLocallyConnected(Place place)
    {
        int dilation = random.Next(5) == 0 ? 2 : 1;
        int stride = random.Next(3) > 0 ? 1 : random.Next(2, 4);
        (int width, int padding) = DrawWindow(place.Shape.Width, dilation);
        return place.Rank switch
        {
            Rank.Vector => null,
            Rank.Signal => new LocallyConnected1D(Below(9), width, stride, padding, Mostly(), dilation),
            _ => new LocallyConnected2D(
                Below(9), Below(Math.Clamp(((place.Shape.Height + (2 * padding) - 1) / dilation) + 1, 1, 5)), width, stride, padding, Mostly(), dilation),
        };
    }

    private Layer? DrawFilter(Place place)
    {
        int dilation = random.Next(5) == 0 ? 2 : 1;
        int stride = random.Next(3) > 0 ? 1 : random.Next(2, 4);
        (int width, int padding) = DrawWindow(place.Shape.Width, dilation);
        if (place.Rank == Rank.Image && random.Next(2) == 0)
        {
            return Filter2D.All[random.Next(Filter2D.All.Length)] with { Stride = stride, Padding = random.Next(3), Dilation = dilation };
        }

        int height = Below(Math.Clamp(((place.Shape.Height + (2 * padding) - 1) / dilation) + 1, 1, 4));
        double[] kernel = [.. Enumerable.Range(0, place.Rank == Rank.Signal ? width : width * height).Select(_ => Of(1, -1, 0.5, 0, 0.25, -0.75, 0.5))];
        kernel[0] = kernel.All(value => value == 0) ? 1 : kernel[0];
        return place.Rank switch
        {
            Rank.Vector => null,
            Rank.Signal => new Filter1D(kernel, stride, padding, dilation),
            _ => new Filter2D(height, width, kernel, stride, padding, dilation),
        };
    }

    // Padding is at most half of a window, so that none lies in it as a whole.
    private Layer? DrawPool(LayerKind kind, Place place)
    {
        int width = Below(Math.Min(place.Shape.Width, random.Next(8) == 0 ? sizes.Kernel : 4));
        int height = random.Next(2) == 0 && width <= place.Shape.Height ? width : Below(Math.Min(place.Shape.Height, 4));
        int stride = random.Next(4);
        bool ceil = random.Next(3) == 0;
        if (place.Rank == Rank.Signal)
        {
            int pad = random.Next(3) == 0 ? random.Next((width / 2) + 1) : 0;
            return kind == LayerKind.MaxPool ? new MaxPool1D(width, stride, pad, ceil) : new AveragePool1D(width, stride, pad, ceil, Mostly());
        }

        int padding = random.Next(3) == 0 ? random.Next((Math.Min(width, height) / 2) + 1) : 0;
        return place.Rank == Rank.Vector ? null
            : kind == LayerKind.MaxPool ? new MaxPool2D(height, width, stride, padding, ceil)
            : new AveragePool2D(height, width, stride, padding, ceil, Mostly());
    }

    // A kernel that fits an input with its padding.
    private (int Kernel, int Padding) DrawWindow(int size, int dilation)
    {
        int kernel = random.Next(4) == 0 ? Below(sizes.Kernel) : Of(1, 2, 3, 3, 5);
        int padding = random.Next(2) == 0 ? 0 : random.Next(3) == 0 ? random.Next(Math.Min(kernel + 2, 16)) : Math.Min(Extent(kernel, dilation) / 2, 16);
        int most = ((size + (2 * padding) - 1) / dilation) + 1;
        return (Math.Min(kernel, Math.Min(most, 31)), padding);
    }

    private static int Extent(int kernel, int dilation) => ((kernel - 1) * dilation) + 1;

    private int Groups(int channels, int filters)
    {
        int most = (int)BigInteger.GreatestCommonDivisor(channels, filters);
        int[] divisors = [.. Enumerable.Range(1, most).Where(groups => most % groups == 0)];
        return random.Next(3) > 0 ? 1 : divisors[random.Next(divisors.Length)];
    }

    private bool Mostly() => random.Next(4) > 0;

    private T Of<T>(params T[] choices) => choices[random.Next(choices.Length)];
}

using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>How the convolution in front of a pool can be changed so that the pool leaves nothing over.</summary>
internal static class FittingConvolution
{
    /// <summary>How many rows larger or smaller a kernel may become: by more it would be another network.</summary>
    private const int FarthestKernel = 2;

    /// <summary>A sentence, or <see langword="null"/> where there is no convolution, or none near it fits.</summary>
    public static string? Find(ShapedNetwork network, Node pool, Window vertical, Window horizontal)
    {
        Node? before = network.Before(pool);
        while (before?.Layer is ActivationLayer)
        {
            before = network.Before(before);
        }

        if (before is not { Layer: LearnedConvolution convolution, Input: var input })
        {
            return null;
        }

        foreach ((string change, WeightedWindowLayer changed) in Paddings(convolution).Concat(Kernels(convolution)))
        {
            if (changed.Vertical.Output(input.Height) is > 0 and <= int.MaxValue and var height
                && changed.Horizontal.Output(input.Width) is > 0 and <= int.MaxValue and var width
                && UnreadInput.Of(changed.Vertical, changed.Horizontal, input) is null)
            {
                var output = new Shape(input.Rank, convolution.Filters, (int)height, (int)width);
                if (vertical.Output(output.Height) > 0 && horizontal.Output(output.Width) > 0 && UnreadInput.Of(vertical, horizontal, output) is null)
                {
                    return $"{change} in {convolution.Text} would give {(input.Rank == Rank.Signal ? Literal.Of(width) : $"{Literal.Of(height)}×{Literal.Of(width)}")}.";
                }
            }
        }

        return null;
    }

    // Wider padding would make windows of nothing else.
    private static IEnumerable<(string Change, WeightedWindowLayer Changed)> Paddings(LearnedConvolution convolution)
    {
        int kernel = convolution.SmallerKernel;
        return Enumerable.Range(0, kernel)
            .OrderBy(padding => Math.Abs((long)padding - convolution.Horizontal.Padding))
            .Select(padding => ($"Padding = {Literal.Of(padding)}", convolution.With(window => window with { Padding = padding })));
    }

    private static IEnumerable<(string Change, WeightedWindowLayer Changed)> Kernels(LearnedConvolution convolution)
    {
        int kernel = convolution.Horizontal.Kernel;
        return !convolution.IsSquare
            ? []
            : Enumerable.Range(1, FarthestKernel)
                .SelectMany(distance => new[] { kernel - distance, kernel + distance })
                .Where(other => other > 0)
                .Select(other => ($"A kernel of {Literal.Of(other)}", convolution.With(window => window with { Kernel = other })));
    }
}

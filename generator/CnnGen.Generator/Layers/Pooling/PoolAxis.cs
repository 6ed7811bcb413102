using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>The part of a window along one dimension that lies inside the input.</summary>
/// <param name="Start">Its first value.</param>
/// <param name="Inside">How many there are.</param>
/// <param name="Counted">How many a mean is of.</param>
internal sealed record PoolSpan(Integer Start, Integer Inside, Integer Counted);

/// <summary>How a pool's windows lie along one dimension of an input over whose edges some reach.</summary>
/// <param name="window">The window.</param>
/// <param name="input">The size of the input.</param>
/// <param name="countsPadding">Whether padding counts where a mean is taken.</param>
/// <param name="start">The local for the first value inside.</param>
/// <param name="inside">The local for their number.</param>
internal sealed class PoolAxis(Window window, int input, bool countsPadding, string start, string inside)
{
    /// <summary>Declares the locals that windows at <paramref name="positions"/> need, where they are not all alike.</summary>
    /// <param name="block">Where to.</param>
    /// <param name="positions">The positions.</param>
    /// <param name="position">The one of them at which a window is.</param>
    public PoolSpan Declare(Block block, Positions positions, Integer position)
    {
        if (positions.Count == 1)
        {
            int source = (int)window.Source(positions.First, 0);
            int first = Math.Max(source, 0);
            int length = Math.Min(source + window.Kernel, input) - first;
            int counted = countsPadding ? Math.Min(window.Kernel, input + window.Padding - source) : length;
            Bounds.Require(first, first + length - 1, input, "a pool's input");
            return new PoolSpan(first, length, counted);
        }

        Integer origin = position * window.Stride;
        if (!window.ReachesOutside(input))
        {
            Bounds.Require(window.Source(positions.First, 0), window.Source(positions.End - 1, window.Kernel - 1), input, "a pool's input");
            return new PoolSpan(origin, window.Kernel, window.Kernel);
        }

        Integer from = block.Declare(start, window.Padding == 0 ? origin : Integer.Max(origin - window.Padding, 0));
        Integer some = block.Declare(inside, Integer.Min(origin + (window.Kernel - window.Padding), input) - from);
        return new PoolSpan(from, some, !countsPadding ? some
            : window.EndsBehindPadding(input) ? Integer.Min(input + (2 * window.Padding) - origin, window.Kernel)
            : window.Kernel);
    }
}

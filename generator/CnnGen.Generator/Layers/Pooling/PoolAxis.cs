using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>The part of a window along one dimension that lies inside the input.</summary>
/// <param name="Start">Its first value; times a step, as a term of an index.</param>
/// <param name="Inside">How many there are.</param>
/// <param name="Counted">How many a mean is of.</param>
internal sealed record PoolSpan(Func<int, string> Start, PoolExtent Inside, PoolExtent Counted);

/// <summary>How a pool's windows lie along one dimension of an input over whose edges some reach.</summary>
/// <param name="window">The window.</param>
/// <param name="input">The size of the input.</param>
/// <param name="countsPadding">Whether padding counts where a mean is taken.</param>
/// <param name="position">The local that holds the window's position.</param>
/// <param name="start">The local for the first value inside.</param>
/// <param name="inside">The local for their number.</param>
internal sealed class PoolAxis(Window window, int input, bool countsPadding, string position, string start, string inside)
{
    /// <summary>Writes the locals that windows at <paramref name="positions"/> need, where they are not all alike.</summary>
    public PoolSpan Write(SourceWriter writer, Positions positions)
    {
        if (positions.Count == 1)
        {
            int source = (int)window.Source(positions.First, 0);
            int first = Math.Max(source, 0);
            int length = Math.Min(source + window.Kernel, input) - first;
            int counted = countsPadding ? Math.Min(window.Kernel, input + window.Padding - source) : length;
            Bounds.Require(first, first + length - 1, input, "a pool's input");
            return new PoolSpan(step => IndexExpression.Constant(first * step), new PoolExtent(length), new PoolExtent(counted));
        }

        if (!window.ReachesOutside(input))
        {
            Bounds.Require(window.Source(positions.First, 0), window.Source(positions.End - 1, window.Kernel - 1), input, "a pool's input");
            var kernel = new PoolExtent(window.Kernel);
            return new PoolSpan(step => IndexExpression.Times(position, window.Stride * step), kernel, kernel);
        }

        string origin = IndexExpression.Times(position, window.Stride);
        writer.Line($"int {start} = {(window.Padding == 0 ? IndexExpression.Sum(origin) : $"Math.Max({origin} - {Literal.Of(window.Padding)}, 0)")};");
        writer.Line($"int {inside} = Math.Min({IndexExpression.Sum(origin, IndexExpression.Constant(window.Kernel - window.Padding))}, {Literal.Of(input)}) - {start};");
        PoolExtent some = new(0, inside);
        PoolExtent countedHere = !countsPadding ? some
            : window.EndsBehindPadding(input) ? new PoolExtent(0, $"Math.Min({Literal.Of(input + (2 * window.Padding))} - {origin}, {Literal.Of(window.Kernel)})")
            : new PoolExtent(window.Kernel);
        return new PoolSpan(step => IndexExpression.Times(start, step), some, countedHere);
    }
}

using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>Neighbouring positions of a window along one dimension.</summary>
/// <param name="First">The first one.</param>
/// <param name="End">The one behind the last.</param>
internal readonly record struct Positions(int First, int End)
{
    public int Count => End - First;

    /// <summary>Those at which both a first and a last tap, and so all between them, meet the input.</summary>
    public static Positions Within(Window window, int input, int firstTap, int lastTap)
    {
        long output = window.Output(input);
        long before = -window.Source(0, firstTap);
        long room = input - 1 - window.Source(0, lastTap);
        long first = Math.Min(output, before <= 0 ? 0 : (before + window.Stride - 1) / window.Stride);
        long end = room < 0 ? 0 : Math.Min(output, (room / window.Stride) + 1);
        if (end > first)
        {
            Bounds.Require(window.Source(first, firstTap), window.Source(end - 1, lastTap), input, "a filter's input");
        }

        return new Positions((int)first, (int)Math.Max(first, end));
    }
}

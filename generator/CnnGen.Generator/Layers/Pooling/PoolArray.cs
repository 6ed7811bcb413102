using CnnGen.Generator.Kernels;

namespace CnnGen.Generator.Layers;

/// <summary>An array of a pool's kernel, and the name under which a window sees it: at its first value, or at its result.</summary>
/// <param name="Whole">The array.</param>
/// <param name="View">What a window sees.</param>
/// <param name="IsInput">Whether it has the input's places, else the output's.</param>
internal sealed record PoolArray(Address Whole, Address View, bool IsInput)
{
    /// <summary>The input at the window's first value.</summary>
    public static Address Input { get; } = new("x");

    /// <summary>The input's gradient there.</summary>
    public static Address InputGradient { get; } = new("dx");

    /// <summary>The output at the window's result.</summary>
    public static Address Output { get; } = new("y");

    /// <summary>The output's gradient there.</summary>
    public static Address OutputGradient { get; } = new("dy");

    /// <summary>Declares what the first window sees.</summary>
    public static void Declare(Block block, IEnumerable<PoolArray> arrays, Integer source, Integer target)
    {
        foreach (PoolArray array in arrays)
        {
            block.Declare(array.View.Name, array.Whole.At(array.IsInput ? source : target));
        }
    }

    /// <summary>Moves it on to the next window of the row.</summary>
    public static void Next(Block turn, IEnumerable<PoolArray> arrays, int stride)
    {
        foreach (PoolArray array in arrays)
        {
            turn.Next(array.View, array.View.At(array.IsInput ? stride : 1));
        }
    }
}

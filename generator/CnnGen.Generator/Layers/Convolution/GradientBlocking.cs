using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>
/// How a weight gradient walks a large image: <paramref name="Rows"/> output rows at a time, over which all taps of
/// <paramref name="Channels"/> channels pass while what they read stays in the first-level cache. The sums wait in
/// memory from one stretch of rows to the next; each still meets its positions in order.
/// </summary>
internal readonly record struct GradientBlocking(int Rows, int Channels)
{
    /// <summary>Vectors of sixteen floats that the first-level cache holds beside everything else.</summary>
    private const int CachedVectors = 448;

    /// <summary>Sums that wait in memory, so few that they come from that cache too.</summary>
    private const int WaitingSums = 128;

    /// <summary>Stretches of rows in an image of that height.</summary>
    public int Stretches(int height) => (height + Rows - 1) / Rows;

    /// <summary>The blocking for a tile, or <see langword="null"/> where what it reads stays in the cache anyway.</summary>
    public static GradientBlocking? Choose(GradientTile tile, Window vertical, Window horizontal, Shape input, Shape output)
    {
        long perRow = ((long)tile.Filters * output.Width) + (tile.Channels * (long)vertical.Stride * input.Width);
        int rows = (int)Math.Max(1, (CachedVectors - (tile.Channels * Math.Max(0, vertical.Extent - vertical.Stride) * input.Width)) / perRow);
        if (rows >= output.Height)
        {
            return null;
        }

        // Even stretches: a last one of few rows would cost as much besides its rows as the others.
        int stretches = (output.Height + rows - 1) / rows;
        rows = (output.Height + stretches - 1) / stretches;
        int most = Math.Max(tile.Channels, WaitingSums / (tile.Filters * vertical.Kernel * horizontal.Kernel));
        int channels = Math.Min(most, input.Channels) / tile.Channels * tile.Channels;
        while (channels > tile.Channels && input.Channels % channels != 0)
        {
            channels -= tile.Channels;
        }

        return new GradientBlocking(rows, Math.Max(channels, tile.Channels));
    }
}

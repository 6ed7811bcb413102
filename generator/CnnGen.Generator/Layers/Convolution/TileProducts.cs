using CnnGen.Generator.Kernels;

namespace CnnGen.Generator.Layers;

/// <summary>The products of the two sides of a tile: one side stays in registers, the other one passes by.</summary>
internal static class TileProducts
{
    /// <param name="block">Where to.</param>
    /// <param name="kept">The side that stays, each value with the name of its local.</param>
    /// <param name="passing">The side that passes by.</param>
    /// <param name="add">Adds a product to its sum; it gets the places and the values of both.</param>
    public static void Add(
        Block block, IEnumerable<(string, Lanes)> kept, IEnumerable<(string, Lanes)> passing, Action<int, int, Lanes, Lanes> add)
    {
        Lanes[] values = block.Declare(kept);
        int place = 0;
        foreach ((string name, Lanes value) in passing)
        {
            Lanes next = block.Declare(name, value);
            for (int i = 0; i < values.Length; i++)
            {
                add(i, place, values[i], next);
            }

            place++;
        }
    }
}

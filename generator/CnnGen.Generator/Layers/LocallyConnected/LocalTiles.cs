namespace CnnGen.Generator.Layers;

/// <summary>Filters that a kernel takes at once: whole tiles, and one of those that are left.</summary>
internal readonly record struct LocalTiles(int Filters, int AtOnce)
{
    /// <summary>Tiles whose filters stay in sixteen vector registers, as even as can be: 13 are 7 and 6.</summary>
    public static LocalTiles InRegisters(int filters)
    {
        const int most = 12;
        int tiles = (filters + most - 1) / most;
        return new LocalTiles(filters, (filters + tiles - 1) / tiles);
    }

    /// <summary>The filters of whole tiles.</summary>
    public int Whole => Filters / AtOnce * AtOnce;

    /// <summary>The filters behind them.</summary>
    public int Rest => Filters - Whole;

    /// <summary>The kernels to write: the first filter of each, its filters, and its filters at once.</summary>
    public IEnumerable<(int First, int Count, int AtOnce)> Kernels
    {
        get
        {
            yield return (0, Whole, AtOnce);
            if (Rest > 0)
            {
                yield return (Whole, Rest, Rest);
            }
        }
    }
}

namespace CnnGen.Kernels.Tests.Fuzzing;

/// <summary>How large the layers of a drawn network are: each sort brings out strategies and tiles that others hardly reach.</summary>
/// <param name="Channels">The most channels of an input.</param>
/// <param name="Filters">The most filters of a convolution.</param>
/// <param name="Height">The most rows of an input.</param>
/// <param name="Width">The most columns of an input, or values of a signal.</param>
/// <param name="LeastWidth">The fewest of those.</param>
/// <param name="Kernel">The largest kernel.</param>
/// <param name="Values">The most values between two layers.</param>
/// <param name="MultiplyAdds">The most products of a layer and sample.</param>
internal sealed record Sizes(int Channels, int Filters, int Height, int Width, int LeastWidth, int Kernel, int Values, int MultiplyAdds)
{
    /// <summary>Everything small and odd, where borders are everywhere.</summary>
    public static readonly Sizes Small = new(5, 12, 11, 11, 1, 5, 500, 60_000);

    /// <summary>Rows and signals of many columns, with long kernels.</summary>
    public static readonly Sizes Wide = new(3, 9, 4, 90, 20, 31, 1500, 150_000);

    /// <summary>Many channels, where tiles of 2×2 results pay.</summary>
    public static readonly Sizes Deep = new(48, 48, 9, 9, 4, 3, 4000, 1_500_000);

    /// <summary>So many that they pay for the weight gradient too.</summary>
    public static readonly Sizes Deepest = new(96, 96, 3, 18, 15, 3, 6000, 3_000_000);

    /// <summary>The sort that a seed gets.</summary>
    public static Sizes Of(int seed) => (seed % 20) switch
    {
        3 or 7 or 11 => Wide,
        13 or 17 => Deep,
        19 => Deepest,
        _ => Small,
    };
}

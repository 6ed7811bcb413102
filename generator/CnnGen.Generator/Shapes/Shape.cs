using CnnGen.Generator.Text;

namespace CnnGen.Generator.Shapes;

/// <summary>The dimensions that a network's values may have.</summary>
internal enum Rank
{
    Vector = 1,
    Signal = 2,
    Image = 3,
}

/// <summary>
/// The shape of what flows between layers. Every kernel sees channels × height × width: a signal is one row high, a
/// vector is channels alone.
/// </summary>
internal readonly record struct Shape(Rank Rank, int Channels, int Height, int Width)
{
    public long Size => (long)Channels * Height * Width;

    public static Shape Vector(int features) => new(Rank.Vector, features, 1, 1);

    public static Shape Signal(int channels, int length) => new(Rank.Signal, channels, 1, length);

    public static Shape Image(int channels, int height, int width) => new(Rank.Image, channels, height, width);

    /// <summary>The dimensions that the rank has, the outermost first.</summary>
    public int[] Dimensions => Rank switch
    {
        Rank.Vector => [Channels],
        Rank.Signal => [Channels, Width],
        _ => [Channels, Height, Width],
    };

    /// <summary>As the comments of kernels write it: <c>[16][4][4]</c>.</summary>
    public string Brackets => string.Concat(Dimensions.Select(size => $"[{Literal.Of(size)}]"));

    /// <summary>As messages and tables write it: <c>16×4×4</c>.</summary>
    public override string ToString() => string.Join("×", Dimensions.Select(Literal.Of));
}

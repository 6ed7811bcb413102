namespace LeNet.Pictures;

/// <summary>Colours for numbers: stops at even distances, and a straight line from each to the next.</summary>
internal sealed class ColorMap(params Rgb[] stops)
{
    /// <summary>Blue, white, red (ColorBrewer's RdBu, turned round): what is below zero, zero, and above.</summary>
    public static ColorMap Signed { get; } = new(
        new(5, 48, 97), new(33, 102, 172), new(67, 147, 195), new(146, 197, 222), new(209, 229, 240), new(255, 255, 255),
        new(253, 219, 199), new(244, 165, 130), new(214, 96, 77), new(178, 24, 43), new(103, 0, 31));

    /// <summary>From dark violet to yellow, each step as bright again as the last one (Matplotlib's viridis).</summary>
    public static ColorMap Viridis { get; } = new(
        new(68, 1, 84), new(71, 44, 122), new(59, 81, 139), new(44, 113, 142), new(33, 144, 141), new(39, 173, 129),
        new(92, 200, 99), new(170, 220, 50), new(253, 231, 37));

    /// <summary>From black to white.</summary>
    public static ColorMap Grey { get; } = new(new(0, 0, 0), new(255, 255, 255));

    /// <summary>The colour of a number.</summary>
    /// <param name="value">From 0, the first stop, to 1, the last; beyond them the colour stays.</param>
    public Rgb this[float value]
    {
        get
        {
            float place = Math.Clamp(float.IsNaN(value) ? 0 : value, 0, 1) * (stops.Length - 1);
            int lower = Math.Min((int)place, stops.Length - 2);
            float part = place - lower;
            return new(
                Mix(stops[lower].Red, stops[lower + 1].Red, part),
                Mix(stops[lower].Green, stops[lower + 1].Green, part),
                Mix(stops[lower].Blue, stops[lower + 1].Blue, part));
        }
    }

    private static byte Mix(byte from, byte to, float part) => (byte)MathF.Round(from + ((to - from) * part));
}

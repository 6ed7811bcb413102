namespace CnnGen;

/// <summary>Puts channels of zeros in front of those of an image or a signal, and behind them.</summary>
/// <remarks>
/// <para>Input channels × height × width (or channels × length), output before + channels + after channels of the same size:
/// <c>y[before + c] = x[c]</c>, else 0. <c>PadChannels(8)</c> gives 32×16×16 for 16×16×16, and <c>PadChannels(0, 2)</c> gives 5×9 for
/// 3×9.</para>
/// <para>So the shortcut of a residual layer reaches more channels without a parameter: behind <c>MaxPool2D(1, Stride = 2)</c>, which takes
/// every other pixel, it is option A of He, Zhang, Ren and Sun, Deep Residual Learning for Image Recognition, 2015.</para>
/// <para>The gradient is that of the channels that are there. It has no parameters.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2001.md">CNN2001</see> behind a layer that gives a vector,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3002.md">CNN3002</see> for a number below 0.</para>
/// </remarks>
/// <row shapes="c×h×w → before + c + after×h×w, and so for c×length" parameters="">channels of zeros around those that are there</row>
/// <param name="before">Channels of zeros in front: 0 or more.</param>
/// <param name="after">Channels of zeros behind: 0 or more.</param>
public sealed class PadChannelsAttribute(int before, int after) : LayerAttribute
{
    /// <summary>As many channels of zeros in front as behind.</summary>
    /// <param name="both">Channels of zeros in front, and behind: 0 or more.</param>
    public PadChannelsAttribute(int both)
        : this(both, both)
    {
    }

    /// <summary>Channels of zeros in front: 0 or more.</summary>
    public int Before { get; } = before;

    /// <summary>Channels of zeros behind: 0 or more.</summary>
    public int After { get; } = after;
}

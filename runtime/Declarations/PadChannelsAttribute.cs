namespace CnnGen;

/// <summary>Puts channels of zeros in front of those of an image or a signal, and behind them.</summary>
/// <remarks>
/// <para>The output has before + c + after channels of the same height and width: <c>y[before + i] = x[i]</c>, else 0. So the shortcut of a
/// residual layer reaches more channels without a parameter (He, Zhang, Ren and Sun, Deep Residual Learning for Image Recognition, 2015,
/// option A): <c>[Block, MaxPool2D(1, Stride = 2), PadChannels(8)]</c> takes every other pixel of 16 channels, and gives 32.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2001.md">CNN2001</see> behind a layer that gives a vector,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3002.md">CNN3002</see> for a number below 0.</para>
/// </remarks>
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

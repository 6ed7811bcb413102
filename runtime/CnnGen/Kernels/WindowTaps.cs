using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CnnGen.Kernels;

/// <summary>Along one dimension, the taps of a window that meet the input at one position. The others lie on padding.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Count">How many; 0 where the whole window lies on padding.</param>
/// <param name="Source">The input under the first of them.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct WindowTaps(int First, int Count, int Source)
{
    /// <summary>The taps at a position, from 0 on.</summary>
    /// <param name="position">The position.</param>
    /// <param name="kernel">Taps of the window.</param>
    /// <param name="stride">Inputs from one position to the next.</param>
    /// <param name="padding">Zeros in front of the first input.</param>
    /// <param name="dilation">Inputs from one tap to the next.</param>
    /// <param name="length">Inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WindowTaps At(int position, int kernel, int stride, int padding, int dilation, int length)
    {
        int origin = (position * stride) - padding;
        int first = Math.Max(0, (dilation - 1 - origin) / dilation);
        int end = Math.Min(kernel, (length - origin + dilation - 1) / dilation);
        return new WindowTaps(first, Math.Max(0, end - first), origin + (first * dilation));
    }

    /// <summary>
    /// The same read backwards: the taps through which positions meet one input. <see cref="Source"/> is then the position that
    /// does so through the first of them.
    /// </summary>
    /// <param name="input">The input, from 0 on.</param>
    /// <param name="kernel">Taps of the window.</param>
    /// <param name="stride">Inputs from one position to the next.</param>
    /// <param name="padding">Zeros in front of the first input.</param>
    /// <param name="dilation">Inputs from one tap to the next.</param>
    /// <param name="length">Positions.</param>
    /// <param name="step">Taps from one of them to the next: the stride without the divisor that it has in common with the dilation.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WindowTaps Reaching(int input, int kernel, int stride, int padding, int dilation, int length, int step)
    {
        int origin = input + padding;
        int first = Math.Max(0, (origin - ((length - 1) * stride) + dilation - 1) / dilation);
        int end = Math.Min(kernel, (origin / dilation) + 1);
        while (first < end && (origin - (first * dilation)) % stride != 0)
        {
            first++;
        }

        return first < end ? new WindowTaps(first, ((end - 1 - first) / step) + 1, (origin - (first * dilation)) / stride) : default;
    }
}

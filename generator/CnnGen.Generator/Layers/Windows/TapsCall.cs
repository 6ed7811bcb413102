using CnnGen.Generator.Kernels;

namespace CnnGen.Generator.Layers;

/// <summary>The contacts of a target, as emitted code computes them: a <c>WindowTaps</c> of the runtime.</summary>
internal static class TapsCall
{
    /// <summary>Declares a local for them.</summary>
    /// <param name="block">Where to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="axis">The dimension.</param>
    /// <param name="target">The target.</param>
    public static void Declare(Block block, string name, Axis axis, Integer target) =>
        block.Write($"WindowTaps {name} = {At(axis, target.ToString())};", name);

    /// <param name="axis">The dimension.</param>
    /// <param name="target">The target, an expression.</param>
    public static string At(Axis axis, string target)
    {
        // A single tap has no next one, whatever the dilation.
        int dilation = axis.Window.Kernel == 1 ? 1 : axis.Window.Dilation;
        string window = FormattableString.Invariant(
            $"{target}, kernel: {axis.Window.Kernel}, stride: {axis.Window.Stride}, padding: {axis.Window.Padding}, dilation: {dilation}, length: {axis.Sources}");
        return axis.IsForward ? $"WindowTaps.At({window})" : FormattableString.Invariant($"WindowTaps.Reaching({window}, step: {axis.TapStep})");
    }
}

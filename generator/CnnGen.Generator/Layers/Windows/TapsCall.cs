using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>The contacts of a target, as emitted code computes them: a <c>WindowTaps</c> of the runtime.</summary>
internal static class TapsCall
{
    /// <param name="axis">The dimension.</param>
    /// <param name="target">The target, an expression.</param>
    public static string At(Axis axis, string target)
    {
        // A single tap has no next one, whatever the dilation.
        string window = $"{target}, kernel: {Literal.Of(axis.Window.Kernel)}, stride: {Literal.Of(axis.Window.Stride)}, "
            + $"padding: {Literal.Of(axis.Window.Padding)}, dilation: {Literal.Of(axis.Window.Kernel == 1 ? 1 : axis.Window.Dilation)}, length: {Literal.Of(axis.Sources)}";
        return axis.IsForward ? $"WindowTaps.At({window})" : $"WindowTaps.Reaching({window}, step: {Literal.Of(axis.TapStep)})";
    }
}

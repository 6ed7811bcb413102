using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CnnGen.Kernels;

/// <summary>The weights of a 3×3 correlation, transformed: U = G g Gᵀ.</summary>
/// <remarks>Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2016, equation 8 and section 4.1.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WinogradWeights
{
    /// <summary>
    /// weight[outputs][inputs][3][3] → packed[16][block of inputs][quad of outputs][input][4], the order in which
    /// <see cref="WinogradCorrelation"/> reads it.
    /// </summary>
    /// <param name="weight">The weights of a convolution.</param>
    /// <param name="filters">Its filters.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="packed">16 × (filters rounded up to 4) × channels floats.</param>
    public static void PackForward(ref float weight, int filters, int channels, ref float packed) =>
        Pack(ref weight, filters, channels, channels * 9, 9, isFlipped: false, ref packed);

    /// <summary>
    /// The same with channels as outputs, filters as inputs and each kernel turned by 180 degrees: the weights of the
    /// input gradient.
    /// </summary>
    /// <param name="weight">The weights of a convolution.</param>
    /// <param name="filters">Its filters.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="packed">16 × (channels rounded up to 4) × filters floats.</param>
    public static void PackInputGradient(ref float weight, int filters, int channels, ref float packed) =>
        Pack(ref weight, channels, filters, 9, channels * 9, isFlipped: true, ref packed);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(
        ref float weight, int outputs, int inputs, int outputStride, int inputStride, bool isFlipped, ref float packed)
    {
        int quads = WinogradShape.QuadsOf(outputs);
        int block = WinogradShape.InputBlockOf(inputs);
        int element = quads * WinogradShape.Quad * inputs;
        for (int output = 0; output < outputs; output++)
        {
            for (int input = 0; input < inputs; input++)
            {
                int first = input / block * block;
                int size = Math.Min(block, inputs - first);
                int place = (first * quads * WinogradShape.Quad)
                    + (output / WinogradShape.Quad * size * WinogradShape.Quad)
                    + ((input - first) * WinogradShape.Quad)
                    + (output % WinogradShape.Quad);
                ref float kernel = ref Unsafe.Add(ref weight, ((nint)output * outputStride) + ((nint)input * inputStride));
                ref float target = ref Unsafe.Add(ref packed, place);
                if (isFlipped)
                {
                    Transform(ref Unsafe.Add(ref kernel, 8), -1, ref target, element);
                }
                else
                {
                    Transform(ref kernel, 1, ref target, element);
                }
            }
        }
    }

    // kernel[3][3] -> target[4][4], elements so many floats apart.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform(ref float kernel, int step, ref float target, nint element)
    {
        for (int column = 0; column < 4; column++)
        {
            float top = Mixed(ref kernel, 0, step, column);
            float middle = Mixed(ref kernel, 3, step, column);
            float bottom = Mixed(ref kernel, 6, step, column);
            ref float to = ref Unsafe.Add(ref target, column * element);
            to = top;
            Unsafe.Add(ref to, 4 * element) = 0.5f * ((top + bottom) + middle);
            Unsafe.Add(ref to, 8 * element) = 0.5f * ((top + bottom) - middle);
            Unsafe.Add(ref to, 12 * element) = bottom;
        }
    }

    // An element of the row of G times the kernel's row that starts at `first`.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Mixed(ref float kernel, int first, int step, int column)
    {
        float left = Unsafe.Add(ref kernel, first * step);
        float middle = Unsafe.Add(ref kernel, (first + 1) * step);
        float right = Unsafe.Add(ref kernel, (first + 2) * step);
        return column switch
        {
            0 => left,
            1 => 0.5f * ((left + right) + middle),
            2 => 0.5f * ((left + right) - middle),
            _ => right,
        };
    }
}

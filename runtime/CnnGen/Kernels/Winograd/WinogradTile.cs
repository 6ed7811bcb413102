using System.Runtime.CompilerServices;
using CnnGen.Numerics;

namespace CnnGen.Kernels;

/// <summary>The transforms of single tiles: additions alone, lane by lane.</summary>
/// <remarks>Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2016, section 4.1: F(2×2, 3×3).</remarks>
internal static class WinogradTile
{
    /// <summary>
    /// Bᵀ d B: in[4][4], rows and columns so many vectors apart → out[16], elements <paramref name="element"/> vectors apart.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TransformInput<V>(ref float input, nint rowStride, nint columnStride, ref float output, nint element)
        where V : struct, ILanes<V>
    {
        ref float row1 = ref V.At(ref input, rowStride);
        ref float row2 = ref V.At(ref row1, rowStride);
        ref float row3 = ref V.At(ref row2, rowStride);
        WriteInputRow<V>(ref input, ref row2, isSum: false, columnStride, ref output, element);
        WriteInputRow<V>(ref row1, ref row2, isSum: true, columnStride, ref V.At(ref output, 4 * element), element);
        WriteInputRow<V>(ref row2, ref row1, isSum: false, columnStride, ref V.At(ref output, 8 * element), element);
        WriteInputRow<V>(ref row1, ref row3, isSum: false, columnStride, ref V.At(ref output, 12 * element), element);
    }

    /// <summary>A dy Aᵀ: dy[2][2] → out[16], elements <paramref name="element"/> vectors apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TransformOutputGradient<V>(V topLeft, V topRight, V bottomLeft, V bottomRight, ref float output, nint element)
        where V : struct, ILanes<V>
    {
        ref float to = ref output;
        WriteOutputGradientRow(topLeft, topRight, ref to, element);
        to = ref V.At(ref to, 4 * element);
        WriteOutputGradientRow(topLeft + bottomLeft, topRight + bottomRight, ref to, element);
        to = ref V.At(ref to, 4 * element);
        WriteOutputGradientRow(topLeft - bottomLeft, topRight - bottomRight, ref to, element);
        to = ref V.At(ref to, 4 * element);
        WriteOutputGradientRow(V.Zero - bottomLeft, V.Zero - bottomRight, ref to, element);
    }

    /// <summary>Row <paramref name="row"/> of Aᵀ m A: in[16], elements <paramref name="element"/> vectors apart → two outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (V Left, V Right) OutputRow<V>(ref float input, nint element, int row)
        where V : struct, ILanes<V>
    {
        V first = OutputColumn<V>(ref input, 4 * element, row);
        V second = OutputColumn<V>(ref V.At(ref input, element), 4 * element, row);
        V third = OutputColumn<V>(ref V.At(ref input, 2 * element), 4 * element, row);
        V fourth = OutputColumn<V>(ref V.At(ref input, 3 * element), 4 * element, row);
        return ((first + second) + third, (second - third) - fourth);
    }

    /// <summary>Gᵀ u G: in[16], elements <paramref name="element"/> vectors apart → out[3][3].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TransformKernelGradient<V>(ref float input, nint element, ref float output)
        where V : struct, ILanes<V>
    {
        V half = V.Broadcast(0.5f);
        for (int row = 0; row < 3; row++)
        {
            V first = KernelColumn<V>(ref input, 4 * element, row, half);
            V second = KernelColumn<V>(ref V.At(ref input, element), 4 * element, row, half);
            V third = KernelColumn<V>(ref V.At(ref input, 2 * element), 4 * element, row, half);
            V fourth = KernelColumn<V>(ref V.At(ref input, 3 * element), 4 * element, row, half);
            V middle = half * (second + third);
            V.Store(first + middle, ref output, 3 * row);
            V.Store(half * (second - third), ref output, (3 * row) + 1);
            V.Store(middle + fourth, ref output, (3 * row) + 2);
        }
    }

    // A row of Gᵀ times a column of u.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V KernelColumn<V>(ref float column, nint step, int row, V half)
        where V : struct, ILanes<V>
    {
        ref float second = ref V.At(ref column, step);
        ref float third = ref V.At(ref second, step);
        return row switch
        {
            0 => V.Load(ref column) + (half * (V.Load(ref second) + V.Load(ref third))),
            1 => half * (V.Load(ref second) - V.Load(ref third)),
            _ => (half * (V.Load(ref second) + V.Load(ref third))) + V.Load(ref V.At(ref third, step)),
        };
    }

    // A row of Aᵀ times a column of m.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V OutputColumn<V>(ref float column, nint step, int row)
        where V : struct, ILanes<V>
    {
        ref float second = ref V.At(ref column, step);
        ref float third = ref V.At(ref second, step);
        return row == 0
            ? (V.Load(ref column) + V.Load(ref second)) + V.Load(ref third)
            : (V.Load(ref second) - V.Load(ref third)) - V.Load(ref V.At(ref third, step));
    }

    // A row of Bᵀ d, the sum or difference of two rows of d, times B.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteInputRow<V>(
        ref float left, ref float right, bool isSum, nint columnStride, ref float output, nint element)
        where V : struct, ILanes<V>
    {
        V first = Combined<V>(ref left, ref right, isSum, 0);
        V second = Combined<V>(ref left, ref right, isSum, columnStride);
        V third = Combined<V>(ref left, ref right, isSum, 2 * columnStride);
        V fourth = Combined<V>(ref left, ref right, isSum, 3 * columnStride);
        V.Store(first - third, ref output);
        ref float to = ref V.At(ref output, element);
        V.Store(second + third, ref to);
        to = ref V.At(ref to, element);
        V.Store(third - second, ref to);
        to = ref V.At(ref to, element);
        V.Store(second - fourth, ref to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Combined<V>(ref float left, ref float right, bool isSum, nint at)
        where V : struct, ILanes<V> =>
        isSum ? V.Load(ref left, at) + V.Load(ref right, at) : V.Load(ref left, at) - V.Load(ref right, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteOutputGradientRow<V>(V left, V right, ref float output, nint element)
        where V : struct, ILanes<V>
    {
        V.Store(left, ref output);
        ref float to = ref V.At(ref output, element);
        V.Store(left + right, ref to);
        to = ref V.At(ref to, element);
        V.Store(left - right, ref to);
        to = ref V.At(ref to, element);
        V.Store(V.Zero - right, ref to);
    }
}

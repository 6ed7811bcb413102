using System.ComponentModel;
using System.Runtime.CompilerServices;
using CnnGen.Numerics;

namespace CnnGen.Kernels;

/// <summary>
/// The rows of a micro-batch's samples cut into panels, <c>[panel][sample][16 features]</c>: a product whose sums run over samples reads
/// them from the first to the last, where rows would have it leap from page to page.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowPanels
{
    private const int Features = CacheLine.Floats;

    /// <summary>Where a feature of the first sample lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Offset(int feature) => (feature / Features * Features * MicroBatch.Samples) + (feature % Features);

    /// <summary>[sub-block][feature][lane] → [panel][sample][16 features].</summary>
    /// <param name="lanes">16 × <paramref name="features"/> floats.</param>
    /// <param name="features">Floats of a sample, a multiple of 16.</param>
    /// <param name="panels">16 × <paramref name="features"/> floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromLanes<V>(ref float lanes, int features, ref float panels)
        where V : struct, ILanes<V>
    {
        for (int feature = 0; feature < features; feature += Features)
        {
            LaneTranspose.FromLanes<V>(ref V.At(ref lanes, feature), Features, ref Unsafe.Add(ref panels, feature * MicroBatch.Samples), Features, features);
        }
    }
}

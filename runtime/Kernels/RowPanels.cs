using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CnnGen.Kernels;

/// <summary>
/// The rows of a block's samples cut into panels, <c>[panel][sample][16 features]</c>: a product whose sums run over samples reads
/// them from the first to the last, where rows would have it leap from page to page.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowPanels
{
    private const int Features = CacheLine.Floats;

    /// <summary>Where a feature of the first sample lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Offset(int feature) => (feature / Features * Features * Block.Samples) + (feature % Features);

    /// <summary>16 rows of samples → [panel][sample][16 features].</summary>
    /// <param name="rows">16 rows of at least <paramref name="features"/> floats.</param>
    /// <param name="rowLength">Floats from one row to the next.</param>
    /// <param name="features">Floats of a sample, a multiple of 16.</param>
    /// <param name="panels">16 × <paramref name="features"/> floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromRows<V>(ref float rows, int rowLength, int features, ref float panels)
        where V : struct, ILanes<V>
    {
        for (int feature = 0; feature < features; feature += Features)
        {
            ref float row = ref Unsafe.Add(ref rows, feature);
            for (int sample = 0; sample < Block.Samples; sample++)
            {
                for (int vector = 0; vector < Features / V.Count; vector++)
                {
                    V.Store(V.Load(ref row, vector), ref panels, vector);
                }

                row = ref Unsafe.Add(ref row, rowLength);
                panels = ref Unsafe.Add(ref panels, Features);
            }
        }
    }
}

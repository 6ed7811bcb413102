using System.Runtime.CompilerServices;
using CnnGen.Numerics;

namespace CnnGen.Kernels;

/// <summary>Brings together the 16 samples of a micro-batch, wherever they lie in a dataset.</summary>
internal static class SampleGather
{
    private const int Ahead = 4 * CacheLine.Floats;

    /// <summary>
    /// 16 samples → [sub-block][feature][lane], and panels [panel][sample][16 features], free of denormals. They come from
    /// memory, in random order: they are read line by line beside each other, so that the waits for them overlap.
    /// </summary>
    /// <param name="samples">Samples of <paramref name="features"/> floats, one after another.</param>
    /// <param name="indices">Which 16 of them.</param>
    /// <param name="features">Floats of a sample.</param>
    /// <param name="lanes">16 × <paramref name="features"/> floats.</param>
    /// <param name="panels">As many, their number being a multiple of 16 then; a null reference where none are wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToLanes<V>(ref readonly float samples, ReadOnlySpan<int> indices, int features, ref float lanes, ref float panels)
        where V : struct, ILanes<V>
    {
        Span<float> scratch = stackalloc float[MicroBatch.Samples * CacheLine.Floats];
        bool keeps = !Unsafe.IsNullRef(ref panels);
        for (int feature = 0; feature < features; feature += CacheLine.Floats)
        {
            int count = Math.Min(CacheLine.Floats, features - feature);
            ref float lines = ref keeps ? ref Unsafe.Add(ref panels, feature * MicroBatch.Samples) : ref scratch[0];
            ref float row = ref lines;
            foreach (int index in indices)
            {
                // 16 places side by side are more than the processor foresees.
                ref float line = ref Unsafe.Add(ref Unsafe.AsRef(in samples), ((nint)index * features) + feature);
                CacheLine.Prefetch(ref Unsafe.Add(ref line, Ahead));
                LaneMath.FlushRow<V>(ref line, count, ref row);
                row = ref Unsafe.Add(ref row, CacheLine.Floats);
            }

            LaneTranspose.ToLanes<V>(ref lines, CacheLine.Floats, count, ref V.At(ref lanes, feature), features);
        }
    }
}

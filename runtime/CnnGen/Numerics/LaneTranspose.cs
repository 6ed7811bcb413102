using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CnnGen.Numerics;

/// <summary>
/// Turns the 16 samples of a micro-batch into lanes and back, four features of a whole vector of samples at a time: each
/// group of four lanes is a square of its own.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LaneTranspose
{
    private const int Tile = 4;

    /// <summary>16 rows of samples → [sub-block][feature][lane].</summary>
    /// <param name="samples">16 rows of at least <paramref name="features"/> floats.</param>
    /// <param name="sampleStride">Floats from one row to the next.</param>
    /// <param name="features">Floats of a sample.</param>
    /// <param name="lanes">16 × <paramref name="features"/> floats.</param>
    internal static void ToLanes<V>(ref float samples, int sampleStride, int features, ref float lanes)
        where V : struct, ILanes<V> => ToLanes<V>(ref samples, sampleStride, features, ref lanes, features);

    /// <summary>The same for some features of all that are in the lanes.</summary>
    /// <param name="samples">16 rows of at least <paramref name="features"/> floats.</param>
    /// <param name="sampleStride">Floats from one row to the next.</param>
    /// <param name="features">Features to turn.</param>
    /// <param name="lanes">The first of them in the first sub-block.</param>
    /// <param name="allFeatures">Features of a sub-block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ToLanes<V>(ref float samples, int sampleStride, int features, ref float lanes, int allFeatures)
        where V : struct, ILanes<V>
    {
        nint stride = sampleStride;
        for (int feature = 0; feature <= features - Tile; feature += Tile)
        {
            for (int subBlock = 0; subBlock < V.SubBlocks; subBlock++)
            {
                ref float source = ref Unsafe.Add(ref samples, (subBlock * V.Count * stride) + feature);
                ref float target = ref V.At(ref lanes, ((nint)subBlock * allFeatures) + feature);
                V row0 = V.LoadFours(ref source, Tile * stride);
                V row1 = V.LoadFours(ref Unsafe.Add(ref source, stride), Tile * stride);
                V row2 = V.LoadFours(ref Unsafe.Add(ref source, 2 * stride), Tile * stride);
                V row3 = V.LoadFours(ref Unsafe.Add(ref source, 3 * stride), Tile * stride);
                Transpose(ref row0, ref row1, ref row2, ref row3);
                V.Store(row0, ref target);
                V.Store(row1, ref target, 1);
                V.Store(row2, ref target, 2);
                V.Store(row3, ref target, 3);
            }
        }

        for (int feature = features - (features % Tile); feature < features; feature++)
        {
            for (int sample = 0; sample < MicroBatch.Samples; sample++)
            {
                LaneOf<V>(ref lanes, allFeatures, feature, sample) = Unsafe.Add(ref samples, (sample * stride) + feature);
            }
        }
    }

    /// <summary>[sub-block][feature][lane] → 16 rows of samples.</summary>
    /// <param name="lanes">16 × <paramref name="features"/> floats.</param>
    /// <param name="features">Floats of a sample.</param>
    /// <param name="samples">16 rows, of which the first <paramref name="features"/> floats are written.</param>
    /// <param name="sampleStride">Floats from one row to the next.</param>
    public static void FromLanes<V>(ref float lanes, int features, ref float samples, int sampleStride)
        where V : struct, ILanes<V> => FromLanes<V>(ref lanes, features, ref samples, sampleStride, features);

    /// <summary>The same for some features of all that are in the lanes.</summary>
    /// <param name="lanes">The first of them in the first sub-block.</param>
    /// <param name="features">Features to turn.</param>
    /// <param name="samples">16 rows, of which the first <paramref name="features"/> floats are written.</param>
    /// <param name="sampleStride">Floats from one row to the next.</param>
    /// <param name="allFeatures">Features of a sub-block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FromLanes<V>(ref float lanes, int features, ref float samples, int sampleStride, int allFeatures)
        where V : struct, ILanes<V>
    {
        nint stride = sampleStride;
        for (int subBlock = 0; subBlock < V.SubBlocks; subBlock++)
        {
            ref float source = ref V.At(ref lanes, (nint)subBlock * allFeatures);
            ref float target = ref Unsafe.Add(ref samples, subBlock * V.Count * stride);
            for (int feature = 0; feature <= features - Tile; feature += Tile)
            {
                V row0 = V.Load(ref source);
                V row1 = V.Load(ref source, 1);
                V row2 = V.Load(ref source, 2);
                V row3 = V.Load(ref source, 3);
                Transpose(ref row0, ref row1, ref row2, ref row3);
                V.StoreFours(row0, ref target, Tile * stride);
                V.StoreFours(row1, ref Unsafe.Add(ref target, stride), Tile * stride);
                V.StoreFours(row2, ref Unsafe.Add(ref target, 2 * stride), Tile * stride);
                V.StoreFours(row3, ref Unsafe.Add(ref target, 3 * stride), Tile * stride);
                source = ref V.At(ref source, Tile);
                target = ref Unsafe.Add(ref target, Tile);
            }
        }

        for (int feature = features - (features % Tile); feature < features; feature++)
        {
            for (int sample = 0; sample < MicroBatch.Samples; sample++)
            {
                Unsafe.Add(ref samples, (sample * stride) + feature) = LaneOf<V>(ref lanes, allFeatures, feature, sample);
            }
        }
    }

    /// <summary>One position of up to 16 features → [sample][16], with zeros for features that are not there.</summary>
    /// <param name="position">The position in the first feature.</param>
    /// <param name="subBlock">Vectors from one sub-block to the next.</param>
    /// <param name="plane">Vectors from one feature to the next.</param>
    /// <param name="features">Features: 1 to 16.</param>
    /// <param name="rows">16 × 16 floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FromPosition<V>(ref float position, nint subBlock, nint plane, int features, ref float rows)
        where V : struct, ILanes<V>
    {
        for (int part = 0; part < V.SubBlocks; part++)
        {
            ref float source = ref V.At(ref position, part * subBlock);
            ref float target = ref Unsafe.Add(ref rows, part * V.Count * MicroBatch.Samples);
            for (int feature = 0; feature < MicroBatch.Samples; feature += Tile)
            {
                V row0 = feature < features ? V.Load(ref source) : V.Zero;
                V row1 = feature + 1 < features ? V.Load(ref source, plane) : V.Zero;
                V row2 = feature + 2 < features ? V.Load(ref source, 2 * plane) : V.Zero;
                V row3 = feature + 3 < features ? V.Load(ref source, 3 * plane) : V.Zero;
                Transpose(ref row0, ref row1, ref row2, ref row3);
                V.StoreFours(row0, ref target, Tile * MicroBatch.Samples);
                V.StoreFours(row1, ref Unsafe.Add(ref target, MicroBatch.Samples), Tile * MicroBatch.Samples);
                V.StoreFours(row2, ref Unsafe.Add(ref target, 2 * MicroBatch.Samples), Tile * MicroBatch.Samples);
                V.StoreFours(row3, ref Unsafe.Add(ref target, 3 * MicroBatch.Samples), Tile * MicroBatch.Samples);
                source = ref V.At(ref source, Tile * plane);
                target = ref Unsafe.Add(ref target, Tile);
            }
        }
    }

    // Within each group of four lanes: four rows become four columns.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose<V>(ref V row0, ref V row1, ref V row2, ref V row3)
        where V : struct, ILanes<V>
    {
        V evenLow = V.InterleaveLow(row0, row2);
        V evenHigh = V.InterleaveHigh(row0, row2);
        V oddLow = V.InterleaveLow(row1, row3);
        V oddHigh = V.InterleaveHigh(row1, row3);
        row0 = V.InterleaveLow(evenLow, oddLow);
        row1 = V.InterleaveHigh(evenLow, oddLow);
        row2 = V.InterleaveLow(evenHigh, oddHigh);
        row3 = V.InterleaveHigh(evenHigh, oddHigh);
    }

    /// <summary>Where a feature of a sample lies in [sub-block][feature][lane].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ref float LaneOf<V>(ref float lanes, int features, int feature, int sample)
        where V : struct, ILanes<V> =>
        ref Unsafe.Add(ref lanes, ((((nint)(sample / V.Count) * features) + feature) * V.Count) + (sample % V.Count));
}

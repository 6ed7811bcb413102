using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CnnGen.Numerics;

namespace CnnGen.Kernels;

/// <summary>
/// Normalisation within one sample, whose lanes are channels: the bits of <see cref="SampleNormalization"/>, since each sum has the order
/// that it has there.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InferenceNormalization
{
    /// <summary>The channels of each position to mean 0 and variance 1, scaled and shifted; in place where source and target are the same.</summary>
    /// <param name="epsilon">What is added to a variance.</param>
    /// <param name="source">The first value.</param>
    /// <param name="sourceRow">Floats from row to row there.</param>
    /// <param name="target">Where the first result goes.</param>
    /// <param name="targetRow">Floats from row to row there.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Positions of a row.</param>
    /// <param name="channels">Channels, which are filled up to a multiple of 16.</param>
    /// <param name="weight">The factors, filled up alike.</param>
    /// <param name="bias">The summands, filled up alike.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfPositions<V, TActivation>(
        float epsilon, ref float source, int sourceRow, ref float target, int targetRow, int rows, int columns, int channels, ref float weight, ref float bias)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation
    {
        int vectors = Vectors<V>(channels);
        int step = Filled(channels);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                ref float x = ref Unsafe.Add(ref source, ((nint)row * sourceRow) + ((nint)column * step));
                ref float y = ref Unsafe.Add(ref target, ((nint)row * targetRow) + ((nint)column * step));
                Measure(ref x, 1, channels, epsilon, out float mean, out float scale);
                for (int i = 0; i < vectors; i++)
                {
                    V normalized = (V.Load(ref x, i) - V.Broadcast(mean)) * V.Broadcast(scale);
                    V.Store(TActivation.Apply(V.MultiplyAdd(normalized, V.Load(ref weight, i), V.Load(ref bias, i))), ref y, i);
                }
            }
        }
    }

    /// <summary>Each group of channels to mean 0 and variance 1, scaled and shifted by factors and summands of the channels.</summary>
    /// <param name="epsilon">What is added to a variance.</param>
    /// <param name="groups">Groups.</param>
    /// <param name="flat">
    /// All values in the order of channels, rows and columns; after them, filled up to a multiple of 16, room for two floats a channel, each of
    /// both filled up alike.
    /// </param>
    /// <param name="source">The first value.</param>
    /// <param name="sourceRow">Floats from row to row there.</param>
    /// <param name="target">Where the first result goes.</param>
    /// <param name="targetRow">Floats from row to row there.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Positions of a row.</param>
    /// <param name="channels">Channels, which are filled up to a multiple of 16.</param>
    /// <param name="weight">The factors, filled up alike.</param>
    /// <param name="bias">The summands, filled up alike.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfGroups<V, TActivation>(
        float epsilon, int groups, ref float flat, ref float source, int sourceRow, ref float target, int targetRow, int rows, int columns, int channels,
        ref float weight, ref float bias)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation
    {
        int positions = rows * columns;
        int ofGroup = channels / groups;
        int step = Filled(channels);
        int vectors = Vectors<V>(channels);
        ref float means = ref Unsafe.Add(ref flat, Filled(channels * positions));
        ref float scales = ref Unsafe.Add(ref means, step);
        for (int group = 0; group < groups; group++)
        {
            ref float first = ref Unsafe.Add(ref flat, (nint)group * ofGroup * positions);
            (int runs, int length) = positions == 1 ? (1, ofGroup) : (ofGroup, positions);
            Measure(ref first, runs, length, epsilon, out float mean, out float scale);
            for (int channel = group * ofGroup; channel < (group + 1) * ofGroup; channel++)
            {
                Unsafe.Add(ref means, channel) = mean;
                Unsafe.Add(ref scales, channel) = scale;
            }
        }

        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                ref float x = ref Unsafe.Add(ref source, ((nint)row * sourceRow) + ((nint)column * step));
                ref float y = ref Unsafe.Add(ref target, ((nint)row * targetRow) + ((nint)column * step));
                for (int i = 0; i < vectors; i++)
                {
                    V normalized = (V.Load(ref x, i) - V.Load(ref means, i)) * V.Load(ref scales, i);
                    V.Store(TActivation.Apply(V.MultiplyAdd(normalized, V.Load(ref weight, i), V.Load(ref bias, i))), ref y, i);
                }
            }
        }
    }

    /// <summary>All values to mean 0 and variance 1, scaled and shifted by a factor and a summand each.</summary>
    /// <param name="epsilon">What is added to a variance.</param>
    /// <param name="flat">All values in the order of channels, rows and columns, filled up to a multiple of 16; they are overwritten.</param>
    /// <param name="target">Where the first result goes.</param>
    /// <param name="targetRow">Floats from row to row there.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Positions of a row.</param>
    /// <param name="channels">Channels, which are filled up to a multiple of 16.</param>
    /// <param name="weight">The factors in the order of <paramref name="flat"/>, filled up alike.</param>
    /// <param name="bias">The summands, as many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfSample<V, TActivation>(
        float epsilon, ref float flat, ref float target, int targetRow, int rows, int columns, int channels, ref float weight, ref float bias)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation
    {
        int positions = rows * columns;
        (int runs, int length) = positions == 1 ? (1, channels) : (channels, positions);
        Measure(ref flat, runs, length, epsilon, out float mean, out float scale);
        for (int i = 0; i < Vectors<V>(channels * positions); i++)
        {
            V normalized = (V.Load(ref flat, i) - V.Broadcast(mean)) * V.Broadcast(scale);
            V.Store(TActivation.Apply(V.MultiplyAdd(normalized, V.Load(ref weight, i), V.Load(ref bias, i))), ref flat, i);
        }

        Spread(ref flat, ref target, targetRow, rows, columns, channels);
    }

    /// <summary>Copies values from the order channel, row, column into the layout of a sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Spread(ref float flat, ref float target, int targetRow, int rows, int columns, int channels)
    {
        int step = Filled(channels);
        for (int channel = 0; channel < channels; channel++)
        {
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    Unsafe.Add(ref target, ((nint)row * targetRow) + ((nint)column * step) + channel) = flat;
                    flat = ref Unsafe.Add(ref flat, 1);
                }
            }
        }
    }

    // As SampleNormalization.Measure does it in each of its lanes.
    private static void Measure(ref float source, int runs, int length, float epsilon, out float mean, out float scale)
    {
        float count = (long)runs * length;
        float sum = 0f;
        for (int run = 0; run < runs; run++)
        {
            for (int done = 0; done < length; done += SampleNormalization.Stretch)
            {
                sum += Sum(ref Unsafe.Add(ref source, ((nint)run * length) + done), Math.Min(SampleNormalization.Stretch, length - done));
            }
        }

        float center = sum / count;
        float deviations = 0f;
        float squares = 0f;
        for (int run = 0; run < runs; run++)
        {
            for (int done = 0; done < length; done += SampleNormalization.Stretch)
            {
                ref float x = ref Unsafe.Add(ref source, ((nint)run * length) + done);
                AddDeviations(ref x, Math.Min(SampleNormalization.Stretch, length - done), center, ref deviations, ref squares);
            }
        }

        float rest = deviations / count;
        mean = center + rest;
        float variance = (squares / count) - (rest * rest);
        scale = 1f / MathF.Sqrt((variance < 0f ? 0f : variance) + epsilon);
    }

    // The four partial sums are the lanes.
    private static float Sum(ref float x, int count)
    {
        Vector128<float> sums = Vector128<float>.Zero;
        int i = 0;
        for (; i <= count - 4; i += 4)
        {
            sums += Vector128.LoadUnsafe(ref x, (nuint)i);
        }

        float first = sums[0];
        for (; i < count; i++)
        {
            first += Unsafe.Add(ref x, i);
        }

        return (first + sums[1]) + (sums[2] + sums[3]);
    }

    private static void AddDeviations(ref float x, int count, float center, ref float deviations, ref float squares)
    {
        Vector128<float> sums = Vector128<float>.Zero;
        Vector128<float> products = Vector128<float>.Zero;
        int i = 0;
        for (; i <= count - 4; i += 4)
        {
            Vector128<float> d = Vector128.LoadUnsafe(ref x, (nuint)i) - Vector128.Create(center);
            sums += d;
            products = FusedMultiplyAdd.Of(d, d, products);
        }

        float sum = sums[0];
        Vector128<float> last = Vector128.Create(products[0]);
        for (; i < count; i++)
        {
            float d = Unsafe.Add(ref x, i) - center;
            sum += d;
            last = FusedMultiplyAdd.Of(Vector128.Create(d), Vector128.Create(d), last);
        }

        deviations += (sum + sums[1]) + (sums[2] + sums[3]);
        squares += (last[0] + products[1]) + (products[2] + products[3]);
    }

    /// <summary>Floats, filled up to a multiple of 16.</summary>
    internal static int Filled(int floats) => (floats + MicroBatch.Samples - 1) / MicroBatch.Samples * MicroBatch.Samples;

    /// <summary>Vectors that hold so many floats.</summary>
    internal static int Vectors<V>(int floats)
        where V : struct, ILanes<V> => (floats + V.Count - 1) / V.Count;
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CnnGen.Numerics;

namespace CnnGen.Kernels;

/// <summary>
/// What is done to each value of one sample by itself. Values lie as <c>[row][column][channel]</c>, with channels filled up to
/// a multiple of 16.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InferenceValues
{
    /// <summary>A function of each value; in place where source and target are the same.</summary>
    /// <param name="source">The first value.</param>
    /// <param name="sourceRow">Floats from row to row there.</param>
    /// <param name="target">Where the first result goes.</param>
    /// <param name="targetRow">Floats from row to row there.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="length">Floats of a row, a multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<V, TFunction>(ref float source, int sourceRow, ref float target, int targetRow, int rows, int length)
        where V : struct, ILanes<V>
        where TFunction : struct, ILaneFunction
    {
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < length / V.Count; i++)
            {
                V.Store(TFunction.Apply(V.Load(ref source, i)), ref target, i);
            }

            source = ref Unsafe.Add(ref source, sourceRow);
            target = ref Unsafe.Add(ref target, targetRow);
        }
    }

    /// <summary>An activation of each sum of two values; in place where a summand and the target are the same.</summary>
    /// <param name="first">The first summand's first value.</param>
    /// <param name="firstRow">Floats from row to row there.</param>
    /// <param name="second">The second summand's first value.</param>
    /// <param name="secondRow">Floats from row to row there.</param>
    /// <param name="target">Where the first result goes.</param>
    /// <param name="targetRow">Floats from row to row there.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="length">Floats of a row, a multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<V, TActivation>(
        ref float first, int firstRow, ref float second, int secondRow, ref float target, int targetRow, int rows, int length)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation
    {
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < length / V.Count; i++)
            {
                V.Store(TActivation.Apply(V.Load(ref first, i) + V.Load(ref second, i)), ref target, i);
            }

            first = ref Unsafe.Add(ref first, firstRow);
            second = ref Unsafe.Add(ref second, secondRow);
            target = ref Unsafe.Add(ref target, targetRow);
        }
    }

    /// <summary>The channels of each position → some channels of the same position among more.</summary>
    /// <param name="source">The first value.</param>
    /// <param name="sourceRow">Floats from row to row there.</param>
    /// <param name="sourceColumn">Floats from position to position there.</param>
    /// <param name="target">Where the first value goes.</param>
    /// <param name="targetRow">Floats from row to row there.</param>
    /// <param name="targetColumn">Floats from position to position there.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Positions of a row.</param>
    /// <param name="channels">Channels of a position, whatever they are filled up to.</param>
    public static void CopyChannels(
        ref float source, int sourceRow, int sourceColumn, ref float target, int targetRow, int targetColumn, int rows, int columns, int channels)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                ref float from = ref Unsafe.Add(ref source, ((nint)row * sourceRow) + ((nint)column * sourceColumn));
                ref float to = ref Unsafe.Add(ref target, ((nint)row * targetRow) + ((nint)column * targetColumn));
                MemoryMarshal.CreateReadOnlySpan(ref from, channels).CopyTo(MemoryMarshal.CreateSpan(ref to, channels));
            }
        }
    }

    /// <summary>The biases as the value of each position.</summary>
    /// <param name="bias">The biases, filled up to a multiple of 16.</param>
    /// <param name="target">The first position.</param>
    /// <param name="row">Floats from row to row.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Positions of a row.</param>
    /// <param name="column">Floats from position to position.</param>
    /// <param name="channels">Floats of a position that are filled, a multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill<V>(ref float bias, ref float target, int row, int rows, int columns, int column, int channels)
        where V : struct, ILanes<V>
    {
        for (int y = 0; y < rows; y++)
        {
            ref float place = ref Unsafe.Add(ref target, (nint)y * row);
            for (int x = 0; x < columns; x++)
            {
                for (int i = 0; i < channels / V.Count; i++)
                {
                    V.Store(V.Load(ref bias, i), ref place, i);
                }

                place = ref Unsafe.Add(ref place, column);
            }
        }
    }

    /// <summary>An activation of each value times a factor of its channel, plus a summand; in place where source and target are the same.</summary>
    /// <param name="source">The first value.</param>
    /// <param name="sourceRow">Floats from row to row there.</param>
    /// <param name="target">Where the first result goes.</param>
    /// <param name="targetRow">Floats from row to row there.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Positions of a row.</param>
    /// <param name="channels">Floats of a position, a multiple of 16.</param>
    /// <param name="scale">The factors, as many.</param>
    /// <param name="shift">The summands, as many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScaleAndShift<V, TActivation>(
        ref float source, int sourceRow, ref float target, int targetRow, int rows, int columns, int channels, ref float scale, ref float shift)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation
    {
        int vectors = channels / V.Count;
        for (int row = 0; row < rows; row++)
        {
            ref float x = ref Unsafe.Add(ref source, (nint)row * sourceRow);
            ref float y = ref Unsafe.Add(ref target, (nint)row * targetRow);
            for (int column = 0; column < columns; column++)
            {
                for (int i = 0; i < vectors; i++)
                {
                    V value = V.MultiplyAdd(V.Load(ref x, i), V.Load(ref scale, i), V.Load(ref shift, i));
                    V.Store(TActivation.Apply(value), ref y, i);
                }

                x = ref Unsafe.Add(ref x, channels);
                y = ref Unsafe.Add(ref y, channels);
            }
        }
    }

    /// <summary>Each value over (k + share · Σ x²)^beta, the sum over nearby channels.</summary>
    /// <param name="source">The first value.</param>
    /// <param name="sourceRow">Floats from row to row there.</param>
    /// <param name="target">Where the first result goes; elsewhere than the values.</param>
    /// <param name="targetRow">Floats from row to row there.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Positions of a row.</param>
    /// <param name="channels">Channels, which are filled up to a multiple of 16.</param>
    /// <param name="reach">Channels of a neighbourhood to each side.</param>
    /// <param name="share">What the sum is multiplied by.</param>
    /// <param name="beta">The power.</param>
    /// <param name="k">What is added before it is taken.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LocalResponseNorm<V>(
        ref float source, int sourceRow, ref float target, int targetRow, int rows, int columns, int channels, int reach, float share, float beta, float k)
        where V : struct, ILanes<V>
    {
        int step = (channels + MicroBatch.Samples - 1) / MicroBatch.Samples * MicroBatch.Samples;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                ref float x = ref Unsafe.Add(ref source, ((nint)row * sourceRow) + ((nint)column * step));
                ref float y = ref Unsafe.Add(ref target, ((nint)row * targetRow) + ((nint)column * step));
                for (int channel = 0; channel < step; channel++)
                {
                    float sum = 0;
                    for (int neighbour = Math.Max(channel - reach, 0); neighbour <= Math.Min(channel + reach, channels - 1); neighbour++)
                    {
                        float value = Unsafe.Add(ref x, neighbour);
                        sum += value * value;
                    }

                    Unsafe.Add(ref y, channel) = k + (share * sum);
                }

                for (int i = 0; i < step / V.Count; i++)
                {
                    V factor = LaneMath.Exp(V.Broadcast(-beta) * LaneMath.Log(V.Load(ref y, i)));
                    V.Store(V.Load(ref x, i) * factor, ref y, i);
                }
            }
        }
    }

    /// <summary>The values in the order of channels, rows and columns, one after another.</summary>
    /// <param name="source">The first value.</param>
    /// <param name="plane">Floats from channel to channel.</param>
    /// <param name="row">Floats from row to row.</param>
    /// <param name="column">Floats from column to column.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="target">Where they go.</param>
    public static void Flatten(ref float source, int plane, int row, int column, int channels, int height, int width, ref float target)
    {
        for (int channel = 0; channel < channels; channel++)
        {
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    target = Unsafe.Add(ref source, ((nint)channel * plane) + ((nint)y * row) + ((nint)x * column));
                    target = ref Unsafe.Add(ref target, 1);
                }
            }
        }
    }

    /// <summary>Adds the values in the order of channels, rows and columns to as many that follow one another.</summary>
    /// <inheritdoc cref="Flatten(ref float, int, int, int, int, int, int, ref float)"/>
    public static void AddFlattened(ref float source, int plane, int row, int column, int channels, int height, int width, ref float target)
    {
        for (int channel = 0; channel < channels; channel++)
        {
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    target += Unsafe.Add(ref source, ((nint)channel * plane) + ((nint)y * row) + ((nint)x * column));
                    target = ref Unsafe.Add(ref target, 1);
                }
            }
        }
    }
}

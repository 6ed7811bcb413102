using System.ComponentModel;
using System.Runtime.CompilerServices;
using CnnGen.Numerics;

namespace CnnGen.Kernels;

/// <summary>
/// A 3×3 convolution of stride 1 on one sample as Winograd's F(2×2, 3×3). Lanes are channels: those of the input where it is
/// transformed, and those of the output from there on. Each sum has the order that it has in a micro-batch
/// (<see cref="WinogradCorrelation"/>), so that both give the same bits.
/// </summary>
/// <remarks>Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2016, equation 8 and algorithm 1.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WinogradSample
{
    private const int Elements = WinogradShape.Elements;

    /// <summary>source[row][column][channels] * weights + bias → activation → target[row][column][filters].</summary>
    /// <typeparam name="V">The vector.</typeparam>
    /// <typeparam name="TActivation">What is applied to the results.</typeparam>
    /// <param name="shape">The sizes.</param>
    /// <param name="source">The first value of the padding.</param>
    /// <param name="packed">What <see cref="WinogradWeights.PackSample"/> made.</param>
    /// <param name="bias">A float for each filter, filled up to a multiple of 16.</param>
    /// <param name="scratch">16 × (stripe × (channels + filters, each filled up to a multiple of 16, filters to one of 32) + 32) floats.</param>
    /// <param name="target">The first value of the output.</param>
    public static void Forward<V, TActivation>(
        in WinogradSampleShape shape, ref float source, ref float packed, ref float bias, ref float scratch, ref float target)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation
    {
        ref float products = ref Unsafe.Add(ref scratch, Elements * shape.InputElement);
        for (int first = 0; first < shape.Tiles; first += shape.Stripe)
        {
            int count = Math.Min(shape.Stripe, shape.Tiles - first);
            Multiply<V>(shape, first, count, ref source, ref packed, ref scratch, ref products);
            TransformOutputs<V, TActivation>(shape, first, count, ref products, ref bias, ref target);
        }
    }

    /// <summary>The same, and of each 2×2 results the largest: source[row][column][channels] → target[row / 2][column / 2][filters].</summary>
    /// <inheritdoc cref="Forward"/>
    public static void ForwardPooled<V, TActivation>(
        in WinogradSampleShape shape, ref float source, ref float packed, ref float bias, ref float scratch, ref float target)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation
    {
        ref float products = ref Unsafe.Add(ref scratch, Elements * shape.InputElement);
        for (int first = 0; first < shape.Tiles; first += shape.Stripe)
        {
            int count = Math.Min(shape.Stripe, shape.Tiles - first);
            Multiply<V>(shape, first, count, ref source, ref packed, ref scratch, ref products);
            PoolOutputs<V, TActivation>(shape, first, count, ref products, ref bias, ref target);
        }
    }

    private static void Multiply<V>(
        in WinogradSampleShape shape, int first, int count, ref float source, ref float packed, ref float transformed, ref float products)
        where V : struct, ILanes<V>
    {
        TransformInputs<V>(shape, first, count, ref source, ref transformed);
        for (int element = 0; element < Elements; element++)
        {
            Multiply<V>(
                shape,
                count,
                ref Unsafe.Add(ref transformed, element * shape.InputElement),
                ref Unsafe.Add(ref packed, (nint)element * shape.WeightElement),
                ref Unsafe.Add(ref products, element * shape.ProductElement));
        }
    }

    // source[row][column][channels] -> transformed[16][tiles][channels].
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformInputs<V>(in WinogradSampleShape shape, int first, int count, ref float source, ref float transformed)
        where V : struct, ILanes<V>
    {
        int vectors = shape.ChannelFloats / V.Count;
        int row = shape.Row / V.Count, column = shape.Column / V.Count, element = shape.InputElement / V.Count;
        for (int tile = 0; tile < count; tile++)
        {
            (int tileRow, int tileColumn) = Math.DivRem(first + tile, shape.TileColumns);
            ref float from = ref Unsafe.Add(ref source, (2 * tileRow * shape.Row) + (2 * tileColumn * shape.Column));
            ref float to = ref Unsafe.Add(ref transformed, tile * shape.ChannelFloats);
            for (int vector = 0; vector < vectors; vector++)
            {
                WinogradTile.TransformInput<V>(ref V.At(ref from, vector), row, column, ref V.At(ref to, vector), element);
            }
        }
    }

    // transformed[tiles][channels], packed[pair of vectors][channel][2] -> products[tiles][filters]. The last group of tiles
    // overlaps the one before it, and computes the same again.
    private static void Multiply<V>(in WinogradSampleShape shape, int count, ref float transformed, ref float packed, ref float products)
        where V : struct, ILanes<V>
    {
        int channels = shape.Channels, row = shape.ChannelFloats, productRow = shape.FilterFloats;
        for (int filter = 0; filter < shape.Filters; filter += WinogradSampleShape.Pair * V.Count)
        {
            ref float product = ref Unsafe.Add(ref products, filter);
            int tile = 0;
            while (tile < count)
            {
                if (count >= 6 && count - tile > 4)
                {
                    int at = Math.Min(tile, count - 6);
                    MultiplySix<V>(channels, ref Unsafe.Add(ref transformed, at * row), row, ref packed, ref Unsafe.Add(ref product, at * productRow), productRow);
                    tile += 6;
                }
                else if (count >= 4)
                {
                    int at = Math.Min(tile, count - 4);
                    MultiplyFour<V>(channels, ref Unsafe.Add(ref transformed, at * row), row, ref packed, ref Unsafe.Add(ref product, at * productRow), productRow);
                    tile += 4;
                }
                else
                {
                    MultiplyOne<V>(channels, ref Unsafe.Add(ref transformed, tile * row), ref packed, ref Unsafe.Add(ref product, tile * productRow));
                    tile++;
                }
            }

            packed = ref V.At(ref packed, WinogradSampleShape.Pair * channels);
        }
    }

    // transformed[6 tiles][channels], packed[channel][2] -> product[6 tiles][2].
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplySix<V>(int channels, ref float transformed, nint row, ref float packed, ref float product, nint productRow)
        where V : struct, ILanes<V>
    {
        V sum00, sum01, sum02, sum03, sum04, sum05, sum10, sum11, sum12, sum13, sum14, sum15;
        sum00 = sum01 = sum02 = sum03 = sum04 = sum05 = sum10 = sum11 = sum12 = sum13 = sum14 = sum15 = V.Zero;
        ref float upper = ref Unsafe.Add(ref transformed, 3 * row);
        for (int channel = 0; channel < channels; channel++)
        {
            V w0 = V.Load(ref packed), w1 = V.Load(ref packed, 1);
            V x0 = V.Broadcast(ref transformed, 0);
            V.Accumulate(ref sum00, w0, x0); V.Accumulate(ref sum10, w1, x0);
            V x1 = V.Broadcast(ref transformed, row);
            V.Accumulate(ref sum01, w0, x1); V.Accumulate(ref sum11, w1, x1);
            V x2 = V.Broadcast(ref transformed, 2 * row);
            V.Accumulate(ref sum02, w0, x2); V.Accumulate(ref sum12, w1, x2);
            V x3 = V.Broadcast(ref upper, 0);
            V.Accumulate(ref sum03, w0, x3); V.Accumulate(ref sum13, w1, x3);
            V x4 = V.Broadcast(ref upper, row);
            V.Accumulate(ref sum04, w0, x4); V.Accumulate(ref sum14, w1, x4);
            V x5 = V.Broadcast(ref upper, 2 * row);
            V.Accumulate(ref sum05, w0, x5); V.Accumulate(ref sum15, w1, x5);
            transformed = ref Unsafe.Add(ref transformed, 1);
            upper = ref Unsafe.Add(ref upper, 1);
            packed = ref V.At(ref packed, WinogradSampleShape.Pair);
        }

        StorePair(sum00, sum10, ref product);
        StorePair(sum01, sum11, ref Unsafe.Add(ref product, productRow));
        StorePair(sum02, sum12, ref Unsafe.Add(ref product, 2 * productRow));
        StorePair(sum03, sum13, ref Unsafe.Add(ref product, 3 * productRow));
        StorePair(sum04, sum14, ref Unsafe.Add(ref product, 4 * productRow));
        StorePair(sum05, sum15, ref Unsafe.Add(ref product, 5 * productRow));
    }

    // transformed[4 tiles][channels], packed[channel][2] -> product[4 tiles][2].
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyFour<V>(int channels, ref float transformed, nint row, ref float packed, ref float product, nint productRow)
        where V : struct, ILanes<V>
    {
        V sum00, sum01, sum02, sum03, sum10, sum11, sum12, sum13;
        sum00 = sum01 = sum02 = sum03 = sum10 = sum11 = sum12 = sum13 = V.Zero;
        for (int channel = 0; channel < channels; channel++)
        {
            V w0 = V.Load(ref packed), w1 = V.Load(ref packed, 1);
            V x0 = V.Broadcast(ref transformed, 0);
            V.Accumulate(ref sum00, w0, x0); V.Accumulate(ref sum10, w1, x0);
            V x1 = V.Broadcast(ref transformed, row);
            V.Accumulate(ref sum01, w0, x1); V.Accumulate(ref sum11, w1, x1);
            V x2 = V.Broadcast(ref transformed, 2 * row);
            V.Accumulate(ref sum02, w0, x2); V.Accumulate(ref sum12, w1, x2);
            V x3 = V.Broadcast(ref transformed, 3 * row);
            V.Accumulate(ref sum03, w0, x3); V.Accumulate(ref sum13, w1, x3);
            transformed = ref Unsafe.Add(ref transformed, 1);
            packed = ref V.At(ref packed, WinogradSampleShape.Pair);
        }

        StorePair(sum00, sum10, ref product);
        StorePair(sum01, sum11, ref Unsafe.Add(ref product, productRow));
        StorePair(sum02, sum12, ref Unsafe.Add(ref product, 2 * productRow));
        StorePair(sum03, sum13, ref Unsafe.Add(ref product, 3 * productRow));
    }

    // transformed[channels], packed[channel][2] -> product[2].
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyOne<V>(int channels, ref float transformed, ref float packed, ref float product)
        where V : struct, ILanes<V>
    {
        V sum0 = V.Zero, sum1 = V.Zero;
        for (int channel = 0; channel < channels; channel++)
        {
            V x = V.Broadcast(ref transformed, channel);
            V.Accumulate(ref sum0, V.Load(ref packed), x);
            V.Accumulate(ref sum1, V.Load(ref packed, 1), x);
            packed = ref V.At(ref packed, WinogradSampleShape.Pair);
        }

        StorePair(sum0, sum1, ref product);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePair<V>(V first, V second, ref float product)
        where V : struct, ILanes<V>
    {
        V.Store(first, ref product);
        V.Store(second, ref product, 1);
    }

    // products[16][tiles][filters] + bias -> activation -> target[row][column][filters].
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformOutputs<V, TActivation>(
        in WinogradSampleShape shape, int first, int count, ref float products, ref float bias, ref float target)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation
    {
        int vectors = shape.OutputFloats / V.Count, column = shape.OutputColumn / V.Count, element = shape.ProductElement / V.Count;
        for (int tile = 0; tile < count; tile++)
        {
            (int tileRow, int tileColumn) = Math.DivRem(first + tile, shape.TileColumns);
            ref float product = ref Unsafe.Add(ref products, tile * shape.FilterFloats);
            ref float top = ref Unsafe.Add(ref target, (2 * tileRow * shape.OutputRow) + (2 * tileColumn * shape.OutputColumn));
            ref float bottom = ref Unsafe.Add(ref top, shape.OutputRow);
            bool hasRight = (2 * tileColumn) + 1 < shape.OutputWidth, hasBottom = (2 * tileRow) + 1 < shape.OutputHeight;
            for (int vector = 0; vector < vectors; vector++)
            {
                V start = V.Load(ref bias, vector);
                WriteRow<V, TActivation>(WinogradTile.OutputRow<V>(ref V.At(ref product, vector), element, 0), start, hasRight, ref V.At(ref top, vector), column);
                if (hasBottom)
                {
                    WriteRow<V, TActivation>(WinogradTile.OutputRow<V>(ref V.At(ref product, vector), element, 1), start, hasRight, ref V.At(ref bottom, vector), column);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteRow<V, TActivation>((V Left, V Right) sums, V start, bool hasRight, ref float target, nint column)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation
    {
        V.Store(TActivation.Apply(start + sums.Left), ref target);
        if (hasRight)
        {
            V.Store(TActivation.Apply(start + sums.Right), ref target, column);
        }
    }

    // products[16][tiles][filters] + bias -> activation -> largest of 2×2 -> target[tile][filters], in the order in which a pool reads.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PoolOutputs<V, TActivation>(
        in WinogradSampleShape shape, int first, int count, ref float products, ref float bias, ref float target)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation
    {
        int vectors = shape.OutputFloats / V.Count, element = shape.ProductElement / V.Count;
        for (int tile = 0; tile < count; tile++)
        {
            (int tileRow, int tileColumn) = Math.DivRem(first + tile, shape.TileColumns);
            ref float product = ref Unsafe.Add(ref products, tile * shape.FilterFloats);
            ref float place = ref Unsafe.Add(ref target, (tileRow * shape.OutputRow) + (tileColumn * shape.OutputColumn));
            for (int vector = 0; vector < vectors; vector++)
            {
                V start = V.Load(ref bias, vector);
                (V left, V right) = WinogradTile.OutputRow<V>(ref V.At(ref product, vector), element, 0);
                V largest = V.MaxOrNaN(TActivation.Apply(start + right), TActivation.Apply(start + left));
                (left, right) = WinogradTile.OutputRow<V>(ref V.At(ref product, vector), element, 1);
                largest = V.MaxOrNaN(TActivation.Apply(start + left), largest);
                V.Store(V.MaxOrNaN(TActivation.Apply(start + right), largest), ref place, vector);
            }
        }
    }
}

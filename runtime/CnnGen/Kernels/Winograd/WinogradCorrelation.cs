using System.ComponentModel;
using System.Runtime.CompilerServices;
using CnnGen.Numerics;

namespace CnnGen.Kernels;

/// <summary>
/// A 3×3 correlation of stride 1 as Winograd's F(2×2, 3×3): four neighbouring tiles at a time, inputs transformed
/// (V = Bᵀ d B), sixteen products M = U V over the inputs, outputs transformed (Y = Aᵀ M A). That takes 16 products for
/// 4 outputs, where a direct sum takes 36.
/// </summary>
/// <remarks>Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2016, equation 8 and algorithm 1.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WinogradCorrelation
{
    /// <summary>source[inputs][height][width] * weights + bias → activation → target[outputs][height][width].</summary>
    /// <typeparam name="V">The vector.</typeparam>
    /// <typeparam name="TActivation">What is applied to the results.</typeparam>
    /// <param name="shape">The sizes.</param>
    /// <param name="source">The input of the micro-batch.</param>
    /// <param name="packed">What <see cref="WinogradWeights"/> made.</param>
    /// <param name="bias">One float an output; null for none.</param>
    /// <param name="scratch">32 + 64 × (inputs + outputs rounded up to 4) vectors.</param>
    /// <param name="target">The output of the micro-batch.</param>
    public static void Forward<V, TActivation>(
        in WinogradShape shape, ref float source, ref float packed, ref float bias, ref float scratch, ref float target)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation =>
        Run<V, Activated<TActivation>>(shape, ref source, ref packed, ref bias, ref target, ref scratch, ref target);

    /// <summary>source[inputs][height][width] * weights × derivative of the activation behind value → target[outputs][height][width].</summary>
    /// <typeparam name="V">The vector.</typeparam>
    /// <typeparam name="TActivation">The activation whose results the values are.</typeparam>
    /// <param name="shape">The sizes.</param>
    /// <param name="source">The output gradient of the micro-batch.</param>
    /// <param name="packed">What <see cref="WinogradWeights"/> made.</param>
    /// <param name="value">The values whose gradient the target is; it may be the same memory.</param>
    /// <param name="scratch">32 + 64 × (inputs + outputs rounded up to 4) vectors.</param>
    /// <param name="target">The input gradient of the micro-batch.</param>
    public static void InputGradient<V, TActivation>(
        in WinogradShape shape, ref float source, ref float packed, ref float value, ref float scratch, ref float target)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation =>
        Run<V, Differentiated<TActivation>>(
            shape, ref source, ref packed, ref Unsafe.NullRef<float>(), ref value, ref scratch, ref target);

    private static void Run<V, TResult>(
        in WinogradShape shape, ref float source, ref float packed, ref float bias, ref float value, ref float scratch, ref float target)
        where V : struct, ILanes<V>
        where TResult : struct, IResult
    {
        ref float products = ref V.At(ref scratch, WinogradShape.Elements * shape.InputElement);
        for (int part = 0; part < V.SubBlocks; part++)
        {
            for (int first = 0; first < shape.Tiles; first += WinogradShape.Group)
            {
                TransformInputs<V>(shape, first, ref source, ref scratch);
                Multiply<V>(shape, ref scratch, ref packed, ref products);
                TransformOutputs<V, TResult>(shape, first, ref products, ref bias, ref value, ref target);
            }

            source = ref V.At(ref source, shape.Vectors);
            value = ref V.At(ref value, shape.OutputVectors);
            target = ref V.At(ref target, shape.OutputVectors);
        }
    }

    // source[inputs][height][width] -> transformed[16][inputs][4 tiles]; tiles behind the last one are left out.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformInputs<V>(in WinogradShape shape, int first, ref float source, ref float transformed)
        where V : struct, ILanes<V>
    {
        int count = Math.Min(WinogradShape.Group, shape.Tiles - first);
        int element = shape.InputElement;
        Span<float> memory = stackalloc float[WinogradBorder.Length];
        var border = new WinogradBorder(memory);
        for (int tile = 0; tile < count; tile++)
        {
            (int row, int column) = shape.InputOf(first + tile);
            bool isInside = row >= 0 && row + 4 <= shape.Height && column >= 0 && column + 4 <= shape.Width;
            ref float plane = ref source;
            ref float to = ref V.At(ref transformed, tile);
            for (int input = 0; input < shape.Inputs; input++)
            {
                if (isInside)
                {
                    WinogradTile.TransformInput<V>(ref V.At(ref plane, (row * shape.Width) + column), shape.Width, 1, ref to, element);
                }
                else
                {
                    border.Read<V>(ref plane, shape.Height, shape.Width, row, column);
                    WinogradTile.TransformInput<V>(ref border.Origin, 4, 1, ref to, element);
                }

                plane = ref V.At(ref plane, shape.Plane);
                to = ref V.At(ref to, WinogradShape.Group);
            }
        }
    }

    // transformed[16][inputs][4 tiles], packed[16][micro-batch of inputs][quad][input][4] -> products[16][quad][4 outputs][4 tiles].
    private static void Multiply<V>(in WinogradShape shape, ref float transformed, ref float packed, ref float products)
        where V : struct, ILanes<V>
    {
        for (int element = 0; element < WinogradShape.Elements; element++)
        {
            for (int input = 0; input < shape.Inputs; input += shape.InputBlock)
            {
                int inputs = Math.Min(shape.InputBlock, shape.Inputs - input);
                ref float product = ref products;
                for (int quad = 0; quad < shape.Quads; quad++)
                {
                    if (V.Count == MicroBatch.Samples)
                    {
                        MultiplyFourTiles<V>(inputs, ref transformed, ref packed, ref product, isFirst: input == 0);
                    }
                    else
                    {
                        MultiplyTwoTiles<V>(inputs, ref transformed, ref packed, ref product, isFirst: input == 0);
                        MultiplyTwoTiles<V>(inputs, ref V.At(ref transformed, 2), ref packed, ref V.At(ref product, 2), isFirst: input == 0);
                    }

                    packed = ref Unsafe.Add(ref packed, inputs * WinogradShape.Quad);
                    product = ref V.At(ref product, WinogradShape.Quad * WinogradShape.Group);
                }

                transformed = ref V.At(ref transformed, inputs * WinogradShape.Group);
            }

            transformed = ref V.At(ref transformed, shape.InputElement - (WinogradShape.Group * shape.Inputs));
            products = ref V.At(ref products, shape.ProductElement);
        }
    }

    // transformed[inputs][4 tiles], packed[inputs][4] -> product[4 outputs][4 tiles], for 32 registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyFourTiles<V>(int inputs, ref float transformed, ref float packed, ref float product, bool isFirst)
        where V : struct, ILanes<V>
    {
        V sum00, sum01, sum02, sum03, sum10, sum11, sum12, sum13, sum20, sum21, sum22, sum23, sum30, sum31, sum32, sum33;
        if (isFirst)
        {
            sum00 = sum01 = sum02 = sum03 = sum10 = sum11 = sum12 = sum13 = V.Zero;
            sum20 = sum21 = sum22 = sum23 = sum30 = sum31 = sum32 = sum33 = V.Zero;
        }
        else
        {
            (sum00, sum01, sum02, sum03) = (V.Load(ref product), V.Load(ref product, 1), V.Load(ref product, 2), V.Load(ref product, 3));
            (sum10, sum11, sum12, sum13) = (V.Load(ref product, 4), V.Load(ref product, 5), V.Load(ref product, 6), V.Load(ref product, 7));
            (sum20, sum21, sum22, sum23) = (V.Load(ref product, 8), V.Load(ref product, 9), V.Load(ref product, 10), V.Load(ref product, 11));
            (sum30, sum31, sum32, sum33) = (V.Load(ref product, 12), V.Load(ref product, 13), V.Load(ref product, 14), V.Load(ref product, 15));
        }

        for (int input = 0; input < inputs; input++)
        {
            V x0 = V.Load(ref transformed), x1 = V.Load(ref transformed, 1), x2 = V.Load(ref transformed, 2), x3 = V.Load(ref transformed, 3);
            V w0 = V.Broadcast(ref packed, 0);
            V.Accumulate(ref sum00, w0, x0); V.Accumulate(ref sum01, w0, x1); V.Accumulate(ref sum02, w0, x2); V.Accumulate(ref sum03, w0, x3);
            V w1 = V.Broadcast(ref packed, 1);
            V.Accumulate(ref sum10, w1, x0); V.Accumulate(ref sum11, w1, x1); V.Accumulate(ref sum12, w1, x2); V.Accumulate(ref sum13, w1, x3);
            V w2 = V.Broadcast(ref packed, 2);
            V.Accumulate(ref sum20, w2, x0); V.Accumulate(ref sum21, w2, x1); V.Accumulate(ref sum22, w2, x2); V.Accumulate(ref sum23, w2, x3);
            V w3 = V.Broadcast(ref packed, 3);
            V.Accumulate(ref sum30, w3, x0); V.Accumulate(ref sum31, w3, x1); V.Accumulate(ref sum32, w3, x2); V.Accumulate(ref sum33, w3, x3);
            transformed = ref V.At(ref transformed, WinogradShape.Group);
            packed = ref Unsafe.Add(ref packed, WinogradShape.Quad);
        }

        V.Store(sum00, ref product, 0); V.Store(sum01, ref product, 1); V.Store(sum02, ref product, 2); V.Store(sum03, ref product, 3);
        V.Store(sum10, ref product, 4); V.Store(sum11, ref product, 5); V.Store(sum12, ref product, 6); V.Store(sum13, ref product, 7);
        V.Store(sum20, ref product, 8); V.Store(sum21, ref product, 9); V.Store(sum22, ref product, 10); V.Store(sum23, ref product, 11);
        V.Store(sum30, ref product, 12); V.Store(sum31, ref product, 13); V.Store(sum32, ref product, 14); V.Store(sum33, ref product, 15);
    }

    // transformed[inputs][4 tiles], packed[inputs][4] -> the first two of product[4 outputs][4 tiles], for 16 registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyTwoTiles<V>(int inputs, ref float transformed, ref float packed, ref float product, bool isFirst)
        where V : struct, ILanes<V>
    {
        V sum00, sum01, sum10, sum11, sum20, sum21, sum30, sum31;
        if (isFirst)
        {
            sum00 = sum01 = sum10 = sum11 = sum20 = sum21 = sum30 = sum31 = V.Zero;
        }
        else
        {
            (sum00, sum01) = (V.Load(ref product), V.Load(ref product, 1));
            (sum10, sum11) = (V.Load(ref product, 4), V.Load(ref product, 5));
            (sum20, sum21) = (V.Load(ref product, 8), V.Load(ref product, 9));
            (sum30, sum31) = (V.Load(ref product, 12), V.Load(ref product, 13));
        }

        for (int input = 0; input < inputs; input++)
        {
            V x0 = V.Load(ref transformed), x1 = V.Load(ref transformed, 1);
            V w0 = V.Broadcast(ref packed, 0);
            V.Accumulate(ref sum00, w0, x0); V.Accumulate(ref sum01, w0, x1);
            V w1 = V.Broadcast(ref packed, 1);
            V.Accumulate(ref sum10, w1, x0); V.Accumulate(ref sum11, w1, x1);
            V w2 = V.Broadcast(ref packed, 2);
            V.Accumulate(ref sum20, w2, x0); V.Accumulate(ref sum21, w2, x1);
            V w3 = V.Broadcast(ref packed, 3);
            V.Accumulate(ref sum30, w3, x0); V.Accumulate(ref sum31, w3, x1);
            transformed = ref V.At(ref transformed, WinogradShape.Group);
            packed = ref Unsafe.Add(ref packed, WinogradShape.Quad);
        }

        V.Store(sum00, ref product, 0); V.Store(sum01, ref product, 1);
        V.Store(sum10, ref product, 4); V.Store(sum11, ref product, 5);
        V.Store(sum20, ref product, 8); V.Store(sum21, ref product, 9);
        V.Store(sum30, ref product, 12); V.Store(sum31, ref product, 13);
    }

    // products[16][outputs][4 tiles] + bias -> result -> target[outputs][height][width].
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformOutputs<V, TResult>(
        in WinogradShape shape, int first, ref float products, ref float bias, ref float value, ref float target)
        where V : struct, ILanes<V>
        where TResult : struct, IResult
    {
        int count = Math.Min(WinogradShape.Group, shape.Tiles - first);
        int element = shape.ProductElement;
        for (int tile = 0; tile < count; tile++)
        {
            (int row, int column) = shape.OutputOf(first + tile);
            int rows = Math.Min(2, shape.OutputHeight - row);
            bool hasRight = column + 1 < shape.OutputWidth;
            nint place = (row * shape.OutputWidth) + column;
            ref float product = ref V.At(ref products, tile);
            for (int output = 0; output < shape.Outputs; output++)
            {
                V start = Unsafe.IsNullRef(ref bias) ? V.Zero : V.Broadcast(ref bias, output);
                WriteRow<V, TResult>(WinogradTile.OutputRow<V>(ref product, element, 0), start, hasRight, ref value, ref target, place);
                if (rows == 2)
                {
                    WriteRow<V, TResult>(
                        WinogradTile.OutputRow<V>(ref product, element, 1), start, hasRight, ref value, ref target, place + shape.OutputWidth);
                }

                product = ref V.At(ref product, WinogradShape.Group);
                place += shape.OutputPlane;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteRow<V, TResult>(
        (V Left, V Right) sums, V start, bool hasRight, ref float value, ref float target, nint place)
        where V : struct, ILanes<V>
        where TResult : struct, IResult
    {
        V.Store(TResult.Of(start + sums.Left, ref value, place), ref target, place);
        if (hasRight)
        {
            V.Store(TResult.Of(start + sums.Right, ref value, place + 1), ref target, place + 1);
        }
    }

    /// <summary>What becomes of a sum before it is stored.</summary>
    private interface IResult
    {
        static abstract V Of<V>(V sum, ref float value, nint place)
            where V : struct, ILanes<V>;
    }

    private readonly struct Activated<TActivation> : IResult
        where TActivation : struct, IActivation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V sum, ref float value, nint place)
            where V : struct, ILanes<V> => TActivation.Apply(sum);
    }

    private readonly struct Differentiated<TActivation> : IResult
        where TActivation : struct, IActivation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V sum, ref float value, nint place)
            where V : struct, ILanes<V> => TActivation.Differentiate(sum, V.Load(ref value, place));
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CnnGen.Numerics;

namespace CnnGen.Kernels;

/// <summary>
/// The weight gradient of a 3×3 convolution of stride 1 in the space of Winograd's F(2×2, 3×3):
/// dg = Gᵀ [Σ (A dy Aᵀ) ⊙ (Bᵀ d B)] G over all tiles and samples. The transformed tiles are turned so that a lane is a
/// channel; each of the sixteen sums is then a matrix product whose sums run over tiles and samples in order, and no
/// lanes have to be added up.
/// </summary>
/// <remarks>Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2016, section 4.1, transposed.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WinogradWeightGradient
{
    // Channels or filters side by side in a row of turned values.
    private const int Row = 16;

    // Weights of one kernel: 3×3.
    private const int Taps = 9;

    // The values of one position: [sample][16 channels].
    private const int Position = MicroBatch.Samples * Row;

    // 4 tiles of 16 samples: 64 rows of 4 vectors take half of a first-level cache of 32 KB.
    private const int CachedTiles = 4;

    /// <summary>
    /// source[channels][height][width], outGradient[filters][height][width] → gradient[filters][channels][3][3], added.
    /// </summary>
    /// <typeparam name="V">The vector.</typeparam>
    /// <param name="shape">The sizes of the forward pass.</param>
    /// <param name="rows">Rows of tiles that are transformed at a time.</param>
    /// <param name="columns">Columns of tiles that are transformed at a time.</param>
    /// <param name="source">The input of the micro-batch.</param>
    /// <param name="outGradient">Its output gradient.</param>
    /// <param name="scratch">
    /// With filters rounded up to 4 or 16, channels rounded up to 16: floats for 16 × filters × channels sums,
    /// 16 × (channels + filters) × (16 × rows × columns + 1) transformed values, and 256 × (2 × rows + 2) × (2 × columns + 2) turned ones.
    /// </param>
    /// <param name="gradient">The gradient of the weights.</param>
    public static void Add<V>(
        in WinogradShape shape, int rows, int columns, ref float source, ref float outGradient, ref float scratch, ref float gradient)
        where V : struct, ILanes<V>
    {
        int stripe = rows * columns;
        int sums = WinogradShape.Elements * shape.Quads * WinogradShape.Quad * RowsOf(shape.Inputs) * Row;
        ref float inputs = ref Unsafe.Add(ref scratch, sums);
        ref float outputs = ref Unsafe.Add(ref inputs, WinogradShape.Elements * RowsOf(shape.Inputs) * RowStride(stripe));
        ref float turned = ref Unsafe.Add(ref outputs, WinogradShape.Elements * RowsOf(shape.Outputs) * RowStride(stripe));
        MemoryMarshal.CreateSpan(ref scratch, sums).Clear();
        for (int top = 0; top < shape.TileRows; top += rows)
        {
            for (int left = 0; left < shape.TileColumns; left += columns)
            {
                var tiles = new WinogradStripe(
                    top, left, Math.Min(rows, shape.TileRows - top), Math.Min(columns, shape.TileColumns - left));
                TransformInputs<V>(shape, tiles, ref source, ref turned, ref inputs, RowStride(stripe));
                TransformOutputGradients<V>(shape, tiles, ref outGradient, ref turned, ref outputs, RowStride(stripe));
                Multiply<V>(shape, tiles.Count, RowStride(stripe), ref inputs, ref outputs, ref scratch);
            }
        }

        TransformSums<V>(shape, ref scratch, ref gradient);
    }

    private static int RowsOf(int features) => (features + Row - 1) / Row;

    // Floats from one row of features to the next. The odd vector keeps them from competing for the same lines of a cache.
    private static nint RowStride(int tiles) => ((nint)tiles * Position) + Row;

    // source[channels][height][width] -> transformed[16][row of channels][tile][sample][16].
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformInputs<V>(
        in WinogradShape shape, in WinogradStripe tiles, ref float source, ref float turned, ref float transformed, nint rowStride)
        where V : struct, ILanes<V>
    {
        const int vectors = Position / MicroBatch.Samples;
        int width = (2 * tiles.Columns) + 2;
        nint element = RowsOf(shape.Inputs) * rowStride / V.Count;
        nint column = vectors * V.SubBlocks;
        for (int row = 0; row < RowsOf(shape.Inputs); row++)
        {
            Turn<V>(
                ref V.At(ref source, (nint)row * Row * shape.Plane), shape.Vectors, shape.Plane,
                Math.Min(Row, shape.Inputs - (row * Row)), shape.Height, shape.Width,
                (2 * tiles.Top) - shape.Padding, (2 * tiles.Left) - shape.Padding, (2 * tiles.Rows) + 2, width, ref turned);
            for (int y = 0; y < tiles.Rows; y++)
            {
                for (int x = 0; x < tiles.Columns; x++)
                {
                    ref float from = ref Unsafe.Add(ref turned, ((2 * y * width) + (2 * x)) * Position);
                    ref float to = ref Unsafe.Add(ref transformed, (row * rowStride) + (((nint)y * tiles.Columns) + x) * Position);
                    for (nint i = 0; i < column; i++)
                    {
                        WinogradTile.TransformInput<V>(ref V.At(ref from, i), width * column, column, ref V.At(ref to, i), element);
                    }
                }
            }
        }
    }

    // outGradient[filters][height][width] -> transformed[16][row of filters][tile][sample][16].
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformOutputGradients<V>(
        in WinogradShape shape, in WinogradStripe tiles, ref float outGradient, ref float turned, ref float transformed, nint rowStride)
        where V : struct, ILanes<V>
    {
        const int vectors = Position / MicroBatch.Samples;
        int width = 2 * tiles.Columns;
        nint element = RowsOf(shape.Outputs) * rowStride / V.Count;
        nint column = vectors * V.SubBlocks;
        for (int row = 0; row < RowsOf(shape.Outputs); row++)
        {
            Turn<V>(
                ref V.At(ref outGradient, (nint)row * Row * shape.OutputPlane), shape.OutputVectors, shape.OutputPlane,
                Math.Min(Row, shape.Outputs - (row * Row)), shape.OutputHeight, shape.OutputWidth,
                2 * tiles.Top, 2 * tiles.Left, 2 * tiles.Rows, width, ref turned);
            for (int y = 0; y < tiles.Rows; y++)
            {
                for (int x = 0; x < tiles.Columns; x++)
                {
                    ref float from = ref Unsafe.Add(ref turned, ((2 * y * width) + (2 * x)) * Position);
                    ref float below = ref Unsafe.Add(ref from, width * Position);
                    ref float to = ref Unsafe.Add(ref transformed, (row * rowStride) + (((nint)y * tiles.Columns) + x) * Position);
                    for (nint i = 0; i < column; i++)
                    {
                        WinogradTile.TransformOutputGradient(
                            V.Load(ref from, i), V.Load(ref from, i + column), V.Load(ref below, i), V.Load(ref below, i + column),
                            ref V.At(ref to, i), element);
                    }
                }
            }
        }
    }

    // image[features][height][width] from a place on that may lie outside of it -> turned[rows][columns][sample][16], with zeros outside.
    private static void Turn<V>(
        ref float image, nint subBlock, nint plane, int features, int height, int width,
        int top, int left, int rows, int columns, ref float turned)
        where V : struct, ILanes<V>
    {
        for (int row = top; row < top + rows; row++)
        {
            for (int column = left; column < left + columns; column++)
            {
                if ((uint)row >= (uint)height || (uint)column >= (uint)width)
                {
                    MemoryMarshal.CreateSpan(ref turned, Position).Clear();
                }
                else
                {
                    LaneTranspose.FromPosition<V>(
                        ref V.At(ref image, ((nint)row * width) + column), subBlock, plane, features, ref turned);
                }

                turned = ref Unsafe.Add(ref turned, Position);
            }
        }
    }

    // inputs[16][row of channels][tile][sample][16], outputs[16][row of filters][tile][sample][16] -> sums[16][filters][channels], added.
    private static void Multiply<V>(
        in WinogradShape shape, int tiles, nint rowStride, ref float inputs, ref float outputs, ref float sums)
        where V : struct, ILanes<V>
    {
        int channelRows = RowsOf(shape.Inputs);
        int wide = V.Count == MicroBatch.Samples ? 4 : 1;
        for (int element = 0; element < WinogradShape.Elements; element++)
        {
            for (int row = 0; row < channelRows; row += wide)
            {
                for (int tile = 0; tile < tiles; tile += CachedTiles)
                {
                    for (int quad = 0; quad < shape.Quads; quad++)
                    {
                        MultiplyRows<V>(
                            Math.Min(CachedTiles, tiles - tile) * MicroBatch.Samples,
                            Math.Min(wide, channelRows - row),
                            ref Unsafe.Add(ref inputs, (row * rowStride) + (tile * Position)),
                            rowStride,
                            ref Unsafe.Add(ref outputs, (quad / 4 * rowStride) + (tile * Position) + (quad % 4 * WinogradShape.Quad)),
                            ref Unsafe.Add(ref sums, (((nint)quad * WinogradShape.Quad * channelRows) + row) * Row),
                            channelRows * Row);
                    }
                }
            }

            inputs = ref Unsafe.Add(ref inputs, channelRows * rowStride);
            outputs = ref Unsafe.Add(ref outputs, RowsOf(shape.Outputs) * rowStride);
            sums = ref Unsafe.Add(ref sums, (nint)shape.Quads * WinogradShape.Quad * channelRows * Row);
        }
    }

    // 4 filters by up to 4 rows of 16 channels.
    private static void MultiplyRows<V>(
        int samples, int rows, ref float inputs, nint rowStride, ref float outputs, ref float sums, nint filterStride)
        where V : struct, ILanes<V>
    {
        if (rows == 4)
        {
            MultiplyFour<V>(
                samples,
                ref inputs,
                ref Unsafe.Add(ref inputs, rowStride),
                ref Unsafe.Add(ref inputs, 2 * rowStride),
                ref Unsafe.Add(ref inputs, 3 * rowStride),
                ref outputs,
                ref sums,
                filterStride);
            return;
        }

        for (int row = 0; row < rows; row++)
        {
            for (int part = 0; part < V.SubBlocks; part++)
            {
                MultiplyOne<V>(samples, ref V.At(ref inputs, part), ref outputs, ref V.At(ref sums, part), filterStride);
            }

            inputs = ref Unsafe.Add(ref inputs, rowStride);
            sums = ref Unsafe.Add(ref sums, Row);
        }
    }

    // inputs[samples][16] of 4 rows of channels, outputs[samples][16] of which 4 filters -> sums[4 filters][4 rows], added.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyFour<V>(
        int samples, ref float row0, ref float row1, ref float row2, ref float row3, ref float outputs, ref float sums, nint filterStride)
        where V : struct, ILanes<V>
    {
        ref float filter1 = ref Unsafe.Add(ref sums, filterStride);
        ref float filter2 = ref Unsafe.Add(ref filter1, filterStride);
        ref float filter3 = ref Unsafe.Add(ref filter2, filterStride);
        V sum00 = V.Load(ref sums), sum01 = V.Load(ref sums, 1), sum02 = V.Load(ref sums, 2), sum03 = V.Load(ref sums, 3);
        V sum10 = V.Load(ref filter1), sum11 = V.Load(ref filter1, 1), sum12 = V.Load(ref filter1, 2), sum13 = V.Load(ref filter1, 3);
        V sum20 = V.Load(ref filter2), sum21 = V.Load(ref filter2, 1), sum22 = V.Load(ref filter2, 2), sum23 = V.Load(ref filter2, 3);
        V sum30 = V.Load(ref filter3), sum31 = V.Load(ref filter3, 1), sum32 = V.Load(ref filter3, 2), sum33 = V.Load(ref filter3, 3);
        nint at = 0;
        for (int sample = 0; sample < samples; sample++)
        {
            V x0 = V.Load(ref Unsafe.Add(ref row0, at)), x1 = V.Load(ref Unsafe.Add(ref row1, at));
            V x2 = V.Load(ref Unsafe.Add(ref row2, at)), x3 = V.Load(ref Unsafe.Add(ref row3, at));
            V y0 = V.Broadcast(ref outputs, at);
            V.Accumulate(ref sum00, y0, x0); V.Accumulate(ref sum01, y0, x1); V.Accumulate(ref sum02, y0, x2); V.Accumulate(ref sum03, y0, x3);
            V y1 = V.Broadcast(ref outputs, at + 1);
            V.Accumulate(ref sum10, y1, x0); V.Accumulate(ref sum11, y1, x1); V.Accumulate(ref sum12, y1, x2); V.Accumulate(ref sum13, y1, x3);
            V y2 = V.Broadcast(ref outputs, at + 2);
            V.Accumulate(ref sum20, y2, x0); V.Accumulate(ref sum21, y2, x1); V.Accumulate(ref sum22, y2, x2); V.Accumulate(ref sum23, y2, x3);
            V y3 = V.Broadcast(ref outputs, at + 3);
            V.Accumulate(ref sum30, y3, x0); V.Accumulate(ref sum31, y3, x1); V.Accumulate(ref sum32, y3, x2); V.Accumulate(ref sum33, y3, x3);
            at += Row;
        }

        V.Store(sum00, ref sums); V.Store(sum01, ref sums, 1); V.Store(sum02, ref sums, 2); V.Store(sum03, ref sums, 3);
        V.Store(sum10, ref filter1); V.Store(sum11, ref filter1, 1); V.Store(sum12, ref filter1, 2); V.Store(sum13, ref filter1, 3);
        V.Store(sum20, ref filter2); V.Store(sum21, ref filter2, 1); V.Store(sum22, ref filter2, 2); V.Store(sum23, ref filter2, 3);
        V.Store(sum30, ref filter3); V.Store(sum31, ref filter3, 1); V.Store(sum32, ref filter3, 2); V.Store(sum33, ref filter3, 3);
    }

    // One vector of inputs[samples][16], outputs[samples][16] of which 4 filters -> the same vector of sums[4 filters], added.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyOne<V>(int samples, ref float inputs, ref float outputs, ref float sums, nint filterStride)
        where V : struct, ILanes<V>
    {
        ref float filter1 = ref Unsafe.Add(ref sums, filterStride);
        ref float filter2 = ref Unsafe.Add(ref filter1, filterStride);
        ref float filter3 = ref Unsafe.Add(ref filter2, filterStride);
        V sum0 = V.Load(ref sums), sum1 = V.Load(ref filter1), sum2 = V.Load(ref filter2), sum3 = V.Load(ref filter3);
        nint at = 0;
        for (int sample = 0; sample < samples; sample++)
        {
            V x = V.Load(ref Unsafe.Add(ref inputs, at));
            V.Accumulate(ref sum0, V.Broadcast(ref outputs, at), x);
            V.Accumulate(ref sum1, V.Broadcast(ref outputs, at + 1), x);
            V.Accumulate(ref sum2, V.Broadcast(ref outputs, at + 2), x);
            V.Accumulate(ref sum3, V.Broadcast(ref outputs, at + 3), x);
            at += Row;
        }

        V.Store(sum0, ref sums);
        V.Store(sum1, ref filter1);
        V.Store(sum2, ref filter2);
        V.Store(sum3, ref filter3);
    }

    // sums[16][filters][channels] -> gradient[filters][channels][3][3], added: Gᵀ sums G, sixteen channels side by side.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformSums<V>(in WinogradShape shape, ref float sums, ref float gradient)
        where V : struct, ILanes<V>
    {
        int rows = RowsOf(shape.Inputs);
        nint element = (nint)shape.Quads * WinogradShape.Quad * rows * Row / V.Count;
        Span<float> memory = stackalloc float[2 * Taps * Row];
        ref float lanes = ref MemoryMarshal.GetReference(memory);
        ref float kernels = ref Unsafe.Add(ref lanes, Taps * Row);
        for (int filter = 0; filter < shape.Outputs; filter++)
        {
            for (int row = 0; row < rows; row++)
            {
                for (int part = 0; part < V.SubBlocks; part++)
                {
                    WinogradTile.TransformKernelGradient<V>(ref V.At(ref sums, part), element, ref V.At(ref lanes, part * Taps));
                }

                int floats = Math.Min(Row, shape.Inputs - (row * Row)) * Taps;
                LaneTranspose.FromLanes<V>(ref lanes, Taps, ref kernels, Taps);
                AddFloats<V>(ref kernels, floats, ref gradient);
                sums = ref Unsafe.Add(ref sums, Row);
                gradient = ref Unsafe.Add(ref gradient, floats);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddFloats<V>(ref float addends, int length, ref float sums)
        where V : struct, ILanes<V>
    {
        int i = 0;
        for (; i <= length - V.Count; i += V.Count)
        {
            ref float sum = ref Unsafe.Add(ref sums, i);
            V.Store(V.Load(ref sum) + V.Load(ref Unsafe.Add(ref addends, i)), ref sum);
        }

        for (; i < length; i++)
        {
            Unsafe.Add(ref sums, i) += Unsafe.Add(ref addends, i);
        }
    }
}

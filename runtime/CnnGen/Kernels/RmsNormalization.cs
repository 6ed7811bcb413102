using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CnnGen.Numerics;

namespace CnnGen.Kernels;

/// <summary>
/// Root-mean-square normalisation (Zhang and Sennrich 2019): sets of values of a sample are divided by the root of their mean square, then scaled. The
/// sets are the channels of a position, or all values of a sample.
/// </summary>
/// <remarks>
/// In a micro-batch a lane is a sample, and no sum goes over lanes but those of the weights' gradient. Sums run over a set in the order of channels and
/// positions, in stretches of <see cref="SampleNormalization.Stretch"/> values with four partial sums each. The prediction of one sample has the same
/// order: its four partial sums are the lanes of a vector.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RmsNormalization
{
    /// <summary>source · scale · weight → activation → target, with scale = 1 / √(mean square + epsilon) of each set kept.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="epsilon">What is added to a mean square.</param>
    /// <param name="source">The input of the micro-batch.</param>
    /// <param name="weight">The learned factors.</param>
    /// <param name="scales">Receives the scales: [sub-block][set].</param>
    /// <param name="target">The output of the micro-batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normalize<V, TActivation>(
        SampleNormShape shape, float epsilon, ref float source, ref float weight, ref float scales, ref float target)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation
    {
        (SampleNormWalk input, SampleNormWalk output, SampleNormWalk weights) = (shape.Input, shape.Output, shape.Weight);
        for (int part = 0; part < V.SubBlocks; part++)
        {
            ref float x = ref V.At(ref source, (nint)part * shape.Channels * shape.InputPlane);
            ref float y = ref V.At(ref target, (nint)part * shape.Channels * shape.OutputPlane);
            for (int set = 0; set < shape.Sets; set++)
            {
                ref float from = ref V.At(ref x, input.First(0, set));
                ref float kept = ref V.At(ref scales, ((nint)part * shape.Sets) + set);
                Measure<V>(shape, input, ref from, epsilon, ref kept);
                V scale = V.Load(ref kept);
                for (int run = 0; run < shape.Runs; run++)
                {
                    ref float value = ref V.At(ref from, (nint)run * input.Run);
                    ref float result = ref V.At(ref y, output.First(0, set) + ((nint)run * output.Run));
                    ref float w = ref Unsafe.Add(ref weight, weights.First(0, set) + ((nint)run * weights.Run));
                    for (int i = 0; i < shape.Length; i++)
                    {
                        V normalized = V.Load(ref value, (nint)i * input.Value) * scale;
                        V.Store(TActivation.Apply(normalized * V.Broadcast(ref w, (nint)i * weights.Value)), ref result, (nint)i * output.Value);
                    }
                }
            }
        }
    }

    /// <summary>
    /// scale · (g − n · mean of g · n), with g = dOut · weight and n = source · scale, × derivative of the activation before source → dIn.
    /// </summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="outGradient">The output gradient of the micro-batch.</param>
    /// <param name="source">The input of the micro-batch.</param>
    /// <param name="weight">The learned factors.</param>
    /// <param name="scales">The scales that <see cref="Normalize"/> kept.</param>
    /// <param name="inGradient">The input gradient of the micro-batch; it may overwrite the input.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void InputGradient<V, TActivation>(
        SampleNormShape shape, ref float outGradient, ref float source, ref float weight, ref float scales, ref float inGradient)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation
    {
        (SampleNormWalk input, SampleNormWalk output, SampleNormWalk weights) = (shape.Input, shape.Output, shape.Weight);
        V count = V.Broadcast((float)shape.SetValues);
        for (int part = 0; part < V.SubBlocks; part++)
        {
            nint sourcePart = (nint)part * shape.Channels * shape.InputPlane;
            ref float dy = ref V.At(ref outGradient, (nint)part * shape.Channels * shape.OutputPlane);
            for (int set = 0; set < shape.Sets; set++)
            {
                nint from = sourcePart + input.First(0, set);
                ref float d = ref V.At(ref dy, output.First(0, set));
                ref float w = ref Unsafe.Add(ref weight, weights.First(0, set));
                V scale = V.Load(ref scales, ((nint)part * shape.Sets) + set);
                V mean = GradientProduct(shape, ref d, ref V.At(ref source, from), ref w, scale) / count;
                for (int run = 0; run < shape.Runs; run++)
                {
                    for (int i = 0; i < shape.Length; i++)
                    {
                        nint at = from + ((nint)run * input.Run) + ((nint)i * input.Value);
                        V value = V.Load(ref source, at);
                        V gradient = V.Load(ref d, ((nint)run * output.Run) + ((nint)i * output.Value))
                            * V.Broadcast(ref w, ((nint)run * weights.Run) + ((nint)i * weights.Value));
                        V.Store(TActivation.Differentiate(scale * (gradient - (value * scale * mean)), value), ref inGradient, at);
                    }
                }
            }
        }
    }

    /// <summary>dOut · source · scale, summed over samples, and over positions where a channel has one weight; added.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="outGradient">The output gradient of the micro-batch, zero where there is no sample.</param>
    /// <param name="source">The input of the micro-batch.</param>
    /// <param name="scales">The scales that <see cref="Normalize"/> kept.</param>
    /// <param name="weightGradient">The gradient of the factors.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ParameterGradient<V>(SampleNormShape shape, ref float outGradient, ref float source, ref float scales, ref float weightGradient)
        where V : struct, ILanes<V>
    {
        Span<float> buffer = stackalloc float[MicroBatch.Samples];
        ref float laneSums = ref buffer[0];
        int positions = shape.HasWeightsOfValues ? 1 : shape.Positions;
        int ofPosition = shape.IsOfPositions ? 1 : 0;
        for (int weight = 0; weight < shape.Weights; weight++)
        {
            (int channel, int position) = shape.HasWeightsOfValues ? (weight / shape.Positions, weight % shape.Positions) : (weight, 0);
            for (int part = 0; part < V.SubBlocks; part++)
            {
                nint plane = ((nint)part * shape.Channels) + channel;
                V.Store(
                    PositionProduct<V>(
                        ref V.At(ref outGradient, (plane * shape.OutputPlane) + position),
                        ref V.At(ref source, (plane * shape.InputPlane) + position),
                        ref V.At(ref scales, (nint)part * shape.Sets),
                        ofPosition,
                        positions),
                    ref laneSums,
                    part);
            }

            Unsafe.Add(ref weightGradient, weight) += SubBlockSums.OfFeature<V>(ref laneSums, 1);
        }
    }

    /// <summary>The channels of each position of one sample over the root of their mean square, scaled; in place where source and target are the same.</summary>
    /// <param name="epsilon">What is added to a mean square.</param>
    /// <param name="source">The first value.</param>
    /// <param name="sourceRow">Floats from row to row there.</param>
    /// <param name="target">Where the first result goes.</param>
    /// <param name="targetRow">Floats from row to row there.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Positions of a row.</param>
    /// <param name="channels">Channels, which are filled up to a multiple of 16.</param>
    /// <param name="weight">The factors, filled up alike.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfPositions<V, TActivation>(
        float epsilon, ref float source, int sourceRow, ref float target, int targetRow, int rows, int columns, int channels, ref float weight)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation
    {
        int step = InferenceNormalization.Filled(channels);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                ref float x = ref Unsafe.Add(ref source, ((nint)row * sourceRow) + ((nint)column * step));
                ref float y = ref Unsafe.Add(ref target, ((nint)row * targetRow) + ((nint)column * step));
                Scale<V, TActivation>(ref x, ref weight, Measure(ref x, 1, channels, epsilon), ref y, channels);
            }
        }
    }

    /// <summary>All values of one sample over the root of their mean square, each scaled by a factor of its own.</summary>
    /// <param name="epsilon">What is added to a mean square.</param>
    /// <param name="flat">All values in the order of channels, rows and columns, filled up to a multiple of 16; they are overwritten.</param>
    /// <param name="target">Where the first result goes.</param>
    /// <param name="targetRow">Floats from row to row there.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Positions of a row.</param>
    /// <param name="channels">Channels, which are filled up to a multiple of 16.</param>
    /// <param name="weight">The factors in the order of <paramref name="flat"/>, filled up alike.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfSample<V, TActivation>(
        float epsilon, ref float flat, ref float target, int targetRow, int rows, int columns, int channels, ref float weight)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation
    {
        int positions = rows * columns;
        (int runs, int length) = positions == 1 ? (1, channels) : (channels, positions);
        Scale<V, TActivation>(ref flat, ref weight, Measure(ref flat, runs, length, epsilon), ref flat, channels * positions);
        InferenceNormalization.Spread(ref flat, ref target, targetRow, rows, columns, channels);
    }

    private static void Scale<V, TActivation>(ref float x, ref float weight, float scale, ref float y, int count)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation
    {
        for (int i = 0; i < InferenceNormalization.Vectors<V>(count); i++)
        {
            V.Store(TActivation.Apply(V.Load(ref x, i) * V.Broadcast(scale) * V.Load(ref weight, i)), ref y, i);
        }
    }

    // 1 / √(mean square + epsilon) of a set.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Measure<V>(SampleNormShape shape, SampleNormWalk walk, ref float source, float epsilon, ref float scale)
        where V : struct, ILanes<V>
    {
        V squares = V.Zero;
        for (int run = 0; run < shape.Runs; run++)
        {
            for (int done = 0; done < shape.Length; done += SampleNormalization.Stretch)
            {
                ref float x = ref V.At(ref source, ((nint)run * walk.Run) + ((nint)done * walk.Value));
                squares += Squares<V>(ref x, Math.Min(SampleNormalization.Stretch, shape.Length - done), walk.Value);
            }
        }

        V.Store((squares / V.Broadcast((float)shape.SetValues)) + V.Broadcast(epsilon), ref scale);
        for (int lane = 0; lane < V.Count; lane++)
        {
            Unsafe.Add(ref scale, lane) = 1f / MathF.Sqrt(Unsafe.Add(ref scale, lane));
        }
    }

    // Of one sample, as the method above does it in each of its lanes.
    private static float Measure(ref float source, int runs, int length, float epsilon)
    {
        float squares = 0f;
        for (int run = 0; run < runs; run++)
        {
            for (int done = 0; done < length; done += SampleNormalization.Stretch)
            {
                squares += Squares(ref Unsafe.Add(ref source, ((nint)run * length) + done), Math.Min(SampleNormalization.Stretch, length - done));
            }
        }

        return 1f / MathF.Sqrt((squares / ((long)runs * length)) + epsilon);
    }

    // Four sums, since each addition waits for the one before it on the same sum.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Squares<V>(ref float x, int count, nint step)
        where V : struct, ILanes<V>
    {
        V sum0 = V.Zero, sum1 = V.Zero, sum2 = V.Zero, sum3 = V.Zero;
        int i = 0;
        for (; i <= count - 4; i += 4)
        {
            V x0 = V.Load(ref x), x1 = V.Load(ref x, step), x2 = V.Load(ref x, 2 * step), x3 = V.Load(ref x, 3 * step);
            V.Accumulate(ref sum0, x0, x0);
            V.Accumulate(ref sum1, x1, x1);
            V.Accumulate(ref sum2, x2, x2);
            V.Accumulate(ref sum3, x3, x3);
            x = ref V.At(ref x, 4 * step);
        }

        for (; i < count; i++)
        {
            V last = V.Load(ref x);
            V.Accumulate(ref sum0, last, last);
            x = ref V.At(ref x, step);
        }

        return (sum0 + sum1) + (sum2 + sum3);
    }

    // The four partial sums are the lanes.
    private static float Squares(ref float x, int count)
    {
        Vector128<float> sums = Vector128<float>.Zero;
        int i = 0;
        for (; i <= count - 4; i += 4)
        {
            Vector128<float> values = Vector128.LoadUnsafe(ref x, (nuint)i);
            sums = FusedMultiplyAdd.Of(values, values, sums);
        }

        Vector128<float> first = Vector128.Create(sums[0]);
        for (; i < count; i++)
        {
            Vector128<float> last = Vector128.Create(Unsafe.Add(ref x, i));
            first = FusedMultiplyAdd.Of(last, last, first);
        }

        return (first[0] + sums[1]) + (sums[2] + sums[3]);
    }

    // Σ g · n of a set.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V GradientProduct<V>(SampleNormShape shape, ref float outGradient, ref float source, ref float weight, V scale)
        where V : struct, ILanes<V>
    {
        (SampleNormWalk input, SampleNormWalk output, SampleNormWalk weights) = (shape.Input, shape.Output, shape.Weight);
        V product = V.Zero;
        for (int run = 0; run < shape.Runs; run++)
        {
            for (int done = 0; done < shape.Length; done += SampleNormalization.Stretch)
            {
                int count = Math.Min(SampleNormalization.Stretch, shape.Length - done);
                ref float x = ref V.At(ref source, ((nint)run * input.Run) + ((nint)done * input.Value));
                ref float d = ref V.At(ref outGradient, ((nint)run * output.Run) + ((nint)done * output.Value));
                ref float w = ref Unsafe.Add(ref weight, ((nint)run * weights.Run) + ((nint)done * weights.Value));
                V product0 = V.Zero, product1 = V.Zero;
                int i = 0;
                for (; i <= count - 2; i += 2)
                {
                    V.Accumulate(ref product0, V.Load(ref d) * V.Broadcast(ref w, 0), V.Load(ref x) * scale);
                    V.Accumulate(ref product1, V.Load(ref d, output.Value) * V.Broadcast(ref w, weights.Value), V.Load(ref x, input.Value) * scale);
                    x = ref V.At(ref x, 2 * input.Value);
                    d = ref V.At(ref d, 2 * output.Value);
                    w = ref Unsafe.Add(ref w, 2 * weights.Value);
                }

                if (i < count)
                {
                    V.Accumulate(ref product0, V.Load(ref d) * V.Broadcast(ref w, 0), V.Load(ref x) * scale);
                }

                product += product0 + product1;
            }
        }

        return product;
    }

    // Σ dOut · n over the positions of a channel, in each lane.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PositionProduct<V>(ref float d, ref float x, ref float scale, int setStep, int positions)
        where V : struct, ILanes<V>
    {
        V product = V.Zero;
        for (int done = 0; done < positions; done += SampleNormalization.Stretch)
        {
            int end = Math.Min(done + SampleNormalization.Stretch, positions);
            V product0 = V.Zero, product1 = V.Zero;
            int i = done;
            for (; i <= end - 2; i += 2)
            {
                V.Accumulate(ref product0, V.Load(ref d, i), V.Load(ref x, i) * V.Load(ref scale, (nint)i * setStep));
                V.Accumulate(ref product1, V.Load(ref d, i + 1), V.Load(ref x, i + 1) * V.Load(ref scale, (nint)(i + 1) * setStep));
            }

            if (i < end)
            {
                V.Accumulate(ref product0, V.Load(ref d, i), V.Load(ref x, i) * V.Load(ref scale, (nint)i * setStep));
            }

            product += product0 + product1;
        }

        return product;
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using CnnGen.Numerics;

namespace CnnGen.Kernels;

/// <summary>
/// Normalisation within each sample of a micro-batch: sets of values are brought to mean 0 and variance 1, then scaled and shifted. The sets
/// are the channels of a position, all values of a sample (Ba, Kiros and Hinton 2016), or the values of a group of channels (Wu and He 2018).
/// </summary>
/// <remarks>
/// A lane is a sample, and no sum goes over lanes but those of parameter gradients. Sums run over a set in the order of channels and positions, in
/// stretches of <see cref="Stretch"/> values with four partial sums each. The prediction of one sample has the same order
/// (<see cref="InferenceNormalization"/>).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SampleNormalization
{
    /// <summary>Values whose sum is added to that of a set at once: long sums of small terms would lose their last bits.</summary>
    internal const int Stretch = 256;

    /// <summary>(source − mean) · scale · weight + bias → activation → target, with the mean and 1 / √(variance + epsilon) of each set kept.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="epsilon">What is added to a variance.</param>
    /// <param name="source">The input of the micro-batch.</param>
    /// <param name="weight">The learned factors.</param>
    /// <param name="bias">The learned summands.</param>
    /// <param name="means">Receives the means: [sub-block][set].</param>
    /// <param name="scales">Receives 1 / √(variance + epsilon), as many.</param>
    /// <param name="target">The output of the micro-batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normalize<V, TActivation>(
        SampleNormShape shape, float epsilon, ref float source, ref float weight, ref float bias, ref float means, ref float scales, ref float target)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation
    {
        (SampleNormWalk input, SampleNormWalk output, SampleNormWalk weights) = (shape.Input, shape.Output, shape.Weight);
        for (int part = 0; part < V.SubBlocks; part++)
        {
            ref float x = ref V.At(ref source, (nint)part * shape.Channels * shape.InputPlane);
            ref float y = ref V.At(ref target, (nint)part * shape.Channels * shape.OutputPlane);
            for (int group = 0; group < shape.Groups; group++)
            {
                for (int set = 0; set < shape.PositionSets; set++)
                {
                    nint place = ((nint)part * shape.Sets) + (group * shape.PositionSets) + set;
                    ref float from = ref V.At(ref x, input.First(group, set));
                    Measure(shape, input, ref from, epsilon, out V mean, ref V.At(ref scales, place));
                    V.Store(mean, ref means, place);
                    V scale = V.Load(ref scales, place);
                    for (int run = 0; run < shape.Runs; run++)
                    {
                        ref float value = ref V.At(ref from, (nint)run * input.Run);
                        ref float result = ref V.At(ref y, output.First(group, set) + ((nint)run * output.Run));
                        nint first = weights.First(group, set) + ((nint)run * weights.Run);
                        for (int i = 0; i < shape.Length; i++)
                        {
                            nint parameter = first + ((nint)i * weights.Value);
                            V normalized = (V.Load(ref value, (nint)i * input.Value) - mean) * scale;
                            V.Store(
                                TActivation.Apply(V.MultiplyAdd(normalized, V.Broadcast(ref weight, parameter), V.Broadcast(ref bias, parameter))),
                                ref result,
                                (nint)i * output.Value);
                        }
                    }
                }
            }
        }
    }

    /// <summary>
    /// scale · (g − mean of g − n · mean of g · n), with g = dOut · weight and n = (source − mean) · scale, × derivative of the activation
    /// before source → dIn.
    /// </summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="outGradient">The output gradient of the micro-batch.</param>
    /// <param name="source">The input of the micro-batch.</param>
    /// <param name="weight">The learned factors.</param>
    /// <param name="means">The means that <see cref="Normalize"/> kept.</param>
    /// <param name="scales">The scales that it kept.</param>
    /// <param name="inGradient">The input gradient of the micro-batch; it may overwrite the input.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void InputGradient<V, TActivation>(
        SampleNormShape shape, ref float outGradient, ref float source, ref float weight, ref float means, ref float scales, ref float inGradient)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation
    {
        (SampleNormWalk input, SampleNormWalk output, SampleNormWalk weights) = (shape.Input, shape.Output, shape.Weight);
        V count = V.Broadcast((float)shape.SetValues);
        for (int part = 0; part < V.SubBlocks; part++)
        {
            nint sourcePart = (nint)part * shape.Channels * shape.InputPlane;
            ref float dy = ref V.At(ref outGradient, (nint)part * shape.Channels * shape.OutputPlane);
            for (int group = 0; group < shape.Groups; group++)
            {
                for (int set = 0; set < shape.PositionSets; set++)
                {
                    nint place = ((nint)part * shape.Sets) + (group * shape.PositionSets) + set;
                    nint from = sourcePart + input.First(group, set);
                    ref float d = ref V.At(ref dy, output.First(group, set));
                    ref float w = ref Unsafe.Add(ref weight, weights.First(group, set));
                    V mean = V.Load(ref means, place);
                    V scale = V.Load(ref scales, place);
                    GradientSums(shape, ref d, ref V.At(ref source, from), ref w, mean, scale, out V sum, out V product);
                    sum /= count;
                    product /= count;
                    for (int run = 0; run < shape.Runs; run++)
                    {
                        for (int i = 0; i < shape.Length; i++)
                        {
                            nint at = from + ((nint)run * input.Run) + ((nint)i * input.Value);
                            V value = V.Load(ref source, at);
                            V gradient = V.Load(ref d, ((nint)run * output.Run) + ((nint)i * output.Value))
                                * V.Broadcast(ref w, ((nint)run * weights.Run) + ((nint)i * weights.Value));
                            V normalized = (value - mean) * scale;
                            V.Store(TActivation.Differentiate(scale * (gradient - sum - (normalized * product)), value), ref inGradient, at);
                        }
                    }
                }
            }
        }
    }

    /// <summary>dOut · (source − mean) · scale and dOut, summed over samples, and over positions where a channel has one weight; added.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="outGradient">The output gradient of the micro-batch, zero where there is no sample.</param>
    /// <param name="source">The input of the micro-batch.</param>
    /// <param name="means">The means that <see cref="Normalize"/> kept.</param>
    /// <param name="scales">The scales that it kept.</param>
    /// <param name="weightGradient">The gradient of the factors.</param>
    /// <param name="biasGradient">The gradient of the summands.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ParameterGradient<V>(
        SampleNormShape shape, ref float outGradient, ref float source, ref float means, ref float scales, ref float weightGradient, ref float biasGradient)
        where V : struct, ILanes<V>
    {
        Span<float> buffers = stackalloc float[2 * MicroBatch.Samples];
        ref float laneSums = ref buffers[0];
        ref float laneProducts = ref buffers[MicroBatch.Samples];
        int positions = shape.HasWeightsOfValues ? 1 : shape.Positions;
        int ofPosition = shape.IsOfPositions ? 1 : 0;
        for (int weight = 0; weight < shape.Weights; weight++)
        {
            (int channel, int position) = shape.HasWeightsOfValues ? (weight / shape.Positions, weight % shape.Positions) : (weight, 0);
            nint set = ((nint)(channel / shape.GroupChannels) * shape.PositionSets) + (position * ofPosition);
            for (int part = 0; part < V.SubBlocks; part++)
            {
                nint plane = ((nint)part * shape.Channels) + channel;
                nint place = ((nint)part * shape.Sets) + set;
                LaneSums<V>(
                    ref V.At(ref outGradient, (plane * shape.OutputPlane) + position),
                    ref V.At(ref source, (plane * shape.InputPlane) + position),
                    ref V.At(ref means, place),
                    ref V.At(ref scales, place),
                    ofPosition,
                    positions,
                    ref V.At(ref laneSums, part),
                    ref V.At(ref laneProducts, part));
            }

            Unsafe.Add(ref weightGradient, weight) += SubBlockSums.OfFeature<V>(ref laneProducts, 1);
            Unsafe.Add(ref biasGradient, weight) += SubBlockSums.OfFeature<V>(ref laneSums, 1);
        }
    }

    // Mean and 1 / √(variance + epsilon) of a set, in two passes: the second one also corrects the mean of the first by what is left of the
    // deviations' sum (Chan, Golub and LeVeque, Algorithms for computing the sample variance, 1983).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Measure<V>(SampleNormShape shape, SampleNormWalk walk, ref float source, float epsilon, out V mean, ref float scale)
        where V : struct, ILanes<V>
    {
        V count = V.Broadcast((float)shape.SetValues);
        V sum = V.Zero;
        for (int run = 0; run < shape.Runs; run++)
        {
            for (int done = 0; done < shape.Length; done += Stretch)
            {
                sum += Sum<V>(ref V.At(ref source, ((nint)run * walk.Run) + ((nint)done * walk.Value)), Math.Min(Stretch, shape.Length - done), walk.Value);
            }
        }

        V center = sum / count;
        V deviations = V.Zero;
        V squares = V.Zero;
        for (int run = 0; run < shape.Runs; run++)
        {
            for (int done = 0; done < shape.Length; done += Stretch)
            {
                ref float x = ref V.At(ref source, ((nint)run * walk.Run) + ((nint)done * walk.Value));
                AddDeviations(ref x, Math.Min(Stretch, shape.Length - done), walk.Value, center, ref deviations, ref squares);
            }
        }

        V rest = deviations / count;
        mean = center + rest;
        V.Store(V.Max(V.Zero, (squares / count) - (rest * rest)) + V.Broadcast(epsilon), ref scale);
        for (int lane = 0; lane < V.Count; lane++)
        {
            Unsafe.Add(ref scale, lane) = 1f / MathF.Sqrt(Unsafe.Add(ref scale, lane));
        }
    }

    // Four sums, since each addition waits for the one before it on the same sum.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sum<V>(ref float x, int count, nint step)
        where V : struct, ILanes<V>
    {
        V sum0 = V.Zero, sum1 = V.Zero, sum2 = V.Zero, sum3 = V.Zero;
        int i = 0;
        for (; i <= count - 4; i += 4)
        {
            sum0 += V.Load(ref x);
            sum1 += V.Load(ref x, step);
            sum2 += V.Load(ref x, 2 * step);
            sum3 += V.Load(ref x, 3 * step);
            x = ref V.At(ref x, 4 * step);
        }

        for (; i < count; i++)
        {
            sum0 += V.Load(ref x);
            x = ref V.At(ref x, step);
        }

        return (sum0 + sum1) + (sum2 + sum3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddDeviations<V>(ref float x, int count, nint step, V center, ref V deviations, ref V squares)
        where V : struct, ILanes<V>
    {
        V sum0 = V.Zero, sum1 = V.Zero, sum2 = V.Zero, sum3 = V.Zero;
        V square0 = V.Zero, square1 = V.Zero, square2 = V.Zero, square3 = V.Zero;
        int i = 0;
        for (; i <= count - 4; i += 4)
        {
            V d0 = V.Load(ref x) - center, d1 = V.Load(ref x, step) - center;
            V d2 = V.Load(ref x, 2 * step) - center, d3 = V.Load(ref x, 3 * step) - center;
            sum0 += d0;
            sum1 += d1;
            sum2 += d2;
            sum3 += d3;
            V.Accumulate(ref square0, d0, d0);
            V.Accumulate(ref square1, d1, d1);
            V.Accumulate(ref square2, d2, d2);
            V.Accumulate(ref square3, d3, d3);
            x = ref V.At(ref x, 4 * step);
        }

        for (; i < count; i++)
        {
            V last = V.Load(ref x) - center;
            sum0 += last;
            V.Accumulate(ref square0, last, last);
            x = ref V.At(ref x, step);
        }

        deviations += (sum0 + sum1) + (sum2 + sum3);
        squares += (square0 + square1) + (square2 + square3);
    }

    // Σ g and Σ g · n of a set.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GradientSums<V>(
        SampleNormShape shape, ref float outGradient, ref float source, ref float weight, V mean, V scale, out V sum, out V product)
        where V : struct, ILanes<V>
    {
        (SampleNormWalk input, SampleNormWalk output, SampleNormWalk weights) = (shape.Input, shape.Output, shape.Weight);
        sum = V.Zero;
        product = V.Zero;
        for (int run = 0; run < shape.Runs; run++)
        {
            for (int done = 0; done < shape.Length; done += Stretch)
            {
                int count = Math.Min(Stretch, shape.Length - done);
                ref float x = ref V.At(ref source, ((nint)run * input.Run) + ((nint)done * input.Value));
                ref float d = ref V.At(ref outGradient, ((nint)run * output.Run) + ((nint)done * output.Value));
                ref float w = ref Unsafe.Add(ref weight, ((nint)run * weights.Run) + ((nint)done * weights.Value));
                V sum0 = V.Zero, sum1 = V.Zero, product0 = V.Zero, product1 = V.Zero;
                int i = 0;
                for (; i <= count - 2; i += 2)
                {
                    V g0 = V.Load(ref d) * V.Broadcast(ref w, 0), g1 = V.Load(ref d, output.Value) * V.Broadcast(ref w, weights.Value);
                    sum0 += g0;
                    sum1 += g1;
                    V.Accumulate(ref product0, g0, (V.Load(ref x) - mean) * scale);
                    V.Accumulate(ref product1, g1, (V.Load(ref x, input.Value) - mean) * scale);
                    x = ref V.At(ref x, 2 * input.Value);
                    d = ref V.At(ref d, 2 * output.Value);
                    w = ref Unsafe.Add(ref w, 2 * weights.Value);
                }

                if (i < count)
                {
                    V last = V.Load(ref d) * V.Broadcast(ref w, 0);
                    sum0 += last;
                    V.Accumulate(ref product0, last, (V.Load(ref x) - mean) * scale);
                }

                sum += sum0 + sum1;
                product += product0 + product1;
            }
        }
    }

    // Σ dOut and Σ dOut · n over the positions of a channel, in each lane.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LaneSums<V>(
        ref float d, ref float x, ref float mean, ref float scale, int setStep, int positions, ref float sums, ref float products)
        where V : struct, ILanes<V>
    {
        V sum = V.Zero;
        V product = V.Zero;
        for (int done = 0; done < positions; done += Stretch)
        {
            int end = Math.Min(done + Stretch, positions);
            V sum0 = V.Zero, sum1 = V.Zero, product0 = V.Zero, product1 = V.Zero;
            int i = done;
            for (; i <= end - 2; i += 2)
            {
                V d0 = V.Load(ref d, i), d1 = V.Load(ref d, i + 1);
                sum0 += d0;
                sum1 += d1;
                V.Accumulate(ref product0, d0, (V.Load(ref x, i) - V.Load(ref mean, (nint)i * setStep)) * V.Load(ref scale, (nint)i * setStep));
                V.Accumulate(ref product1, d1, (V.Load(ref x, i + 1) - V.Load(ref mean, (nint)(i + 1) * setStep)) * V.Load(ref scale, (nint)(i + 1) * setStep));
            }

            if (i < end)
            {
                V last = V.Load(ref d, i);
                sum0 += last;
                V.Accumulate(ref product0, last, (V.Load(ref x, i) - V.Load(ref mean, (nint)i * setStep)) * V.Load(ref scale, (nint)i * setStep));
            }

            sum += sum0 + sum1;
            product += product0 + product1;
        }

        V.Store(sum, ref sums);
        V.Store(product, ref products);
    }
}

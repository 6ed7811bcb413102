using System.ComponentModel;
using System.Runtime.CompilerServices;
using CnnGen.Numerics;

namespace CnnGen.Kernels;

/// <summary>
/// Batch normalisation of one micro-batch (Ioffe and Szegedy 2015, algorithm 1): what the micro-batch contributes to the statistics of a
/// batch, forward and backward, and what it makes of those of the whole batch.
/// </summary>
/// <remarks>
/// A lane whose weight is zero holds no sample: it is absent from each sum, and gets no gradient. Shapes are those of
/// <see cref="BatchNormShape"/>, per-channel arrays have one float a channel.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchNormalization
{
    /// <summary>Positions that are summed twice in a row, for their mean and around it: a stretch that stays in the first-level cache.</summary>
    private const int Stretch = 64;

    /// <summary>weight / √(variance + epsilon), by which a channel is multiplied.</summary>
    public static float Scale(float weight, float variance, float epsilon) => weight / MathF.Sqrt(variance + epsilon);

    /// <summary>The running statistics as a factor and a summand of each channel: scale = weight / √(var + epsilon), shift = bias − mean · scale.</summary>
    /// <param name="weight">The learned factors.</param>
    /// <param name="bias">The learned summands.</param>
    /// <param name="mean">The running means.</param>
    /// <param name="variance">The running variances.</param>
    /// <param name="epsilon">What is added to them.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="scale">The factors.</param>
    /// <param name="shift">The summands.</param>
    public static void Pack(
        ref float weight, ref float bias, ref float mean, ref float variance, float epsilon, int channels, ref float scale, ref float shift)
    {
        for (int channel = 0; channel < channels; channel++)
        {
            float factor = Scale(Unsafe.Add(ref weight, channel), Unsafe.Add(ref variance, channel), epsilon);
            Unsafe.Add(ref scale, channel) = factor;
            Unsafe.Add(ref shift, channel) = Unsafe.Add(ref bias, channel) - (Unsafe.Add(ref mean, channel) * factor);
        }
    }

    /// <summary>
    /// Folds a norm by its running statistics into the layer in front of it, in place: weight[outputs][terms] · scale, and (bias − mean) · scale +
    /// the norm's bias, with scale = the norm's weight / √(variance + epsilon).
    /// </summary>
    /// <param name="weight">The layer's weights.</param>
    /// <param name="bias">Its biases; zeros where it has none.</param>
    /// <param name="outputs">Filters, or outputs of a fully connected layer.</param>
    /// <param name="terms">Weights of one.</param>
    /// <param name="normWeight">The norm's learned factors.</param>
    /// <param name="normBias">Its learned summands.</param>
    /// <param name="mean">Its running means.</param>
    /// <param name="variance">Its running variances.</param>
    /// <param name="epsilon">What is added to them.</param>
    public static void Fold(
        ref float weight, ref float bias, int outputs, int terms, ref float normWeight, ref float normBias, ref float mean, ref float variance,
        float epsilon)
    {
        for (int output = 0; output < outputs; output++)
        {
            float scale = Scale(Unsafe.Add(ref normWeight, output), Unsafe.Add(ref variance, output), epsilon);
            ref float summand = ref Unsafe.Add(ref bias, output);
            summand = Unsafe.Add(ref normBias, output) + ((summand - Unsafe.Add(ref mean, output)) * scale);
            for (int term = 0; term < terms; term++)
            {
                Unsafe.Add(ref weight, ((nint)output * terms) + term) *= scale;
            }
        }
    }

    /// <summary>source[channels][positions] → the mean of each channel, and the sum of squared deviations from it.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="source">The input of the micro-batch.</param>
    /// <param name="sampleWeights">The weights of the 16 samples.</param>
    /// <param name="mean">The means.</param>
    /// <param name="squares">The sums of squared deviations.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Statistics<V>(BatchNormShape shape, ref float source, ref float sampleWeights, ref float mean, ref float squares)
        where V : struct, ILanes<V>
    {
        Span<float> buffers = stackalloc float[3 * MicroBatch.Samples];
        ref float means = ref buffers[0];
        ref float deviations = ref buffers[MicroBatch.Samples];
        ref float scratch = ref buffers[2 * MicroBatch.Samples];
        float samples = Samples(ref sampleWeights);
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            for (int part = 0; part < V.SubBlocks; part++)
            {
                nint plane = ((nint)part * shape.Channels) + channel;
                LaneStatistics(ref V.At(ref source, plane * shape.InputPlane), shape.Positions, out V laneMean, out V laneSquares);
                V.Store(laneMean, ref means, part);
                V.Store(laneSquares, ref deviations, part);
            }

            float meanOfMicroBatch = SumOfSamples<V>(ref means, ref sampleWeights, ref scratch) / samples;
            for (int part = 0; part < V.SubBlocks; part++)
            {
                V difference = V.Load(ref means, part) - V.Broadcast(meanOfMicroBatch);
                V.Store(V.MultiplyAdd(difference * difference, V.Broadcast(shape.Positions), V.Load(ref deviations, part)), ref deviations, part);
            }

            Unsafe.Add(ref mean, channel) = meanOfMicroBatch;
            Unsafe.Add(ref squares, channel) = SumOfSamples<V>(ref deviations, ref sampleWeights, ref scratch);
        }
    }

    /// <summary>(source[channels][positions] − mean) · scale + bias → activation → target[channels][positions].</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="source">The input of the micro-batch.</param>
    /// <param name="mean">The means of the batch.</param>
    /// <param name="scale">weight / √(variance + epsilon).</param>
    /// <param name="bias">The learned summands.</param>
    /// <param name="target">The output of the micro-batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normalize<V, TActivation>(
        BatchNormShape shape, ref float source, ref float mean, ref float scale, ref float bias, ref float target)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation
    {
        for (int plane = 0; plane < shape.Channels * V.SubBlocks; plane++)
        {
            int channel = plane % shape.Channels;
            V center = V.Broadcast(ref mean, channel);
            V factor = V.Broadcast(ref scale, channel);
            V summand = V.Broadcast(ref bias, channel);
            ref float x = ref V.At(ref source, (nint)plane * shape.InputPlane);
            ref float y = ref V.At(ref target, (nint)plane * shape.OutputPlane);
            for (int i = 0; i < shape.Positions; i++)
            {
                V.Store(TActivation.Apply(V.MultiplyAdd(V.Load(ref x, i) - center, factor, summand)), ref y, i);
            }
        }
    }

    /// <summary>source[channels][positions] · scale + shift → activation → target[channels][positions].</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="source">The input of the micro-batch.</param>
    /// <param name="scale">The factors that <see cref="Pack"/> made.</param>
    /// <param name="shift">The summands that it made.</param>
    /// <param name="target">The output of the micro-batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScaleAndShift<V, TActivation>(BatchNormShape shape, ref float source, ref float scale, ref float shift, ref float target)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation
    {
        for (int plane = 0; plane < shape.Channels * V.SubBlocks; plane++)
        {
            int channel = plane % shape.Channels;
            V factor = V.Broadcast(ref scale, channel);
            V summand = V.Broadcast(ref shift, channel);
            ref float x = ref V.At(ref source, (nint)plane * shape.InputPlane);
            ref float y = ref V.At(ref target, (nint)plane * shape.OutputPlane);
            for (int i = 0; i < shape.Positions; i++)
            {
                V.Store(TActivation.Apply(V.MultiplyAdd(V.Load(ref x, i), factor, summand)), ref y, i);
            }
        }
    }

    /// <summary>dOut[channels][positions] → Σ dOut and Σ dOut · (source − mean) of each channel.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="outGradient">The output gradient of the micro-batch, zero where there is no sample.</param>
    /// <param name="source">The input of the micro-batch.</param>
    /// <param name="mean">The means of the batch.</param>
    /// <param name="sums">Σ dOut.</param>
    /// <param name="products">Σ dOut · (source − mean).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void GradientSums<V>(
        BatchNormShape shape, ref float outGradient, ref float source, ref float mean, ref float sums, ref float products)
        where V : struct, ILanes<V>
    {
        Span<float> buffers = stackalloc float[2 * MicroBatch.Samples];
        ref float laneSums = ref buffers[0];
        ref float laneProducts = ref buffers[MicroBatch.Samples];
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            V center = V.Broadcast(ref mean, channel);
            for (int part = 0; part < V.SubBlocks; part++)
            {
                nint plane = ((nint)part * shape.Channels) + channel;
                ref float x = ref V.At(ref source, plane * shape.InputPlane);
                ref float d = ref V.At(ref outGradient, plane * shape.OutputPlane);
                V sum0 = V.Zero, sum1 = V.Zero, sum2 = V.Zero, sum3 = V.Zero;
                V product0 = V.Zero, product1 = V.Zero, product2 = V.Zero, product3 = V.Zero;
                int i = 0;
                for (; i <= shape.Positions - 4; i += 4)
                {
                    V d0 = V.Load(ref d, i), d1 = V.Load(ref d, i + 1), d2 = V.Load(ref d, i + 2), d3 = V.Load(ref d, i + 3);
                    sum0 += d0;
                    sum1 += d1;
                    sum2 += d2;
                    sum3 += d3;
                    V.Accumulate(ref product0, d0, V.Load(ref x, i) - center);
                    V.Accumulate(ref product1, d1, V.Load(ref x, i + 1) - center);
                    V.Accumulate(ref product2, d2, V.Load(ref x, i + 2) - center);
                    V.Accumulate(ref product3, d3, V.Load(ref x, i + 3) - center);
                }

                for (; i < shape.Positions; i++)
                {
                    V last = V.Load(ref d, i);
                    sum0 += last;
                    V.Accumulate(ref product0, last, V.Load(ref x, i) - center);
                }

                V.Store((sum0 + sum1) + (sum2 + sum3), ref laneSums, part);
                V.Store((product0 + product1) + (product2 + product3), ref laneProducts, part);
            }

            Unsafe.Add(ref sums, channel) = SubBlockSums.OfFeature<V>(ref laneSums, 1);
            Unsafe.Add(ref products, channel) = SubBlockSums.OfFeature<V>(ref laneProducts, 1);
        }
    }

    /// <summary>
    /// dOut[channels][positions] · scale + (source − mean) · slope + offset, × derivative of the activation behind source → dIn[channels][positions]:
    /// the gradient through mean and variance as well, whose parts of a channel are slope and offset.
    /// </summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="outGradient">The output gradient of the micro-batch.</param>
    /// <param name="source">The input of the micro-batch.</param>
    /// <param name="sampleWeights">The weights of the 16 samples.</param>
    /// <param name="mean">The means of the batch.</param>
    /// <param name="scale">weight / √(variance + epsilon).</param>
    /// <param name="slope">−scale / (variance + epsilon) · Σ dOut · (source − mean) / values of the channel in the batch.</param>
    /// <param name="offset">−scale · Σ dOut / values of the channel in the batch.</param>
    /// <param name="inGradient">The input gradient of the micro-batch; it may overwrite the input.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void InputGradient<V, TActivation>(
        BatchNormShape shape, ref float outGradient, ref float source, ref float sampleWeights, ref float mean, ref float scale, ref float slope,
        ref float offset, ref float inGradient)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation
    {
        for (int plane = 0; plane < shape.Channels * V.SubBlocks; plane++)
        {
            int channel = plane % shape.Channels;
            V isSample = V.Load(ref sampleWeights, plane / shape.Channels);
            V center = V.Broadcast(ref mean, channel);
            V factor = V.Broadcast(ref scale, channel);
            V rise = V.Broadcast(ref slope, channel);
            V summand = V.Broadcast(ref offset, channel);
            ref float x = ref V.At(ref source, (nint)plane * shape.InputPlane);
            ref float d = ref V.At(ref outGradient, (nint)plane * shape.OutputPlane);
            ref float dx = ref V.At(ref inGradient, (nint)plane * shape.InputPlane);
            for (int i = 0; i < shape.Positions; i++)
            {
                V value = V.Load(ref x, i);
                V gradient = V.MultiplyAdd(V.Load(ref d, i), factor, V.MultiplyAdd(value - center, rise, summand));
                V.Store(TActivation.Differentiate(V.SelectGreater(isSample, V.Zero, gradient, V.Zero), value), ref dx, i);
            }
        }
    }

    /// <summary>
    /// dOut[channels][positions] · scale, × derivative of the activation behind source → dIn[channels][positions]: the gradient where mean and
    /// variance do not depend on the batch.
    /// </summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="outGradient">The output gradient of the micro-batch.</param>
    /// <param name="source">The input of the micro-batch; any values where there is no activation.</param>
    /// <param name="scale">The factors that <see cref="Pack"/> made.</param>
    /// <param name="inGradient">The input gradient of the micro-batch; it may overwrite the input.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScaleGradient<V, TActivation>(
        BatchNormShape shape, ref float outGradient, ref float source, ref float scale, ref float inGradient)
        where V : struct, ILanes<V>
        where TActivation : struct, IActivation
    {
        for (int plane = 0; plane < shape.Channels * V.SubBlocks; plane++)
        {
            V factor = V.Broadcast(ref scale, plane % shape.Channels);
            ref float x = ref V.At(ref source, (nint)plane * shape.InputPlane);
            ref float d = ref V.At(ref outGradient, (nint)plane * shape.OutputPlane);
            ref float dx = ref V.At(ref inGradient, (nint)plane * shape.InputPlane);
            for (int i = 0; i < shape.Positions; i++)
            {
                V.Store(TActivation.Differentiate(V.Load(ref d, i) * factor, V.Load(ref x, i)), ref dx, i);
            }
        }
    }

    // Mean and squared deviations of each lane, stretch by stretch: those of a stretch around its own mean, and put together
    // by the formula of Chan, Golub and LeVeque (Updating formulae and a pairwise algorithm for computing sample variances, 1979).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LaneStatistics<V>(ref float source, int positions, out V mean, out V squares)
        where V : struct, ILanes<V>
    {
        mean = V.Zero;
        squares = V.Zero;
        for (int done = 0; done < positions; done += Stretch)
        {
            int count = Math.Min(Stretch, positions - done);
            ref float x = ref V.At(ref source, done);
            V ofStretch = Sum<V>(ref x, count) * V.Broadcast(1f / count);
            V difference = ofStretch - mean;
            squares += V.MultiplyAdd(difference * difference, V.Broadcast((float)done * count / (done + count)), SquaresAround(ref x, count, ofStretch));
            mean = V.MultiplyAdd(difference, V.Broadcast((float)count / (done + count)), mean);
        }
    }

    // Four sums, since each addition waits for the one before it on the same sum.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sum<V>(ref float x, int count)
        where V : struct, ILanes<V>
    {
        V sum0 = V.Zero, sum1 = V.Zero, sum2 = V.Zero, sum3 = V.Zero;
        int i = 0;
        for (; i <= count - 4; i += 4)
        {
            sum0 += V.Load(ref x, i);
            sum1 += V.Load(ref x, i + 1);
            sum2 += V.Load(ref x, i + 2);
            sum3 += V.Load(ref x, i + 3);
        }

        for (; i < count; i++)
        {
            sum0 += V.Load(ref x, i);
        }

        return (sum0 + sum1) + (sum2 + sum3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SquaresAround<V>(ref float x, int count, V center)
        where V : struct, ILanes<V>
    {
        V sum0 = V.Zero, sum1 = V.Zero, sum2 = V.Zero, sum3 = V.Zero;
        int i = 0;
        for (; i <= count - 4; i += 4)
        {
            V d0 = V.Load(ref x, i) - center, d1 = V.Load(ref x, i + 1) - center;
            V d2 = V.Load(ref x, i + 2) - center, d3 = V.Load(ref x, i + 3) - center;
            V.Accumulate(ref sum0, d0, d0);
            V.Accumulate(ref sum1, d1, d1);
            V.Accumulate(ref sum2, d2, d2);
            V.Accumulate(ref sum3, d3, d3);
        }

        for (; i < count; i++)
        {
            V last = V.Load(ref x, i) - center;
            V.Accumulate(ref sum0, last, last);
        }

        return (sum0 + sum1) + (sum2 + sum3);
    }

    // By the tree over the 16 lanes; a lane without a sample adds zero, whatever it holds.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float SumOfSamples<V>(ref float lanes, ref float sampleWeights, ref float scratch)
        where V : struct, ILanes<V>
    {
        for (int part = 0; part < V.SubBlocks; part++)
        {
            V.Store(V.SelectGreater(V.Load(ref sampleWeights, part), V.Zero, V.Load(ref lanes, part), V.Zero), ref scratch, part);
        }

        return SubBlockSums.OfFeature<V>(ref scratch, 1);
    }

    private static int Samples(ref float sampleWeights)
    {
        int samples = 0;
        for (int lane = 0; lane < MicroBatch.Samples; lane++)
        {
            samples += Unsafe.Add(ref sampleWeights, lane) > 0f ? 1 : 0;
        }

        return samples;
    }
}

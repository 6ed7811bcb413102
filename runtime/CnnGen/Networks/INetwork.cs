using System.ComponentModel;
using CnnGen.Numerics;
using CnnGen.Parameters;

namespace CnnGen.Networks;

/// <summary>
/// What the generator writes for a network, and what training and prediction run. Each method works on one micro-batch of 16
/// samples in an arena whose layout <see cref="Layout"/> gives; none allocates, none touches anything but its arguments,
/// so that threads may run micro-batches side by side.
/// </summary>
/// <typeparam name="TSelf">The network.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface INetwork<TSelf>
    where TSelf : class, INetwork<TSelf>
{
    /// <summary>Sizes, shapes and the layout of memory.</summary>
    static abstract NetworkLayout Layout { get; }

    /// <summary>The weights and biases of this instance.</summary>
    ParameterSet Parameters { get; }

    /// <summary>Writes one part of what <see cref="Forward"/> and <see cref="BackwardPhase"/> read in place of parameters.</summary>
    /// <param name="task">Which part: 0 to <see cref="NetworkLayout.PackTasks"/> − 1.</param>
    /// <param name="parameters">The arena of all parameters.</param>
    /// <param name="packed"><see cref="NetworkLayout.PackedLength"/> floats.</param>
    static abstract void Pack<V>(int task, ref float parameters, ref float packed)
        where V : struct, ILanes<V>;

    /// <summary>
    /// Computes every activation of a micro-batch, up to and including the scores, with the running statistics where a layer normalises, from the input that lies in the arena at
    /// <see cref="NetworkLayout.InputOffset"/>.
    /// </summary>
    static abstract void Forward<V>(ref float parameters, ref float packed, ref float arena)
        where V : struct, ILanes<V>;

    /// <summary>
    /// Runs one phase of the forward pass in training, in which layers that normalise over the batch take its own statistics: from
    /// after such a layer up to what the next one has to know of the micro-batch. A network without them has one phase. Heads beside the network run here and not in <see cref="Forward"/>.
    /// </summary>
    /// <param name="phase">Which: 0 to the number of <see cref="NetworkLayout.Norms"/>, in this order.</param>
    /// <param name="parameters">The arena of all parameters.</param>
    /// <param name="packed">What <see cref="Pack"/> made of them.</param>
    /// <param name="arena">The arena of the micro-batch, as the phase before left it.</param>
    /// <param name="sampleWeights">16 weights of samples; zero for a lane without a sample.</param>
    /// <param name="batchStatistics">The statistics of the batch, of <see cref="NetworkLayout.BatchStatisticsLength"/> floats.</param>
    /// <param name="partialStatistics">What the micro-batch reports, in <see cref="NetworkLayout.PartialStatisticsLength"/> floats.</param>
    static abstract void ForwardPhase<V>(
        int phase, ref float parameters, ref float packed, ref float arena, ref float sampleWeights, ref float batchStatistics, ref float partialStatistics)
        where V : struct, ILanes<V>;

    /// <summary>
    /// Runs one step of <see cref="Forward"/>, so that what it computes can be read before a later step takes its place.
    /// </summary>
    /// <param name="step">Which: 0 to the number of <see cref="NetworkLayout.Steps"/> − 1, in this order.</param>
    /// <param name="parameters">The arena of all parameters.</param>
    /// <param name="packed">What <see cref="Pack"/> made of them.</param>
    /// <param name="arena">The arena of the micro-batch.</param>
    static abstract void ForwardStep<V>(int step, ref float parameters, ref float packed, ref float arena)
        where V : struct, ILanes<V>;

    /// <summary>
    /// Writes the loss of each of the 16 samples, from the activations that <see cref="Forward"/> left and the labels. A
    /// network that predicts numbers does not read labels, but the targets at <see cref="NetworkLayout.TargetOffset"/>.
    /// </summary>
    static abstract void Loss<V>(ref float arena, ref int labels, ref float losses)
        where V : struct, ILanes<V>;

    /// <summary>
    /// Propagates the gradient of the weighted loss back, in phases as well: from the loss, or from a layer that normalises over the
    /// batch, to the next such layer or the first one. Adds to <paramref name="gradient"/> what
    /// the micro-batch contributes to the gradients below <see cref="NetworkLayout.MicroBatchGradientLength"/>, and leaves in
    /// <paramref name="kept"/> what <see cref="BatchGradient"/> needs for the others.
    /// </summary>
    /// <param name="phase">Which: 0 to the number of <see cref="NetworkLayout.Norms"/>, in this order.</param>
    /// <param name="parameters">The arena of all parameters.</param>
    /// <param name="packed">What <see cref="Pack"/> made of them.</param>
    /// <param name="arena">The arena of the micro-batch, as the phase before left it.</param>
    /// <param name="labels">16 class numbers; not read by a network that predicts numbers.</param>
    /// <param name="sampleWeights">16 weights of samples; zero for a lane without a sample.</param>
    /// <param name="batchStatistics">The statistics of the batch.</param>
    /// <param name="partialStatistics">What the micro-batch reports.</param>
    /// <param name="kept"><see cref="NetworkLayout.KeptLength"/> floats of this micro-batch.</param>
    /// <param name="gradient">A gradient of all parameters that come before <see cref="NetworkLayout.MicroBatchGradientLength"/>.</param>
    static abstract void BackwardPhase<V>(
        int phase, ref float parameters, ref float packed, ref float arena, ref int labels, ref float sampleWeights, ref float batchStatistics,
        ref float partialStatistics, ref float kept, ref float gradient)
        where V : struct, ILanes<V>;

    /// <summary>
    /// Writes one part of the gradients that are summed over the whole batch at once, sample after sample.
    /// </summary>
    /// <param name="task">Which part: 0 to <see cref="NetworkLayout.BatchGradientTasks"/> − 1.</param>
    /// <param name="kept">What <see cref="BackwardPhase"/> kept, micro-batch after micro-batch.</param>
    /// <param name="microBatches">The micro-batches of the batch.</param>
    /// <param name="gradient">The gradient of all parameters.</param>
    static abstract void BatchGradient<V>(int task, ref float kept, int microBatches, ref float gradient)
        where V : struct, ILanes<V>;

    /// <summary>Writes the weights in the form in which <see cref="PredictSample"/> reads them.</summary>
    /// <param name="parameters">The arena of all parameters.</param>
    /// <param name="packed"><see cref="NetworkLayout.InferencePackedLength"/> floats; the form depends on the width of vectors.</param>
    static abstract void PackInference<V>(ref float parameters, ref float packed)
        where V : struct, ILanes<V>;

    /// <summary>
    /// Computes the scores of one sample, which are then at <see cref="NetworkLayout.InferenceOutputOffset"/>. Lanes are channels
    /// of the same sample here, and not samples.
    /// </summary>
    /// <param name="parameters">The arena of all parameters.</param>
    /// <param name="packed">What <see cref="PackInference"/> made of them.</param>
    /// <param name="sample"><see cref="NetworkLayout.InputSize"/> floats, as they come.</param>
    /// <param name="arena">
    /// <see cref="NetworkLayout.InferenceArenaLength"/> floats, of which the first
    /// <see cref="NetworkLayout.InferenceBorderedLength"/> were zero before its first use and belong to this network alone.
    /// </param>
    static abstract void PredictSample<V>(ref float parameters, ref float packed, ref readonly float sample, ref float arena)
        where V : struct, ILanes<V>;
}

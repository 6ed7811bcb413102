using System.ComponentModel;
using CnnGen.Memory;
using CnnGen.Numerics;
using CnnGen.Parameters;

namespace CnnGen.Networks;

/// <summary>The sizes of a network and the layout of the memory in which its kernels work. All offsets count floats.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class NetworkLayout
{
    /// <summary>The name of the network's class.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// What the network computes, whatever it is called: its input, then its layers, with every argument that is not the default one.
    /// </summary>
    public required string Architecture { get; init; }

    /// <summary>The SHA-256 of <see cref="Architecture"/> in UTF-8, as lower-case hexadecimal digits. Weights are saved with it.</summary>
    public required string ArchitectureHash { get; init; }

    /// <summary>The input: channels, height, width; or channels, length; or features.</summary>
    public required IReadOnlyList<int> InputShape { get; init; }

    /// <summary>Floats of one sample.</summary>
    public required int InputSize { get; init; }

    /// <summary>Scores of one sample.</summary>
    public required int OutputSize { get; init; }

    /// <summary>What the scores mean.</summary>
    public required PredictionKind Predicts { get; init; }

    /// <summary>The classes that the scores tell apart; 0 for a network that predicts numbers.</summary>
    public int ClassCount => Predicts switch
    {
        PredictionKind.Classes => OutputSize,
        PredictionKind.TwoClasses => 2,
        _ => 0,
    };

    /// <summary>Every parameter tensor, in the order of the layers.</summary>
    public required IReadOnlyList<ParameterLayout> Parameters { get; init; }

    /// <summary>Floats of the arena that holds all parameters, padding between tensors included: a multiple of 16.</summary>
    public required int ParameterLength { get; init; }

    /// <summary>
    /// Parameters from this offset on, a multiple of 16, are frozen: they have no gradient, and training leaves them as
    /// they are.
    /// </summary>
    public required int LearnedLength { get; init; }

    /// <summary>The gradients of parameters below this offset, a multiple of 16, are summed micro-batch by micro-batch, the others that learn over the whole batch.</summary>
    public required int MicroBatchGradientLength { get; init; }

    /// <summary>
    /// The partial gradients into which micro-batches are summed: micro-batch b goes to slot b modulo this number. It depends on the
    /// network alone, so that the order of each sum does not depend on the number of threads.
    /// </summary>
    public required int GradientSlots { get; init; }

    /// <summary>Independent parts of the gradients that are summed over the whole batch.</summary>
    public required int BatchGradientTasks { get; init; }

    /// <summary>Floats of weights in the form in which kernels read them, beside the parameters themselves.</summary>
    public required int PackedLength { get; init; }

    /// <summary>Independent parts in which those are made.</summary>
    public required int PackTasks { get; init; }

    /// <summary>Floats of the arena in which one micro-batch goes forward and backward.</summary>
    public required int ArenaLength { get; init; }

    /// <summary>Where the input lies in that arena.</summary>
    public required int InputOffset { get; init; }

    /// <summary>Where the scores lie in that arena.</summary>
    public required int OutputOffset { get; init; }

    /// <summary>
    /// Where the targets of a network that predicts numbers lie in that arena, in lanes: <see cref="OutputSize"/> floats a
    /// sample.
    /// </summary>
    public int TargetOffset { get; init; }

    /// <summary>
    /// The layers that normalise over the batch, in the order in which a step runs them. Each ends a phase, forward and backward; between
    /// phases every micro-batch of a batch keeps its arena.
    /// </summary>
    public IReadOnlyList<NormLayout> Norms { get; init; } = [];

    /// <summary>Floats of their statistics of a batch.</summary>
    public int BatchStatisticsLength { get; init; }

    /// <summary>Floats of what a micro-batch reports for them.</summary>
    public int PartialStatisticsLength { get; init; }

    /// <summary>Where dropout layers find the state of a training step in that arena; −1 where there are none.</summary>
    public int DropoutOffset { get; init; } = -1;

    /// <summary>The steps of the forward pass, in their order.</summary>
    public required IReadOnlyList<StepLayout> Steps { get; init; }

    /// <summary>Floats that a micro-batch keeps for the gradients that are summed over the whole batch.</summary>
    public required int KeptLength { get; init; }

    /// <summary>
    /// Where among them the samples of the micro-batch lie as they were read, in panels of 16 features; −1 where nothing reads them there.
    /// </summary>
    public int KeptInputOffset { get; init; } = -1;

    /// <summary>Floats of weights in the form in which the prediction of one sample reads them.</summary>
    public required int InferencePackedLength { get; init; }

    /// <summary>Floats of the arena in which one sample is predicted.</summary>
    public required int InferenceArenaLength { get; init; }

    /// <summary>
    /// Floats at the beginning of that arena that hold images with a border of zeros. The border is never written, so that it
    /// has to be zero before the first sample alone.
    /// </summary>
    public required int InferenceBorderedLength { get; init; }

    /// <summary>Where the scores lie in that arena.</summary>
    public required int InferenceOutputOffset { get; init; }

    /// <summary>Multiply-adds of one sample's forward pass, taps on padding included.</summary>
    public required long ForwardMultiplyAdds { get; init; }

    /// <summary>Multiply-adds of one sample's training step: forward, weight gradients, and input gradients but the first.</summary>
    public required long TrainingMultiplyAdds { get; init; }

    /// <summary>
    /// The bytes of floats and integers that a model and one thread that predicts single samples with it hold: parameters,
    /// weights as kernels read them, and the arena of a sample, each with the room for its alignment. Headers of objects are
    /// not counted, nor the scores that each prediction returns. Every further thread adds the arena alone.
    /// </summary>
    public long InferenceBytes =>
        Arena.BytesFor(ParameterLength) + Arena.BytesFor(InferencePackedLength) + Arena.BytesFor(InferenceArenaLength);

    /// <summary>
    /// The bytes of floats and integers that a model and one thread that has predicted a batch hold besides: weights as those
    /// kernels read them, and the arena of a micro-batch.
    /// </summary>
    public long BatchInferenceBytes => Arena.BytesFor(PackedLength) + WorkspaceBytes;

    private long WorkspaceBytes =>
        Arena.BytesFor(ArenaLength) + ((long)sizeof(float) * MicroBatch.Samples * Math.Max(InputSize, OutputSize));

    /// <summary>
    /// The bytes of floats and integers that a trainer and its model hold while they train: parameters, their gradient, the
    /// optimiser's state, partial gradients, weights as kernels read them, what micro-batches keep for the gradients of the
    /// whole batch, indices, labels and losses of the batch, and an arena for each thread, or for each micro-batch with its statistics where
    /// a layer normalises over the batch; each with the room for its
    /// alignment. Headers of objects are not counted, nor the dataset with the order in which it is taken, nor what
    /// evaluation allocates meanwhile.
    /// </summary>
    /// <param name="batchSize">The samples of a step, at least 1.</param>
    /// <param name="threads">The most threads to use, at least 1; those beyond the gradient slots of a batch take no memory.</param>
    /// <param name="optimizerBytes">The bytes of the optimiser's state, at least 0: what its <c>StateBytes</c> gives.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public long TrainingBytes(int batchSize, int threads, long optimizerBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(optimizerBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        long microBatches = MicroBatch.CountFor(batchSize);
        int slots = SlotsFor(batchSize);
        long indices = (long)sizeof(int) * batchSize;
        long labels = (sizeof(int) + sizeof(int) + sizeof(float) + sizeof(float)) * microBatches * MicroBatch.Samples;
        return Arena.BytesFor(ParameterLength)
            + Arena.BytesFor(LearnedLength)
            + optimizerBytes
            + Arena.BytesFor((long)slots * MicroBatchGradientLength)
            + Arena.BytesFor(PackedLength)
            + Arena.BytesFor(microBatches * KeptLength)
            + indices
            + labels
            + (Norms.Count == 0 ? 0 : Arena.BytesFor(BatchStatisticsLength + (microBatches * PartialStatisticsLength)))
            + (WorkspacesFor((int)microBatches, threads) * WorkspaceBytes);
    }

    /// <summary>The gradient slots that batches of at most so many samples fill.</summary>
    internal int SlotsFor(int batchSize) => Math.Min(GradientSlots, MicroBatch.CountFor(batchSize));

    /// <summary>The arenas in which so many micro-batches are trained: one a thread, since a micro-batch is done when the next one begins, or one a micro-batch.</summary>
    internal int WorkspacesFor(int microBatches, int threads) => Norms.Count == 0 ? Math.Min(threads, Math.Min(GradientSlots, microBatches)) : microBatches;
}

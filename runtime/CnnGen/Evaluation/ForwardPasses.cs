using System.Runtime.CompilerServices;
using CnnGen.Execution;
using CnnGen.Memory;
using CnnGen.Networks;
using CnnGen.Numerics;

namespace CnnGen;

/// <summary>The forward pass and the loss of each micro-batch; a task is a micro-batch.</summary>
/// <param name="kernels">The kernels.</param>
/// <param name="parameters">The weights.</param>
/// <param name="packed">The weights as kernels read them.</param>
/// <param name="batch">The samples.</param>
/// <param name="scores">Filled with the scores of all samples where there is room for them.</param>
/// <param name="predicted">Shown the scores of each sample; <see langword="null"/> where they belong to no class.</param>
/// <param name="workers">The most threads.</param>
/// <param name="cancellation">Ends the work before the next micro-batch.</param>
internal sealed class ForwardPasses<T>(
    MicroBatchKernels<T> kernels, Arena parameters, PackedWeights<T> packed, Batch batch, float[] scores, PredictedClasses? predicted, int workers,
    CancellationToken cancellation)
    : IParallelWork
    where T : class, INetwork<T>
{
    private readonly int _outputs = T.Layout.OutputSize;
    private readonly MicroBatchWorkspace<T>[] _workspaces =
        [.. Enumerable.Range(0, workers).Select(_ => new MicroBatchWorkspace<T>(kernels))];

    public void Run(int task, int worker)
    {
        cancellation.ThrowIfCancellationRequested();
        MicroBatchWorkspace<T> workspace = _workspaces[worker];
        ref float arena = ref workspace.Arena;
        workspace.Load(batch.Data, batch.Indices(task), batch.Labels(task), ref Unsafe.NullRef<float>());
        kernels.Forward(ref parameters.Origin, ref packed.Origin, ref arena);
        kernels.Loss(ref arena, ref batch.Labels(task)[0], ref batch.Losses(task)[0]);
        kernels.Classify(ref arena, ref batch.Classes(task)[0]);
        int first = task * MicroBatch.Samples;
        ReadOnlySpan<float> rows = workspace.ReadScores(batch.Indices(task).Length);
        if (scores.Length > 0)
        {
            rows.CopyTo(scores.AsSpan(first * _outputs));
        }

        for (int lane = 0; predicted is not null && lane < rows.Length / _outputs; lane++)
        {
            predicted.Look(first + lane, rows.Slice(lane * _outputs, _outputs));
        }
    }
}

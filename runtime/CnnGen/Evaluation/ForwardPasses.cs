using System.Runtime.CompilerServices;
using CnnGen.Execution;
using CnnGen.Memory;
using CnnGen.Networks;
using CnnGen.Numerics;

namespace CnnGen;

/// <summary>The forward pass and the loss of each micro-batch; a task is a micro-batch. Scores are kept where there is room for them.</summary>
internal sealed class ForwardPasses<T>(
    MicroBatchKernels<T> kernels, Arena parameters, PackedWeights<T> packed, Batch batch, float[] scores, int workers, CancellationToken cancellation)
    : IParallelWork
    where T : class, INetwork<T>
{
    private readonly NetworkLayout _layout = T.Layout;
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
        if (scores.Length > 0)
        {
            int first = task * MicroBatch.Samples * _layout.OutputSize;
            workspace.ReadScores(scores.AsSpan(first, batch.Indices(task).Length * _layout.OutputSize));
        }
    }
}

using System.Runtime.CompilerServices;
using CnnGen.Kernels;
using CnnGen.Networks;
using CnnGen.Parameters;

namespace CnnGen.Training;

/// <summary>The forward pass and the loss of each block; a task is a block. Scores are kept where there is room for them.</summary>
internal sealed class ForwardPasses<T>(
    BlockKernels<T> kernels, Arena parameters, PackedWeights<T> packed, Batch batch, float[] scores, int workers, CancellationToken cancellation)
    : IParallelWork
    where T : class, INetwork<T>
{
    private readonly NetworkPlan _plan = T.Plan;
    private readonly BlockWorkspace<T>[] _workspaces =
        [.. Enumerable.Range(0, workers).Select(_ => new BlockWorkspace<T>(kernels))];

    public void Run(int task, int worker)
    {
        cancellation.ThrowIfCancellationRequested();
        BlockWorkspace<T> workspace = _workspaces[worker];
        ref float arena = ref workspace.Arena;
        workspace.Load(batch.Data, batch.Indices(task), batch.Labels(task), ref Unsafe.NullRef<float>());
        kernels.Forward(ref parameters.Origin, ref packed.Origin, ref arena);
        kernels.Loss(ref arena, ref batch.Labels(task)[0], ref batch.Losses(task)[0]);
        kernels.Classify(ref arena, ref batch.Classes(task)[0]);
        if (scores.Length > 0)
        {
            int first = task * Block.Samples * _plan.OutputSize;
            workspace.ReadScores(scores.AsSpan(first, batch.Indices(task).Length * _plan.OutputSize));
        }
    }
}

using CnnGen.Memory;
using CnnGen.Networks;

namespace CnnGen.Execution;

/// <summary>
/// Weights in the form in which kernels read them, made once from the parameters before the micro-batches of a batch run; a
/// task is a part of them.
/// </summary>
internal sealed class PackedWeights<T>(MicroBatchKernels<T> kernels, Arena parameters) : IParallelWork
    where T : class, INetwork<T>
{
    private readonly Arena _packed = new(T.Layout.PackedLength);

    /// <summary>The first float; kernels step from it without a bounds check.</summary>
    public ref float Origin => ref _packed.Origin;

    /// <summary>Makes them anew from the parameters as they are now.</summary>
    public void Refresh(int threads) => WorkerPool.Shared.Run(this, T.Layout.PackTasks, threads);

    public void Run(int task, int worker) => kernels.Pack(task, ref parameters.Origin, ref _packed.Origin);
}

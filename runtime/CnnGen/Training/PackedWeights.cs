using CnnGen.Networks;
using CnnGen.Parameters;

namespace CnnGen.Training;

/// <summary>
/// Weights in the form in which kernels read them, made once from the parameters before the blocks of a batch run; a
/// task is a part of them.
/// </summary>
internal sealed class PackedWeights<T>(BlockKernels<T> kernels, Arena parameters) : IParallelWork
    where T : class, INetwork<T>
{
    private readonly Arena _packed = new(T.Plan.PackedLength);

    /// <summary>The first float; kernels step from it without a bounds check.</summary>
    public ref float Origin => ref _packed.Origin;

    /// <summary>Makes them anew from the parameters as they are now.</summary>
    public void Refresh(int threads) => WorkerPool.Shared.Run(this, T.Plan.PackTasks, threads);

    public void Run(int task, int worker) => kernels.Pack(task, ref parameters.Origin, ref _packed.Origin);
}

using CnnGen.Training;

namespace CnnGen.Parameters;

/// <summary>The form in which the kernels of a block read the weights.</summary>
internal sealed class BlockWeights : InferenceWeights
{
    protected override Arena Pack<T>(Arena parameters, BlockKernels<T> kernels)
    {
        var weights = new Arena(T.Plan.PackedLength);
        for (int task = 0; task < T.Plan.PackTasks; task++)
        {
            kernels.Pack(task, ref parameters.Origin, ref weights.Origin);
        }

        return weights;
    }
}

using CnnGen.Training;

namespace CnnGen.Parameters;

/// <summary>The form in which the prediction of one sample reads the weights.</summary>
internal sealed class SampleWeights : InferenceWeights
{
    protected override Arena Pack<T>(Arena parameters, BlockKernels<T> kernels)
    {
        var weights = new Arena(T.Plan.InferencePackedLength);
        kernels.PackInference(ref parameters.Origin, ref weights.Origin);
        return weights;
    }
}

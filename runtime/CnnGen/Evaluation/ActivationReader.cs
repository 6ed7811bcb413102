using CnnGen.Kernels;
using CnnGen.Networks;
using CnnGen.Parameters;
using CnnGen.Training;

namespace CnnGen;

/// <summary>Shows what goes on between the layers of a network: feature maps, to be looked at or worked with.</summary>
public static class ActivationReader
{
    /// <summary>Runs the network on one sample and keeps what each layer computes.</summary>
    /// <param name="model">The network. Several threads may read at once, as long as none trains it.</param>
    /// <param name="sample">One sample: channels, height, width; row-major.</param>
    /// <returns>
    /// The layers in their order. An activation directly behind a layer is part of it; flattening, which moves nothing,
    /// is none.
    /// </returns>
    /// <exception cref="ArgumentException">The sample has another length.</exception>
    public static IReadOnlyList<LayerOutput> Activations<T>(this T model, ReadOnlySpan<float> sample)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        NetworkPlan plan = T.Plan;
        Predictor.ThrowUnlessSample(plan, sample.Length, nameof(sample));
        BlockKernels<T> kernels = BlockKernels<T>.For(LaneWidth.Widest);
        Arena parameters = model.Parameters.Arena;
        var packed = new PackedWeights<T>(kernels, parameters);
        packed.Refresh(threads: 1);
        var workspace = new BlockWorkspace<T>(kernels);
        workspace.Load(sample);
        var outputs = new LayerOutput[plan.Steps.Count];
        for (int step = 0; step < outputs.Length; step++)
        {
            kernels.ForwardStep(step, ref parameters.Origin, ref packed.Origin, ref workspace.Arena);
            outputs[step] = new LayerOutput(
                plan.Steps[step].Name, plan.Steps[step].Shape, kernels.ReadFirst(plan.Steps[step], ref workspace.Arena));
        }

        return outputs;
    }
}

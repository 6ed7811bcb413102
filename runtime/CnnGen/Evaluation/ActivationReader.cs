using CnnGen.Execution;
using CnnGen.Memory;
using CnnGen.Networks;

namespace CnnGen;

/// <summary>Shows what goes on between the layers of a network: feature maps, to be looked at or worked with.</summary>
public static class ActivationReader
{
    /// <summary>Runs the network on one sample and keeps what each layer computes.</summary>
    /// <param name="model">The network. Several threads may read at once, as long as none trains it.</param>
    /// <param name="sample">One sample: channels, height, width; row-major.</param>
    /// <returns>
    /// The layers in their order. An activation directly after a layer is part of it; flattening, which moves nothing,
    /// is none.
    /// </returns>
    /// <exception cref="ArgumentException">The sample has another length.</exception>
    public static IReadOnlyList<LayerOutput> Activations<T>(this T model, ReadOnlySpan<float> sample)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        NetworkLayout layout = T.Layout;
        Predictor.ThrowUnlessSample(layout, sample.Length, nameof(sample));
        MicroBatchKernels<T> kernels = MicroBatchKernels<T>.For(LaneWidth.Widest);
        Arena parameters = model.Parameters.Arena;
        var packed = new PackedWeights<T>(kernels, parameters);
        packed.Refresh(threads: 1);
        var workspace = new MicroBatchWorkspace<T>(kernels);
        workspace.Load(sample);
        var outputs = new LayerOutput[layout.Steps.Count];
        for (int step = 0; step < outputs.Length; step++)
        {
            kernels.ForwardStep(step, ref parameters.Origin, ref packed.Origin, ref workspace.Arena);
            outputs[step] = new LayerOutput(
                layout.Steps[step].Name, layout.Steps[step].Shape, kernels.ReadFirst(layout.Steps[step], ref workspace.Arena));
        }

        return outputs;
    }
}

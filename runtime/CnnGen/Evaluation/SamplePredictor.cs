using System.Runtime.InteropServices;
using CnnGen.Kernels;
using CnnGen.Networks;
using CnnGen.Parameters;
using CnnGen.Training;

namespace CnnGen;

/// <summary>Runs a network on one sample, in memory that each thread has for itself.</summary>
internal static class SamplePredictor<T>
    where T : class, INetwork<T>
{
    private static readonly BlockKernels<T> s_kernels = BlockKernels<T>.For(LaneWidth.Widest);

    [ThreadStatic]
    private static Arena? t_arena;

    public static void Predict(T model, ReadOnlySpan<float> sample, Span<float> scores)
    {
        Arena weights = model.Parameters.SampleWeights.Of(model.Parameters, s_kernels);
        Arena arena = t_arena ??= new Arena(T.Plan.InferenceArenaLength);
        s_kernels.Infer(
            ref model.Parameters.Arena.Origin, ref weights.Origin, ref MemoryMarshal.GetReference(sample), ref arena.Origin);
        arena.Span.Slice(T.Plan.InferenceOutputOffset, scores.Length).CopyTo(scores);
    }
}

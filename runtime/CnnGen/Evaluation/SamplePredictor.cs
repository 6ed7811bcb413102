using System.Runtime.InteropServices;
using CnnGen.Execution;
using CnnGen.Memory;
using CnnGen.Networks;

namespace CnnGen;

/// <summary>Runs a network on one sample, in memory that each thread has for itself.</summary>
internal static class SamplePredictor<T>
    where T : class, INetwork<T>
{
    private static readonly MicroBatchKernels<T> s_kernels = MicroBatchKernels<T>.For(LaneWidth.Widest);

    private static readonly Func<Arena, Arena> s_pack = s_kernels.PackInference;

    [ThreadStatic]
    private static Arena? t_arena;

    public static void Predict(T model, ReadOnlySpan<float> sample, Span<float> scores)
    {
        Arena weights = model.Parameters.SampleWeights.Of(model.Parameters, s_pack);
        Arena arena = t_arena ??= new Arena(T.Layout.InferenceArenaLength);
        s_kernels.PredictSample(
            ref model.Parameters.Arena.Origin, ref weights.Origin, ref MemoryMarshal.GetReference(sample), ref arena.Origin);
        arena.Span.Slice(T.Layout.InferenceOutputOffset, scores.Length).CopyTo(scores);
    }
}

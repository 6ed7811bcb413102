using System.Runtime.InteropServices;
using CnnGen.Execution;
using CnnGen.Networks;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>The kernels of an emitted class that predict one sample, run in guarded memory.</summary>
internal interface ISampleUnderTest
{
    /// <summary>The scores of samples that lie one after another, computed one by one in the same memory.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="isClean">Whether the memory is zeros to begin with, and not poison.</param>
    float[] Scores(ReadOnlySpan<float> samples, bool isClean = false);
}

/// <inheritdoc/>
internal sealed class SampleUnderTest<T>(T model, MicroBatchKernels<T> kernels) : ISampleUnderTest
    where T : class, INetwork<T>
{
    private readonly NetworkLayout _layout = T.Layout;

    public float[] Scores(ReadOnlySpan<float> samples, bool isClean)
    {
        var packed = new GuardedMemory(_layout.InferencePackedLength, isClean);
        var arena = new GuardedMemory(_layout.InferenceArenaLength, isClean);
        arena.Span[.._layout.InferenceBorderedLength].Clear();
        float[] before = model.Parameters.Arena.Span.ToArray();
        kernels.PackInference(ref model.Parameters.Arena.Origin, ref packed.Origin);
        packed.VerifyGuards("packed weights");
        float[] weights = packed.Span.ToArray();

        var scores = new float[samples.Length / _layout.InputSize * _layout.OutputSize];
        for (int i = 0; i < samples.Length / _layout.InputSize; i++)
        {
            // By itself, so that a kernel which reads past it reads poison.
            var sample = new GuardedMemory(_layout.InputSize);
            samples.Slice(i * _layout.InputSize, _layout.InputSize).CopyTo(sample.Span);
            kernels.PredictSample(ref model.Parameters.Arena.Origin, ref packed.Origin, ref sample.Origin, ref arena.Origin);
            sample.VerifyGuards("sample");
            arena.Span.Slice(_layout.InferenceOutputOffset, _layout.OutputSize).CopyTo(scores.AsSpan(i * _layout.OutputSize));
        }

        arena.VerifyGuards("arena");
        packed.VerifyGuards("packed weights");
        Assert.True(MemoryMarshal.AsBytes<float>(weights).SequenceEqual(MemoryMarshal.AsBytes(packed.Span)), "A kernel wrote its weights.");
        Assert.Equal(before, model.Parameters.Arena.Span.ToArray());
        return scores;
    }
}

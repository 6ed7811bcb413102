using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CnnGen.Memory;
using CnnGen.Networks;
using CnnGen.Numerics;

namespace CnnGen.Execution;

/// <summary>The memory in which one thread takes one micro-batch after another through a network.</summary>
internal sealed class MicroBatchWorkspace<T>(MicroBatchKernels<T> kernels)
    where T : class, INetwork<T>
{
    private static readonly int[] s_eachRow = [.. Enumerable.Range(0, MicroBatch.Samples)];
    private readonly NetworkLayout _layout = T.Layout;
    private readonly Arena _activations = new(T.Layout.ArenaLength);

    // Inputs on their way into the arena, where they do not come straight from a dataset; scores on their way out of it.
    private readonly float[] _rows = new float[checked(MicroBatch.Samples * Math.Max(T.Layout.InputSize, T.Layout.OutputSize))];

    /// <summary>The arena of the micro-batch: <see cref="NetworkLayout.ArenaLength"/> floats.</summary>
    public ref float Arena => ref _activations.Origin;

    /// <summary>
    /// Brings the samples of a micro-batch into the arena, and reads their classes, or brings their targets there too. A lane
    /// without a sample gets zeros.
    /// </summary>
    /// <param name="data">The dataset.</param>
    /// <param name="indices">1 to 16 samples of it.</param>
    /// <param name="labels">16 classes to be written; left as they are where there are targets.</param>
    /// <param name="kept">What the micro-batch keeps for the step; a null reference where no gradient will be wanted.</param>
    /// <exception cref="InvalidDataException">A label is not a class of the network.</exception>
    public void Load(Dataset data, ReadOnlySpan<int> indices, Span<int> labels, ref float kept)
    {
        if (_layout.Predicts == PredictionKind.Numbers)
        {
            LoadTargets(data, indices);
        }
        else
        {
            ReadLabels(data, indices, labels);
        }

        ReadOnlySpan<float> samples = data.Samples;
        if (!samples.IsEmpty && indices.Length == MicroBatch.Samples)
        {
            kernels.LoadInput(ref MemoryMarshal.GetReference(samples), indices, ref Arena, ref kept);
            return;
        }

        for (int lane = 0; lane < indices.Length; lane++)
        {
            data.CopySample(indices[lane], _rows.AsSpan(lane * _layout.InputSize, _layout.InputSize));
        }

        LoadRows(indices.Length, ref kept);
    }

    /// <summary>Brings at most 16 samples that lie one after another into the arena; the other lanes get zeros.</summary>
    public void Load(ReadOnlySpan<float> samples)
    {
        if (samples.Length == MicroBatch.Samples * _layout.InputSize)
        {
            kernels.LoadInput(ref MemoryMarshal.GetReference(samples), s_eachRow, ref Arena, ref Unsafe.NullRef<float>());
            return;
        }

        samples.CopyTo(_rows);
        LoadRows(samples.Length / _layout.InputSize, ref Unsafe.NullRef<float>());
    }

    /// <summary>Reads the scores in the arena, sample after sample.</summary>
    /// <param name="samples">How many of the 16 samples.</param>
    /// <returns>Their scores, until the next sample is loaded.</returns>
    public ReadOnlySpan<float> ReadScores(int samples)
    {
        kernels.ReadScores(ref Arena, ref _rows[0]);
        return _rows.AsSpan(0, samples * _layout.OutputSize);
    }

    private void ReadLabels(Dataset data, ReadOnlySpan<int> indices, Span<int> labels)
    {
        for (int lane = 0; lane < indices.Length; lane++)
        {
            int label = data.Label(indices[lane]);

            // Kernels take a label for an offset, without a check of their own.
            if ((uint)label >= (uint)_layout.ClassCount)
            {
                throw new InvalidDataException(
                    $"Expected labels from 0 to {_layout.ClassCount - 1}, but found {label} at sample {indices[lane]}.");
            }

            labels[lane] = label;
        }

        labels[indices.Length..].Clear();
    }

    private void LoadTargets(Dataset data, ReadOnlySpan<int> indices)
    {
        for (int lane = 0; lane < indices.Length; lane++)
        {
            data.CopyTarget(indices[lane], _rows.AsSpan(lane * _layout.OutputSize, _layout.OutputSize));
        }

        _rows.AsSpan((indices.Length * _layout.OutputSize)..(MicroBatch.Samples * _layout.OutputSize)).Clear();
        kernels.LoadTargets(ref _rows[0], ref Arena);
    }

    private void LoadRows(int count, ref float kept)
    {
        _rows.AsSpan((count * _layout.InputSize)..(MicroBatch.Samples * _layout.InputSize)).Clear();
        kernels.LoadInput(ref _rows[0], s_eachRow, ref Arena, ref kept);
    }
}

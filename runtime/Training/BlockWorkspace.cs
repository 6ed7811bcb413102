using System.Runtime.InteropServices;
using CnnGen.Kernels;
using CnnGen.Networks;
using CnnGen.Parameters;

namespace CnnGen.Training;

/// <summary>The memory in which one thread takes one block after another through a network.</summary>
internal sealed class BlockWorkspace(NetworkPlan plan)
{
    private readonly Arena _activations = new(plan.ArenaLength);
    private readonly float[] _rows = new float[checked(Block.Samples * Math.Max(plan.InputSize, plan.OutputSize))];

    /// <summary>The arena of the block: <see cref="NetworkPlan.ArenaLength"/> floats.</summary>
    public ref float Arena => ref _activations.Origin;

    /// <summary>16 rows: input floats on their way into the arena, or scores on their way out of it.</summary>
    public ref float Rows => ref MemoryMarshal.GetArrayDataReference(_rows);

    /// <summary>Reads the samples of a block into <see cref="Rows"/>, and their classes. A lane without a sample gets zeros.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="indices">1 to 16 samples of it.</param>
    /// <param name="labels">16 classes to be written.</param>
    /// <exception cref="InvalidDataException">A label is not a class of the network.</exception>
    public void Read(Dataset data, ReadOnlySpan<int> indices, Span<int> labels)
    {
        for (int lane = 0; lane < indices.Length; lane++)
        {
            int label = data.Label(indices[lane]);

            // Kernels take a label for an offset, without a check of their own.
            if ((uint)label >= (uint)plan.OutputSize)
            {
                throw new InvalidDataException(
                    $"Expected labels from 0 to {plan.OutputSize - 1}, but found {label} at sample {indices[lane]}.");
            }

            labels[lane] = label;
            data.CopySample(indices[lane], _rows.AsSpan(lane * plan.InputSize, plan.InputSize));
        }

        labels[indices.Length..].Clear();
        ClearRows(indices.Length * plan.InputSize);
    }

    /// <summary>Copies at most 16 samples that lie one after another into <see cref="Rows"/>; the other lanes get zeros.</summary>
    public void Read(ReadOnlySpan<float> samples)
    {
        samples.CopyTo(_rows);
        ClearRows(samples.Length);
    }

    /// <summary>Copies the first scores in <see cref="Rows"/>.</summary>
    public void CopyScores(Span<float> scores) => _rows.AsSpan(0, scores.Length).CopyTo(scores);

    private void ClearRows(int start) => _rows.AsSpan(start..(Block.Samples * plan.InputSize)).Clear();
}

using CnnGen;

namespace Signals;

/// <summary>Signals of one size, each of one class.</summary>
/// <param name="Values">The values of all signals, one after another.</param>
/// <param name="Labels">The class of each: its position among the names of the classes.</param>
/// <param name="Size">Values of one signal: channels × length.</param>
/// <param name="ClassCount">The number of classes.</param>
internal sealed record LabelledSignals(float[] Values, int[] Labels, int Size, int ClassCount)
{
    /// <summary>The number of signals.</summary>
    public int Count => Labels.Length;

    /// <summary>The values of one signal.</summary>
    public ReadOnlySpan<float> this[int index] => Values.AsSpan(index * Size, Size);

    /// <summary>What a network takes.</summary>
    public Dataset ToDataset() => Dataset.FromArrays(Values, Labels, Size, ClassCount);

    /// <summary>Each signal as often as it can be shifted by up to some points to either side; of one channel.</summary>
    public LabelledSignals WithShifts(int most)
    {
        int copies = (2 * most) + 1;
        float[] values = new float[Count * copies * Size];
        int[] labels = new int[Count * copies];
        for (int i = 0; i < labels.Length; i++)
        {
            Signal.Shift(this[i / copies], (i % copies) - most, values.AsSpan(i * Size, Size));
            labels[i] = Labels[i / copies];
        }

        return this with { Values = values, Labels = labels };
    }
}

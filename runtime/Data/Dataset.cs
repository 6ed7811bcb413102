using CnnGen.Data;
using CnnGen.Networks;

namespace CnnGen;

/// <summary>
/// Labelled samples to train on or to evaluate with. Training reads samples from several threads at once, so an
/// implementation has to allow that.
/// </summary>
public abstract class Dataset
{
    /// <summary>The number of samples.</summary>
    public abstract int Count { get; }

    /// <summary>Floats of one sample: channels × height × width for an image.</summary>
    public abstract int SampleSize { get; }

    /// <summary>The number of classes; labels run from 0 to one less.</summary>
    public abstract int ClassCount { get; }

    /// <summary>The class of a sample, from 0 to <see cref="ClassCount"/> − 1.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    public abstract int Label(int index);

    /// <summary>Writes a sample: channels, height, width; row-major.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    /// <param name="destination"><see cref="SampleSize"/> floats.</param>
    public abstract void CopySample(int index, Span<float> destination);

    /// <summary>All samples one after another, where they lie in memory as floats; empty where <see cref="CopySample"/> makes them.</summary>
    internal virtual ReadOnlySpan<float> Samples => [];

    /// <summary>A dataset over two arrays, which are used as they are and not copied.</summary>
    /// <param name="samples">The samples, one after another: labels × <paramref name="sampleSize"/> floats.</param>
    /// <param name="labels">The class of each sample, from 0 to <paramref name="classCount"/> − 1.</param>
    /// <param name="sampleSize">Floats of one sample, at least 1.</param>
    /// <param name="classCount">The number of classes, at least 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other, or a label is out of range.</exception>
    public static Dataset FromArrays(float[] samples, int[] labels, int sampleSize, int classCount) =>
        new ArrayDataset(samples, labels, sampleSize, classCount);

    /// <summary>Throws unless a network can take these samples and tell these classes apart.</summary>
    /// <exception cref="ArgumentException">The dataset is empty, or its sizes are not those of the network.</exception>
    internal void ThrowIfUnfitFor(NetworkPlan plan, string argument)
    {
        if (Count <= 0)
        {
            throw new ArgumentException("Expected at least one sample, but the dataset is empty.", argument);
        }

        if (SampleSize != plan.InputSize)
        {
            string shape = string.Join('×', plan.InputShape);
            throw new ArgumentException(
                $"{plan.Name} expects samples of {shape} = {plan.InputSize} floats, but those of the dataset have {SampleSize}.",
                argument);
        }

        if (ClassCount != plan.OutputSize)
        {
            throw new ArgumentException(
                $"{plan.Name} has {plan.OutputSize} scores and expects as many classes, but the dataset has {ClassCount}.",
                argument);
        }
    }
}

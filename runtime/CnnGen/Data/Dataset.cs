using CnnGen.Data;
using CnnGen.Networks;

namespace CnnGen;

/// <summary>
/// Samples to train on or to evaluate with, each with a label, or with a target for a network that predicts numbers.
/// Training reads samples from several threads at once, so an implementation has to allow that.
/// </summary>
public abstract partial class Dataset
{
    // Their order takes 4 GiB.
    private const int MostSamples = 1 << 30;

    /// <summary>The number of samples. Training and evaluation ask for it once, when they begin; at most 1,073,741,824.</summary>
    public abstract int Count { get; }

    /// <summary>Floats of one sample: channels × height × width for an image.</summary>
    public abstract int SampleSize { get; }

    /// <summary>
    /// The shape of a sample: channels, height, width; or channels, length; or features. Empty, unless overridden, where it is not known.
    /// </summary>
    public virtual IReadOnlyList<int> SampleShape => [];

    /// <summary>The number of classes; labels run from 0 to one less. 0 for a dataset of targets.</summary>
    public abstract int ClassCount { get; }

    /// <summary>
    /// Floats of one target, the numbers that a network with <see cref="MeanSquaredErrorAttribute"/> is to predict. Unless
    /// overridden 0: a dataset of labels.
    /// </summary>
    public virtual int TargetSize => 0;

    /// <summary>The class of a sample, from 0 to <see cref="ClassCount"/> − 1. Never asked for in a dataset of targets.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    public abstract int Label(int index);

    /// <summary>Writes a sample: channels, height, width; row-major.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    /// <param name="destination"><see cref="SampleSize"/> floats.</param>
    public abstract void CopySample(int index, Span<float> destination);

    /// <summary>Writes the target of a sample. Never asked for in a dataset of labels.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    /// <param name="destination"><see cref="TargetSize"/> floats.</param>
    /// <exception cref="NotSupportedException">It is not overridden.</exception>
    public virtual void CopyTarget(int index, Span<float> destination) =>
        throw new NotSupportedException($"{GetType().Name} has no targets.");

    /// <summary>All samples one after another, where they lie in memory as floats; empty where <see cref="CopySample"/> makes them.</summary>
    internal virtual ReadOnlySpan<float> Samples => [];

    /// <summary>The channels that samples of unknown shape were normalised as; 0 where they were not, or their shape is known.</summary>
    internal virtual int NormalizedChannels => 0;

    /// <summary>A dataset over two arrays, which are used as they are and not copied.</summary>
    /// <param name="samples">The samples, one after another: labels × <paramref name="sampleSize"/> floats.</param>
    /// <param name="labels">The class of each sample, from 0 to <paramref name="classCount"/> − 1.</param>
    /// <param name="sampleSize">Floats of one sample, at least 1.</param>
    /// <param name="classCount">The number of classes, at least 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other, or a label is out of range.</exception>
    public static Dataset FromArrays(float[] samples, int[] labels, int sampleSize, int classCount) =>
        new ArrayDataset(samples, labels, sampleSize, classCount, []);

    /// <summary>A dataset over two arrays, which are used as they are and not copied; it knows the shape of its samples.</summary>
    /// <param name="samples">The samples, one after another, each row-major.</param>
    /// <param name="labels">The class of each sample, from 0 to <paramref name="classCount"/> − 1.</param>
    /// <param name="sampleShape">Channels, height, width; or channels, length; or features; each at least 1.</param>
    /// <param name="classCount">The number of classes, at least 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other, or a label or a size is out of range.</exception>
    public static Dataset FromArrays(float[] samples, int[] labels, IReadOnlyList<int> sampleShape, int classCount) =>
        new ArrayDataset(samples, labels, SizeOf(sampleShape), classCount, [.. sampleShape]);

    /// <summary>A dataset of targets over two arrays, which are used as they are and not copied.</summary>
    /// <param name="samples">The samples, one after another: as many as there are targets, × <paramref name="sampleSize"/> floats.</param>
    /// <param name="targets">The targets, one after another: samples × <paramref name="targetSize"/> floats.</param>
    /// <param name="sampleSize">Floats of one sample, at least 1.</param>
    /// <param name="targetSize">Floats of one target, at least 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public static Dataset FromTargets(float[] samples, float[] targets, int sampleSize, int targetSize) =>
        new TargetArrayDataset(samples, targets, sampleSize, targetSize, []);

    /// <summary>A dataset of targets over two arrays, which are used as they are and not copied; it knows the shape of its samples.</summary>
    /// <param name="samples">The samples, one after another, each row-major.</param>
    /// <param name="targets">The targets, one after another: samples × <paramref name="targetSize"/> floats.</param>
    /// <param name="sampleShape">Channels, height, width; or channels, length; or features; each at least 1.</param>
    /// <param name="targetSize">Floats of one target, at least 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other, or a size is out of range.</exception>
    public static Dataset FromTargets(float[] samples, float[] targets, IReadOnlyList<int> sampleShape, int targetSize) =>
        new TargetArrayDataset(samples, targets, SizeOf(sampleShape), targetSize, [.. sampleShape]);

    /// <summary>Throws unless a network can take these samples, and learn these classes or targets.</summary>
    /// <exception cref="ArgumentException">The dataset is empty or too large, or its sizes are not those of the network.</exception>
    internal void ThrowIfUnfitFor(NetworkLayout layout, string argument)
    {
        if (Count <= 0)
        {
            throw new ArgumentException("Expected at least one sample, but the dataset is empty.", argument);
        }

        if (Count > MostSamples)
        {
            throw new ArgumentException($"Expected at most {MostSamples} samples, but the dataset has {Count}; take parts of it with Slice.", argument);
        }

        if (SampleSize != layout.InputSize)
        {
            string shape = string.Join('×', layout.InputShape);
            throw new ArgumentException(
                $"{layout.Name} expects samples of {shape} = {layout.InputSize} floats, but those of the dataset have {SampleSize}.",
                argument);
        }

        if (NormalizedChannels > 0 && layout.InputShape.Count > 1 && NormalizedChannels != layout.InputShape[0])
        {
            throw new ArgumentException(
                $"{layout.Name} reads samples of {string.Join('×', layout.InputShape)}, but those of the dataset were normalized as {NormalizedChannels} "
                + $"channels of equal size: give Normalize {layout.InputShape[0]} numbers, or the dataset the shape of its samples.",
                argument);
        }

        if (Misfit(layout) is { } misfit)
        {
            throw new ArgumentException($"{layout.Name} {misfit}", argument);
        }
    }

    private static int SizeOf(IReadOnlyList<int> sampleShape)
    {
        ArgumentNullException.ThrowIfNull(sampleShape);
        bool isShape = sampleShape.Count is >= 1 and <= 3 && sampleShape.All(size => size >= 1);
        double size = sampleShape.Aggregate(1.0, (product, length) => product * length);
        return isShape && size <= int.MaxValue
            ? (int)size
            : throw new ArgumentException(
                $"Expected one to three sizes of at least 1, whose product is at most {int.MaxValue}, but found [{string.Join(", ", sampleShape)}].",
                nameof(sampleShape));
    }

    // Labels and targets are two different things to learn: each kind of network is told where the other one is at home.
    private string? Misfit(NetworkLayout layout) => layout switch
    {
        { Predicts: PredictionKind.Numbers } when TargetSize == 0 =>
            $"predicts numbers (MeanSquaredError) and expects targets, but the dataset has labels of {ClassCount} classes: "
            + "give it targets, or end the network with SoftmaxCrossEntropy or BinaryCrossEntropy.",
        { Predicts: PredictionKind.Numbers } when TargetSize != layout.OutputSize =>
            $"has {layout.OutputSize} outputs and expects targets of as many floats, but those of the dataset have {TargetSize}.",
        { Predicts: not PredictionKind.Numbers } when TargetSize > 0 =>
            $"tells {layout.ClassCount} classes apart and expects labels, but the dataset has targets of {TargetSize} floats: "
            + "give it labels, or end the network with MeanSquaredError.",
        { Predicts: PredictionKind.TwoClasses } when ClassCount != layout.ClassCount =>
            $"has one score (BinaryCrossEntropy) and expects 2 classes, but the dataset has {ClassCount}: "
            + "choose two with SelectClasses, or end the network with SoftmaxCrossEntropy.",
        { Predicts: not PredictionKind.Numbers } when ClassCount != layout.ClassCount =>
            $"has {layout.OutputSize} scores and expects as many classes, but the dataset has {ClassCount}.",
        _ => null,
    };
}

using System.Globalization;
using CnnGen.Data;

namespace CnnGen;

/// <content>What can be made of a dataset: parts, orders, other labels. Samples are never copied, and read when they are asked for.</content>
public abstract partial class Dataset
{
    /// <summary>
    /// The samples of some classes, in their order; classes are numbered anew as they are listed. Of the digits,
    /// <c>digits.SelectClasses(4, 9)</c> has the fours as class 0 and the nines as class 1. Samples are not copied.
    /// </summary>
    /// <param name="classes">Each from 0 to <see cref="ClassCount"/> − 1, and once.</param>
    /// <exception cref="ArgumentException">There is no such class, or a class is listed twice, or none is.</exception>
    public Dataset SelectClasses(params int[] classes) => new ClassSelection(this, classes);

    /// <summary>
    /// Samples that follow each other, numbered from 0: <c>data[..50_000]</c> and <c>data[50_000..]</c> are two parts, of which one
    /// may be held out. Samples are not copied.
    /// </summary>
    /// <param name="start">The first one.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public Dataset Slice(int start, int length) => new SampleRange(this, start, length);

    /// <summary>
    /// The same samples, of whose values each is <c>(x − mean) / standard deviation</c> with the numbers of its channel. They are
    /// computed whenever a sample is read.
    /// </summary>
    /// <param name="mean">
    /// A number a channel, or a feature where samples are vectors. Where <see cref="SampleShape"/> is not known, the network that reads the
    /// samples has to have as many channels.
    /// </param>
    /// <param name="standardDeviation">As many, above 0.</param>
    /// <exception cref="ArgumentException">The samples do not have so many channels, or a number is out of range.</exception>
    public Dataset Normalize(float[] mean, float[] standardDeviation) => new NormalizedDataset(this, mean, standardDeviation);

    /// <summary>The first samples. <c>data[n..]</c> are the others.</summary>
    /// <param name="count">How many, 0 to <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public Dataset Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return Slice(0, count);
    }

    /// <summary>These samples, and after them those of other datasets.</summary>
    /// <param name="others">They have as many classes, or targets of as many floats, and samples of the same size and shape.</param>
    /// <exception cref="ArgumentException">A dataset has other sizes, or there are more than 2,147,483,647 samples together.</exception>
    public Dataset Concat(params Dataset[] others) => new ConcatenatedDataset(this, others);

    /// <summary>The samples in random order, which the seed decides, everywhere alike. Training takes samples in random order anyway.</summary>
    /// <param name="seed">Another one gives another order.</param>
    public Dataset Shuffle(int seed) => new SampleSelection(this, Partition.Shuffled(Count, seed));

    /// <summary>
    /// The same samples under other labels, of which several classes may get one: of the digits, <c>digits.MapLabels(0, 1, 0, 1, 0, 1, 0, 1, 0, 1)</c>
    /// tells even from odd ones. To leave classes out use <see cref="SelectClasses"/>.
    /// </summary>
    /// <param name="labels">The new label for each class. There are as many classes then as the highest label says, each of which has to occur.</param>
    /// <exception cref="ArgumentException">There are not as many labels as classes; or a label is negative, or one below the highest does not occur.</exception>
    public Dataset MapLabels(params int[] labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (ClassCount == 0 || labels.Length != ClassCount)
        {
            throw new ArgumentException(
                ClassCount == 0
                    ? "The dataset has targets, and no labels to map."
                    : $"Expected a label for each of {ClassCount} classes, but found {labels.Length}.",
                nameof(labels));
        }

        int wrong = Array.FindIndex(labels, label => label < 0);
        if (wrong >= 0)
        {
            throw new ArgumentException($"Expected labels from 0 up, but found {labels[wrong]} for class {wrong}.", nameof(labels));
        }

        int highest = labels.Max();
        int missing = Enumerable.Range(0, highest).Except(labels).FirstOrDefault(-1);
        return missing < 0
            ? new MappedLabels(this, [.. labels], highest + 1)
            : throw new ArgumentException(
                $"Expected each label from 0 to {highest}, but found no class with label {missing}; with labels that do not occur, pass a function "
                + "and the number of classes.",
                nameof(labels));
    }

    /// <summary>The same samples under the labels that a function gives their classes. It is called once a class, now.</summary>
    /// <param name="labels">From class to label, 0 to <paramref name="classCount"/> − 1.</param>
    /// <param name="classCount">The number of classes then, at least 1.</param>
    /// <exception cref="ArgumentException">A label or the number is out of range, or the dataset has targets.</exception>
    public Dataset MapLabels(Func<int, int> labels, int classCount)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classCount);
        return ClassCount > 0
            ? new MappedLabels(this, [.. Enumerable.Range(0, ClassCount).Select(labels)], classCount)
            : throw new ArgumentException("The dataset has targets, and no labels to map.", nameof(labels));
    }

    /// <summary>
    /// Two parts, drawn at random: one to train on, and one that is held out to choose settings by. The seed decides which, everywhere alike. Each part
    /// has its samples in their order.
    /// </summary>
    /// <param name="heldOut">The part of the samples that is held out, above 0 and below 1; rounded to the nearest number, at least one sample on each side.</param>
    /// <param name="seed">Another one gives other parts.</param>
    /// <param name="stratified">
    /// Whether each class is divided in proportion, the largest remainders rounded up. A class of at least two samples then has one on both sides,
    /// even where more samples are held out for it.
    /// </param>
    /// <exception cref="ArgumentException">
    /// <paramref name="heldOut"/> is out of range; or <paramref name="stratified"/> is asked for of a dataset of targets.
    /// </exception>
    /// <exception cref="InvalidOperationException">The dataset has fewer than two samples.</exception>
    /// <exception cref="InvalidDataException">A label is not a class of the dataset.</exception>
    public (Dataset Train, Dataset HeldOut) Split(double heldOut, int seed, bool stratified = false)
    {
        if (!(heldOut > 0 && heldOut < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(heldOut), heldOut, string.Create(CultureInfo.InvariantCulture, $"Expected a part above 0 and below 1, but found {heldOut}."));
        }

        var partition = new Partition(this, seed, stratified);
        int count = partition.Count;
        return count >= 2
            ? partition.Split(Math.Clamp((int)Math.Round(count * heldOut, MidpointRounding.AwayFromZero), 1, count - 1))
            : throw new InvalidOperationException($"Expected at least 2 samples to split, but the dataset has {count}.");
    }

    /// <summary>
    /// Parts for a k-fold cross-validation: each sample is held out once, and trained on in the other folds. The seed decides when, everywhere alike.
    /// </summary>
    /// <param name="k">The number of folds, 2 to <see cref="Count"/>. Their sizes differ by at most one.</param>
    /// <param name="seed">Another one gives other folds.</param>
    /// <param name="stratified">Whether the samples of each class that folds hold out differ by at most one, too.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="k"/> is out of range; or <paramref name="stratified"/> is asked for of a dataset of targets.
    /// </exception>
    /// <exception cref="InvalidDataException">A label is not a class of the dataset.</exception>
    public IReadOnlyList<(Dataset Train, Dataset HeldOut)> Folds(int k, int seed, bool stratified = false)
    {
        var partition = new Partition(this, seed, stratified);
        return k >= 2 && k <= partition.Count
            ? partition.Folds(k)
            : throw new ArgumentOutOfRangeException(nameof(k), k, $"Expected 2 to {partition.Count} folds, as many as samples at most, but found {k}.");
    }
}

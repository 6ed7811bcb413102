using CnnGen.Numerics;

namespace CnnGen.Data;

/// <summary>
/// Parts of a dataset that are drawn at random, by numbers that are the same for a seed on every machine. Samples are in groups, each of which
/// is divided in proportion: their classes, or one group of all.
/// </summary>
internal sealed class Partition
{
    private readonly Dataset _data;
    private readonly int[] _order;
    private readonly int[] _groups;
    private readonly int[] _sizes;

    public Partition(Dataset data, int seed, bool stratified)
    {
        if (stratified && data.ClassCount == 0)
        {
            throw new ArgumentException("The dataset has targets, and no classes to divide in proportion.", nameof(stratified));
        }

        _data = data;
        _order = Shuffled(data.Count, seed);
        _groups = new int[_order.Length];
        _sizes = new int[stratified ? data.ClassCount : 1];
        for (int i = 0; i < _groups.Length; i++)
        {
            _groups[i] = stratified ? data.Label(i) : 0;
            if ((uint)_groups[i] >= (uint)_sizes.Length)
            {
                throw new InvalidDataException($"Expected labels from 0 to {_sizes.Length - 1}, but found {_groups[i]} at sample {i}.");
            }

            _sizes[_groups[i]]++;
        }
    }

    /// <summary>The samples that are divided.</summary>
    public int Count => _order.Length;

    /// <summary>The numbers from 0 to <paramref name="count"/> − 1 in random order.</summary>
    public static int[] Shuffled(int count, int seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        new SeededRandom(seed).Shuffle(order);
        return order;
    }

    /// <summary>Two parts, each in the dataset's order.</summary>
    /// <param name="heldOut">The samples of the second part, as long as groups can be divided so: at least 1, and fewer than there are.</param>
    public (Dataset Train, Dataset HeldOut) Split(int heldOut)
    {
        int[] shares = Shares(heldOut);
        bool[] isHeldOut = new bool[_order.Length];
        foreach (int sample in _order)
        {
            isHeldOut[sample] = shares[_groups[sample]]-- > 0;
        }

        return Parts(sample => isHeldOut[sample]);
    }

    /// <summary>Folds whose sizes, and whose samples of each group, differ by at most one.</summary>
    public IReadOnlyList<(Dataset Train, Dataset HeldOut)> Folds(int count)
    {
        // Samples are dealt out group after group, as cards are.
        int[] next = new int[_sizes.Length];
        for (int group = 1; group < next.Length; group++)
        {
            next[group] = next[group - 1] + _sizes[group - 1];
        }

        int[] folds = new int[_order.Length];
        foreach (int sample in _order)
        {
            folds[sample] = next[_groups[sample]]++ % count;
        }

        return [.. Enumerable.Range(0, count).Select(fold => Parts(sample => folds[sample] == fold))];
    }

    private (Dataset Train, Dataset HeldOut) Parts(Func<int, bool> isHeldOut)
    {
        ILookup<bool, int> parts = Enumerable.Range(0, _order.Length).ToLookup(isHeldOut);
        return (new SampleSelection(_data, [.. parts[false]]), new SampleSelection(_data, [.. parts[true]]));
    }

    /// <summary>
    /// How many samples of each group are held out: in proportion, the largest remainders rounded up (Hamilton). A group of at least two has a
    /// sample on both sides, even where more or fewer are held out for it than were asked for.
    /// </summary>
    private int[] Shares(int heldOut)
    {
        int[] shares = new int[_sizes.Length];
        int[] least = [.. _sizes.Select(size => size >= 2 ? 1 : 0)];
        int[] most = [.. _sizes.Select(size => size >= 2 ? size - 1 : size)];
        long missing = heldOut;
        for (int group = 0; group < shares.Length; group++)
        {
            shares[group] = Math.Max(least[group], (int)((long)_sizes[group] * heldOut / _order.Length));
            missing -= shares[group];
        }

        int[] groups = [.. Enumerable.Range(0, shares.Length)];
        while (missing != 0)
        {
            int step = Math.Sign(missing);
            int[] open = [.. groups.Where(group => step > 0 ? shares[group] < most[group] : shares[group] > least[group])];
            if (open.Length == 0)
            {
                break;
            }

            shares[step > 0 ? open.MaxBy(Remainder) : open.MinBy(Remainder)] += step;
            missing -= step;
        }

        return shares;

        // What a group is short of its exact share, in units of 1 / samples.
        long Remainder(int group) => ((long)_sizes[group] * heldOut) - ((long)shares[group] * _order.Length);
    }
}

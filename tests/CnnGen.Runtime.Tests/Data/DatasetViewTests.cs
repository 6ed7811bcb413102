namespace CnnGen.Runtime.Tests.Data;

/// <summary>Parts, orders and other labels of a dataset.</summary>
public sealed class DatasetViewTests
{
    // Sample i is the number i.
    private static readonly int[] s_labels = [0, 1, 2, 0, 1, 2, 0, 0, 0, 0];

    [Fact]
    public void The_first_samples_are_taken()
    {
        Dataset data = Numbered(s_labels);
        Assert.Equal([0, 1, 2], Read(data.Take(3)));
        Assert.Empty(Read(data.Take(0)));
        Assert.Equal(10, data.Take(10).Count);
        AssertRefused("count", "10", () => data.Take(11));
        AssertRefused("count", "-1", () => data.Take(-1));
    }

    [Fact]
    public void Datasets_are_joined_in_their_order()
    {
        Dataset data = Numbered(s_labels);
        Dataset joined = data[8..].Concat(data[..0], data[..3], data[5..6], data[..0]);
        Assert.Equal((6, 1, 3, 0), (joined.Count, joined.SampleSize, joined.ClassCount, joined.TargetSize));
        Assert.Equal([8, 9, 0, 1, 2, 5], Read(joined));
        Assert.Equal([0, 0, 0, 1, 2, 2], Enumerable.Range(0, 6).Select(joined.Label));
        Assert.Equal([0, 1], Read(data.Take(2).Concat()));
        Assert.Throws<ArgumentOutOfRangeException>("index", () => joined.Label(6));
        Assert.Throws<ArgumentOutOfRangeException>("index", () => joined.Label(-1));

        float[] target = new float[1];
        Dataset.FromTargets([1], [4], 1, 1).Concat(Dataset.FromTargets([2], [5], 1, 1)).CopyTarget(1, target);
        Assert.Equal(5f, target[0]);
    }

    [Fact]
    public void A_shape_that_one_of_the_datasets_knows_is_that_of_all()
    {
        Dataset unknown = Dataset.FromArrays(new float[4], [0], sampleSize: 4, classCount: 2);
        Dataset known = Dataset.FromArrays(new float[4], [0], sampleShape: [2, 2], classCount: 2);
        Assert.Equal([2, 2], unknown.Concat(known).SampleShape);
        Assert.Equal([2, 2], known.Concat(unknown).SampleShape);
        Assert.Equal(2, unknown.Concat(unknown.Normalize([0, 0], [1, 1])).NormalizedChannels);
    }

    [Fact]
    public void Datasets_that_do_not_fit_each_other_are_not_joined()
    {
        Dataset data = Dataset.FromArrays(new float[4], [0], sampleShape: [2, 2], classCount: 2);
        Dataset flat = Dataset.FromArrays(new float[4], [0], sampleSize: 4, classCount: 2);
        Refuse(data, Dataset.FromArrays(new float[3], [0], 3, 2), "Expected samples of 4 floats, but dataset 3 has samples of 3 floats.");
        Refuse(data, Dataset.FromArrays(new float[4], [0], 4, 3), "Expected 2 classes, but dataset 3 has 3 classes.");
        Refuse(data, Dataset.FromTargets(new float[4], [0], 4, 1), "Expected 2 classes, but dataset 3 has 0 classes.");
        Refuse(data, Dataset.FromArrays(new float[4], [0], sampleShape: [4], classCount: 2), "Expected samples of 2×2, but dataset 3 has samples of 4.");
        Refuse(
            flat.Normalize([0], [1]), flat.Normalize([0, 0], [1, 1]),
            "Expected samples normalized as 1 channels, but dataset 3 has samples normalized as 2 channels.");
        Refuse(
            Dataset.FromTargets([1], [1], 1, 1), Dataset.FromTargets([1], [1, 2], 1, 2), "Expected targets of 1 floats, but dataset 3 has targets of 2 floats.");
        Refuse(data, null!, "Expected datasets, but number 3 is null.");
        Assert.Throws<ArgumentNullException>("others", () => data.Concat(null!));
        Refuse(
            new Networks.MislabelledDataset(int.MaxValue, 0, 0), new Networks.MislabelledDataset(1, 0, 0),
            "Expected at most 2147483647 samples, but the datasets have more together.");

        static void Refuse(Dataset first, Dataset second, string message) => AssertRefused("others", message, () => first.Concat(first.Take(0), second));
    }

    [Fact]
    public void A_shuffled_dataset_has_each_sample_once_in_an_order_that_the_seed_decides()
    {
        Dataset data = Numbered(s_labels);
        float[] order = Read(data.Shuffle(seed: 3));
        Assert.Equal(Read(data), order.Order());
        Assert.Equal(order, Read(data.Shuffle(seed: 3)));
        Assert.NotEqual(order, Read(data.Shuffle(seed: 4)));
        Assert.Equal([7, 0, 6, 9, 5, 3, 2, 8, 4, 1], Read(data.Shuffle(seed: 0)));
        Assert.Equal(s_labels[(int)order[0]], data.Shuffle(seed: 3).Label(0));
    }

    [Fact]
    public void Labels_are_mapped()
    {
        Dataset data = Numbered(s_labels).MapLabels(1, 0, 1);
        Assert.Equal((10, 2), (data.Count, data.ClassCount));
        Assert.Equal([1, 0, 1, 1, 0, 1, 1, 1, 1, 1], Enumerable.Range(0, 10).Select(data.Label));
        Assert.Equal(Read(Numbered(s_labels)), data.Samples.ToArray());

        Dataset wide = Numbered(s_labels).MapLabels(label => 2 * label, classCount: 6);
        Assert.Equal((6, 4), (wide.ClassCount, wide.Label(2)));
    }

    [Fact]
    public void Labels_that_cannot_be_mapped_are_refused()
    {
        Dataset data = Numbered(s_labels);
        AssertRefused("labels", "Expected a label for each of 3 classes, but found 2.", () => data.MapLabels(0, 1));
        AssertRefused("labels", "Expected labels from 0 up, but found -1 for class 1.", () => data.MapLabels(0, -1, 1));
        AssertRefused("labels", "Expected each label from 0 to 2, but found no class with label 1;", () => data.MapLabels(0, 2, 2));
        AssertRefused("labels", "Expected each label from 0 to 2147483647, but found no class with label 1;", () => data.MapLabels(0, int.MaxValue, 0));
        AssertRefused("labels", "The dataset has targets, and no labels to map.", () => Dataset.FromTargets([1], [1], 1, 1).MapLabels());
        AssertRefused("labels", "The dataset has targets, and no labels to map.", () => Dataset.FromTargets([1], [1], 1, 1).MapLabels(label => label, 2));
        AssertRefused("labels", "Expected labels from 0 to 1, but found 2 for class 2.", () => data.MapLabels(label => label, 2));
        AssertRefused("classCount", "'0'", () => data.MapLabels(label => label, 0));
        Assert.Throws<ArgumentNullException>("labels", () => data.MapLabels(null!));
        Assert.Throws<ArgumentNullException>("labels", () => data.MapLabels(null!, 2));
        var mislabelled = new Networks.MislabelledDataset(20, 17, 8);
        Assert.Equal(
            "Expected labels from 0 to 7, but found 8 at sample 17.",
            Assert.Throws<InvalidDataException>(() => mislabelled.MapLabels(label => label, 8).Label(17)).Message);
    }

    [Fact]
    public void A_part_is_held_out()
    {
        Dataset data = Numbered(new int[100]);
        (Dataset train, Dataset heldOut) = data.Split(0.1, seed: 1);
        float[] held = Read(heldOut);
        Assert.Equal((90, 10), (train.Count, heldOut.Count));
        Assert.Equal(held.Order(), held);
        Assert.Equal(Read(data), Read(train).Concat(held).Order());
        Assert.Equal(held, Read(data.Split(0.1, seed: 1).HeldOut));
        Assert.NotEqual(held, Read(data.Split(0.1, seed: 2).HeldOut));
        Assert.True(held[0] < 50 && held[^1] > 50);
        Assert.Equal(1, data.Split(1e-9, 1).HeldOut.Count);
        Assert.Equal(1, data.Split(1 - 1e-9, 1).Train.Count);
        Assert.Equal(2, data.Take(15).Split(0.1, 1).HeldOut.Count);
    }

    [Theory]
    [InlineData(new[] { 50, 30, 20 }, 0.1, new[] { 5, 3, 2 })]
    [InlineData(new[] { 33, 33, 34 }, 0.1, new[] { 3, 3, 4 })] // remainders 3, 3, 4: the last one is the largest
    [InlineData(new[] { 15, 15, 70 }, 0.1, new[] { 2, 1, 7 })] // equal remainders: the first class
    [InlineData(new[] { 97, 3 }, 0.1, new[] { 9, 1 })] // exactly 9.7 and 0.3; the smaller class has one all the same
    [InlineData(new[] { 97, 3 }, 0.9, new[] { 88, 2 })]
    [InlineData(new[] { 2, 2, 2, 2 }, 0.1, new[] { 1, 1, 1, 1 })] // one of eight was asked for
    [InlineData(new[] { 2, 2, 2, 2 }, 0.9, new[] { 1, 1, 1, 1 })]
    [InlineData(new[] { 1, 99 }, 0.1, new[] { 0, 10 })]
    [InlineData(new[] { 1, 0, 9 }, 0.6, new[] { 1, 0, 5 })]
    public void Each_class_is_held_out_in_proportion(int[] sizes, double part, int[] expected)
    {
        int[] labels = [.. sizes.SelectMany((size, label) => Enumerable.Repeat(label, size))];
        (Dataset train, Dataset heldOut) = Numbered(labels, sizes.Length).Split(part, seed: 1, stratified: true);
        Assert.Equal(expected, sizes.Select((_, label) => Enumerable.Range(0, heldOut.Count).Count(i => heldOut.Label(i) == label)));
        Assert.Equal(Enumerable.Range(0, labels.Length).Select(i => (float)i), Read(train).Concat(Read(heldOut)).Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Folds_hold_out_each_sample_once(bool stratified)
    {
        int[] labels = [.. Enumerable.Range(0, 53).Select(i => i % 7 == 0 ? 2 : i % 3 == 0 ? 1 : 0)];
        Dataset data = Numbered(labels);
        IReadOnlyList<(Dataset Train, Dataset HeldOut)> folds = data.Folds(5, seed: 1, stratified);
        Assert.Equal([10, 10, 11, 11, 11], folds.Select(fold => fold.HeldOut.Count).Order());
        Assert.Equal(Read(data), folds.SelectMany(fold => Read(fold.HeldOut)).Order());
        Assert.All(folds, fold => Assert.Equal(Read(data), Read(fold.Train).Concat(Read(fold.HeldOut)).Order()));
        Assert.NotEqual(Read(folds[0].HeldOut), Read(data.Folds(5, seed: 2, stratified)[0].HeldOut));
        for (int label = 0; label < 3 && stratified; label++)
        {
            int[] counts = [.. folds.Select(fold => Enumerable.Range(0, fold.HeldOut.Count).Count(i => fold.HeldOut.Label(i) == label))];
            Assert.InRange(counts.Max() - counts.Min(), 0, 1);
        }
    }

    [Fact]
    public void Parts_that_cannot_be_had_are_refused()
    {
        Dataset data = Numbered(s_labels);
        foreach (double part in new[] { 0, 1, -0.1, 1.5, double.NaN })
        {
            AssertRefused("heldOut", "Expected a part above 0 and below 1, but found ", () => data.Split(part, 1));
        }

        Assert.Equal(
            "Expected at least 2 samples to split, but the dataset has 1.",
            Assert.Throws<InvalidOperationException>(() => data.Take(1).Split(0.5, 1)).Message);
        AssertRefused("k", "Expected 2 to 10 folds, as many as samples at most, but found 11.", () => data.Folds(11, 1));
        AssertRefused("k", "but found 1.", () => data.Folds(1, 1));
        Dataset targets = Dataset.FromTargets([1, 2], [1, 2], 1, 1);
        AssertRefused("stratified", "The dataset has targets, and no classes to divide in proportion.", () => targets.Split(0.5, 1, stratified: true));
        AssertRefused("stratified", "The dataset has targets, and no classes to divide in proportion.", () => targets.Folds(2, 1, stratified: true));
        Assert.Equal(1, targets.Split(0.5, 1).HeldOut.TargetSize);
        Assert.Throws<InvalidDataException>(() => new Networks.MislabelledDataset(20, 17, 8).Split(0.5, 1, stratified: true));
    }

    private static Dataset Numbered(int[] labels, int classes = 3) =>
        Dataset.FromArrays([.. labels.Select((_, i) => (float)i)], labels, sampleSize: 1, classes);

    private static float[] Read(Dataset data)
    {
        float[] samples = new float[data.Count];
        for (int i = 0; i < samples.Length; i++)
        {
            data.CopySample(i, samples.AsSpan(i, 1));
        }

        return samples;
    }

    private static void AssertRefused(string argument, string message, Func<object> call)
    {
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Equal(argument, exception.ParamName);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}

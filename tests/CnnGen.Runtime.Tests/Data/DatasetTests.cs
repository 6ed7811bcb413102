namespace CnnGen.Runtime.Tests.Data;

public sealed class DatasetTests
{
    [Fact]
    public void Arrays_are_a_dataset()
    {
        Dataset data = Dataset.FromArrays([1, 2, 3, 4, 5, 6], [2, 0], sampleSize: 3, classCount: 4);
        Assert.Equal((2, 3, 4), (data.Count, data.SampleSize, data.ClassCount));
        Assert.Equal([2, 0], new[] { data.Label(0), data.Label(1) });
        float[] sample = new float[3];
        data.CopySample(1, sample);
        Assert.Equal([4f, 5f, 6f], sample);
    }

    [Fact]
    public void Arrays_that_do_not_fit_each_other_are_refused()
    {
        AssertRefused("samples", "Expected 2 labels × 3 = 6 floats, but found 5.", () => Dataset.FromArrays(new float[5], [0, 0], 3, 4));
        AssertRefused("labels", "Expected labels from 0 to 3, but found 4 at index 1.", () => Dataset.FromArrays(new float[6], [0, 4], 3, 4));
        AssertRefused("labels", "Expected labels from 0 to 3, but found -1 at index 0.", () => Dataset.FromArrays(new float[6], [-1, 0], 3, 4));
        AssertRefused("sampleSize", "'0'", () => Dataset.FromArrays([], [0], 0, 4));
        AssertRefused("classCount", "'0'", () => Dataset.FromArrays([1], [0], 1, 0));
        Assert.Throws<ArgumentNullException>("samples", () => Dataset.FromArrays(null!, [0], 1, 1));
        Assert.Throws<ArgumentNullException>("labels", () => Dataset.FromArrays([1], null!, 1, 1));
    }

    [Fact]
    public void Arrays_with_targets_are_a_dataset()
    {
        Dataset data = Dataset.FromTargets([1, 2, 3, 4], [5, 6, 7, 8, 9, 10], sampleSize: 2, targetSize: 3);
        Assert.Equal((2, 2, 0, 3), (data.Count, data.SampleSize, data.ClassCount, data.TargetSize));
        float[] sample = new float[2];
        data.CopySample(1, sample);
        Assert.Equal([3f, 4f], sample);
        float[] target = new float[3];
        data.CopyTarget(1, target);
        Assert.Equal([8f, 9f, 10f], target);
        Assert.Equal(-1, data.Label(0));
    }

    [Fact]
    public void Targets_that_do_not_fit_are_refused()
    {
        AssertRefused("samples", "Expected 2 targets × 3 = 6 floats, but found 5.", () => Dataset.FromTargets(new float[5], new float[4], 3, 2));
        AssertRefused("targets", "Expected a multiple of 2 floats, but found 3.", () => Dataset.FromTargets(new float[6], new float[3], 3, 2));
        AssertRefused("sampleSize", "'0'", () => Dataset.FromTargets([], [], 0, 1));
        AssertRefused("targetSize", "'-1'", () => Dataset.FromTargets([], [], 1, -1));
        Assert.Throws<ArgumentNullException>("samples", () => Dataset.FromTargets(null!, [], 1, 1));
        Assert.Throws<ArgumentNullException>("targets", () => Dataset.FromTargets([], null!, 1, 1));
    }

    [Fact]
    public void A_dataset_of_labels_has_no_targets()
    {
        Dataset data = Dataset.FromArrays([1], [0], sampleSize: 1, classCount: 1);
        Assert.Equal(0, data.TargetSize);
        Assert.Throws<NotSupportedException>(() => data.CopyTarget(0, []));
    }

    [Fact]
    public void Selected_classes_are_numbered_as_they_are_listed()
    {
        Dataset data = Dataset.FromArrays([10, 11, 12, 13, 14, 15], [3, 1, 0, 3, 2, 1], sampleSize: 1, classCount: 5)
            .SelectClasses(3, 1);
        Assert.Equal((4, 1, 2), (data.Count, data.SampleSize, data.ClassCount));
        Assert.Equal([0, 1, 0, 1], Enumerable.Range(0, 4).Select(data.Label));
        float[] samples = new float[4];
        for (int i = 0; i < 4; i++)
        {
            data.CopySample(i, samples.AsSpan(i, 1));
        }

        Assert.Equal([10f, 11f, 13f, 15f], samples);
        Assert.Equal(0, Dataset.FromArrays([1], [0], 1, 3).SelectClasses(2).Count);
    }

    [Fact]
    public void Classes_that_are_not_there_cannot_be_selected()
    {
        Dataset data = Dataset.FromArrays([1, 2], [0, 1], sampleSize: 1, classCount: 2);
        AssertRefused("classes", "Expected at least one class.", () => data.SelectClasses());
        AssertRefused("classes", "Expected classes from 0 to 1, but found 2.", () => data.SelectClasses(0, 2));
        AssertRefused("classes", "Expected classes from 0 to 1, but found -1.", () => data.SelectClasses(-1));
        AssertRefused("classes", "Expected each class once, but found 1, 0, 1.", () => data.SelectClasses(1, 0, 1));
        AssertRefused("classes", "The dataset has targets, and no classes to select.", () => Dataset.FromTargets([1], [1], 1, 1).SelectClasses(0));
        Assert.Throws<ArgumentNullException>("classes", () => data.SelectClasses(null!));
    }

    [Fact]
    public void A_part_of_the_samples_is_a_dataset()
    {
        Dataset data = Dataset.FromArrays([1, 2, 3, 4, 5, 6, 7, 8], [0, 1, 2, 3], sampleSize: 2, classCount: 4);
        Dataset part = data[1..3];
        Assert.Equal((2, 2, 4, 0), (part.Count, part.SampleSize, part.ClassCount, part.TargetSize));
        Assert.Equal([1, 2], new[] { part.Label(0), part.Label(1) });
        Assert.Equal([5f, 6f], Sample(part, 1));
        Assert.Equal([3f, 4f, 5f, 6f], part.Samples.ToArray());
        Assert.Equal([7f, 8f], Sample(data[1..][^1..], 0));
        Assert.Equal(0, data[4..].Count);
        Assert.Throws<ArgumentOutOfRangeException>("index", () => part.Label(2));
        Assert.Throws<ArgumentOutOfRangeException>("index", () => part.CopySample(-1, new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>("start", () => data.Slice(5, 0));
        Assert.Throws<ArgumentOutOfRangeException>("start", () => data.Slice(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("length", () => data.Slice(2, 3));
        Assert.Throws<ArgumentOutOfRangeException>("length", () => data.Slice(2, -1));

        float[] target = new float[1];
        Dataset.FromTargets([1, 2, 3], [4, 5, 6], 1, 1)[1..].CopyTarget(1, target);
        Assert.Equal(6f, target[0]);
    }

    [Fact]
    public void Channels_are_normalized_each_by_its_own_numbers()
    {
        Dataset data = Dataset.FromArrays([1, 2, 3, 4, 5, 6, 7, 8], [0, 1], sampleSize: 4, classCount: 2).Normalize([1, 0.1f], [2, 0.3f]);
        Assert.Equal((2, 4, 2, 0, 1), (data.Count, data.SampleSize, data.ClassCount, data.TargetSize, data.Label(1)));
        Assert.Equal([2f, 2.5f, (7f - 0.1f) / 0.3f, (8f - 0.1f) / 0.3f], Sample(data, 1));

        float[] target = new float[1];
        Dataset numbers = Dataset.FromTargets([1, 2], [3, 4], 1, 1).Normalize([1], [2]);
        numbers.CopyTarget(1, target);
        Assert.Equal((1, 4f, 0.5f), (numbers.TargetSize, target[0], Sample(numbers, 1)[0]));
    }

    [Fact]
    public void Numbers_that_do_not_fit_the_channels_are_refused()
    {
        Dataset data = Dataset.FromArrays(new float[4], [0], sampleSize: 4, classCount: 2);
        AssertRefused("mean", "Expected a number for each channel, of which samples of 4 floats have equal parts, but found 3.", () => data.Normalize([0, 0, 0], [1, 1, 1]));
        AssertRefused("mean", "but found 0.", () => data.Normalize([], []));
        AssertRefused("mean", "Expected numbers that are finite, but found NaN for channel 1.", () => data.Normalize([0, float.NaN], [1, 1]));
        AssertRefused("standardDeviation", "Expected as many numbers as in mean, 2, but found 1.", () => data.Normalize([0, 0], [1]));
        AssertRefused("standardDeviation", "Expected numbers that are finite and above 0, but found 0 for channel 0.", () => data.Normalize([0, 0], [0, 1]));
        Assert.Throws<ArgumentNullException>("mean", () => data.Normalize(null!, [1]));
        Assert.Throws<ArgumentNullException>("standardDeviation", () => data.Normalize([1], null!));
    }

    [Fact]
    public void A_dataset_that_knows_its_shape_takes_a_number_for_each_channel_alone()
    {
        Dataset images = Dataset.FromArrays(new float[24], [0, 1], sampleShape: [3, 2, 2], classCount: 2);
        Assert.Equal((12, 2), (images.SampleSize, images.Count));
        foreach (Dataset data in new[] { images, images[1..], images.SelectClasses(1), images.Normalize([0, 0, 0], [1, 1, 1]) })
        {
            Assert.Equal([3, 2, 2], data.SampleShape);
            foreach (int count in new[] { 1, 2, 6, 12 })
            {
                AssertRefused(
                    "mean", $"Expected a number for each of the 3 channels of samples of 3×2×2, but found {count}.",
                    () => data.Normalize(new float[count], [.. Enumerable.Repeat(1f, count)]));
            }
        }

        Dataset vectors = Dataset.FromTargets(new float[4], [1, 2], sampleShape: [2], targetSize: 1);
        AssertRefused("mean", "Expected a number for each of the 2 features of a sample, but found 1.", () => vectors.Normalize([0], [1]));
        Assert.Empty(Dataset.FromArrays(new float[4], [0], sampleSize: 4, classCount: 2).SampleShape);
    }

    [Fact]
    public void Channels_of_an_unknown_shape_are_compared_with_those_of_the_network()
    {
        Dataset unknown = Dataset.FromArrays(new float[600], [0], sampleSize: 600, classCount: 8);
        var trainer = new Trainer<Networks.LinearNetwork>(new Networks.LinearNetwork(), new Sgd(0.1f));
        foreach (Dataset data in new[] { Three(unknown), Three(unknown)[..1], Three(unknown).SelectClasses(0, 1, 2, 3, 4, 5, 6, 7) })
        {
            AssertRefused(
                "train",
                "LinearNetwork reads samples of 2×300, but those of the dataset were normalized as 3 channels of equal size: give Normalize 2 numbers, "
                + "or the dataset the shape of its samples.",
                () => trainer.Fit(data));
        }

        trainer.Fit(unknown.Normalize([0, 0], [1, 1]));

        // Whose shape is known may be read as another one.
        trainer.Fit(Three(Dataset.FromArrays(new float[600], [0], sampleShape: [3, 200], classCount: 8)));

        static Dataset Three(Dataset data) => data.Normalize([0, 0, 0], [1, 1, 1]);
    }

    [Theory]
    [InlineData]
    [InlineData(1, 1, 1, 1)]
    [InlineData(0)]
    [InlineData(65536, 65536)]
    public void A_shape_has_one_to_three_sizes(params int[] shape)
    {
        string message = $"Expected one to three sizes of at least 1, whose product is at most 2147483647, but found [{string.Join(", ", shape)}].";
        AssertRefused("sampleShape", message, () => Dataset.FromArrays([], [], shape, 2));
        AssertRefused("sampleShape", message, () => Dataset.FromTargets([], [], shape, 1));
    }

    private static float[] Sample(Dataset data, int index)
    {
        float[] sample = new float[data.SampleSize];
        data.CopySample(index, sample);
        return sample;
    }

    private static void AssertRefused(string argument, string message, Func<object> call)
    {
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Equal(argument, exception.ParamName);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}

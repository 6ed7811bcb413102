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

    private static void AssertRefused(string argument, string message, Func<object> call)
    {
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Equal(argument, exception.ParamName);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}

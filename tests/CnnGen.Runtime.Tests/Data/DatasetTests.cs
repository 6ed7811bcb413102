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

    private static void AssertRefused(string argument, string message, Func<object> call)
    {
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Equal(argument, exception.ParamName);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}

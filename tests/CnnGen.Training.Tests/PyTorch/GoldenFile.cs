namespace CnnGen.Training.Tests.PyTorch;

/// <summary>A file that <c>golden.py</c> has written: what PyTorch computed, tensor by tensor.</summary>
internal sealed class GoldenFile
{
    private readonly SafetensorsFile _file;

    private GoldenFile(SafetensorsFile file) => _file = file;

    /// <summary>The names of its tensors.</summary>
    public IEnumerable<string> Names => _file.Tensors.Select(tensor => tensor.Name);

    /// <summary>Opens the file of a network.</summary>
    public static GoldenFile Open(string network) =>
        new(SafetensorsFile.Open(Path.Combine(AppContext.BaseDirectory, "PyTorch", $"{network}.safetensors")));

    /// <summary>The values of a tensor.</summary>
    public float[] Read(string name)
    {
        Assert.True(_file.TryGetTensor(name, out SafetensorsTensor? tensor), $"There is no {name}.");
        float[] values = new float[tensor.Count];
        tensor.CopyTo(values);
        return values;
    }

    /// <summary>Demands that values differ from those of a tensor by no more than so many parts of its largest one.</summary>
    public void AssertClose(string name, ReadOnlySpan<float> found, double bound)
    {
        float[] expected = Read(name);
        Assert.Equal(expected.Length, found.Length);
        double largest = expected.Max(Math.Abs);
        double worst = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            worst = Math.Max(worst, Math.Abs((double)found[i] - expected[i]) / largest);
        }

        Assert.True(worst <= bound, $"{name} differs by {worst:E1} of its largest value, {largest:E1}.");
    }
}

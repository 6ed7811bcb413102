namespace DigitReader;

/// <summary>The digits that the program carries: the first of each of MNIST's test images.</summary>
internal static class SampleDigits
{
    public static IEnumerable<string> Names => Enumerable.Range(0, 10).Select(digit => $"{digit}.pgm");

    public static Picture Open(string name)
    {
        using Stream resource = typeof(SampleDigits).Assembly.GetManifestResourceStream(name)!;
        byte[] content = new byte[resource.Length];
        resource.ReadExactly(content);
        return Pgm.Read(content);
    }
}

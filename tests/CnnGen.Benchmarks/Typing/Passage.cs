namespace CnnGen.Benchmarks.Typing;

/// <summary>Something that a person types, letter by letter; <see cref="Rubout"/> takes the last one back.</summary>
/// <param name="Kind">Where it is typed.</param>
/// <param name="File">Into which file.</param>
/// <param name="Behind">Behind the first occurrence of which text.</param>
/// <param name="Keys">What is typed, one edit a letter.</param>
internal sealed record Passage(string Kind, string File, string Behind, string Keys)
{
    public const char Rubout = '\b';

    /// <summary>Some forty letters of each kind.</summary>
    public static IReadOnlyList<Passage> All { get; } =
    [
        new("another file", TypedProject.OtherFile, "int sum = 0;\n", "        sum += numbers.Length > 9 ? 1 : 22;"),
        new("method of another class", TypedProject.NetworkFile, "Describe(int number)\n    {\n", "        number += number > 9 ? 10 : 20000;"),
        new("method of the network's class", TypedProject.NetworkFile, "Read(float[] image)\n    {\n", "        image[0] = image.Length > 99 ? 1 : 2;"),
        new("comment beside a network", TypedProject.NetworkFile, "MaxPool2D(2)]", " // seen as most people see it, so far.."),
        new("argument of a layer", TypedProject.NetworkFile, "FullyConnected(120", "1\b2\b3\b4\b5\b6\b7\b8\b9\b0\b1\b2\b3\b4\b5\b6\b7\b8\b9\b0\b"),
        new("a new layer", TypedProject.NetworkFile, "Conv2D(6, 5, Padding = 2), ReLU", ", Conv2D(8, 3, Padding = 1, Bias = true)"),
    ];
}

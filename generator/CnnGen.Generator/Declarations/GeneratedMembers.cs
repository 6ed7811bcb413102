using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Declarations;

/// <summary>The members that the generator adds to a network's class, beside a property for each layer that learns.</summary>
internal static class GeneratedMembers
{
    public const string SaveToFileWithMetadata = "Save(string, Collections.Generic.IReadOnlyDictionary<string, string>)";
    public const string SaveToStreamWithMetadata = "Save(IO.Stream, Collections.Generic.IReadOnlyDictionary<string, string>)";

    public static readonly string[] Face =
    [
        "ParameterCount", "MultiplyAdds", "MicroBatchBytes", "TrainingBytes", "TrainingBytesFor", "InferenceBytes",
        "Description", "Parameters",
        "Predict", "Predict(ReadOnlySpan<float>)", "Predict(ReadOnlySpan<float>, Span<float>)",
        "Save", "Save(string)", "Save(IO.Stream)", SaveToFileWithMetadata, SaveToStreamWithMetadata,
        "Load", "Load(string)", "Load(IO.Stream)", "Load(ReadOnlyMemory<byte>)",
        "LoadEmbedded", "LoadEmbedded()",
        .. Accessors("Description"), .. Accessors("Parameters"),
    ];

    // The compiler puts what a generator writes into a folder of the generator's name.
    private const string Folder = "CnnGen.Generator.NetworkGenerator";

    /// <summary>Whether a member is a generated one: an analyzer sees them beside those of the class's own, the generator does not.</summary>
    public static bool Include(ISymbol member) =>
        member.DeclaringSyntaxReferences is { IsEmpty: false } parts && parts.All(part => IsGenerated(part.SyntaxTree.FilePath));

    /// <summary>What a property is compiled into; the compiler keeps both names, though it has but one of them.</summary>
    public static string[] Accessors(string property) => [$"get_{property}", $"set_{property}"];

    /// <summary>Whether there may be several methods of the name.</summary>
    public static bool IsOverloaded(string name) => name is "Predict" or "Save" or "Load" or "LoadEmbedded";

    /// <summary>The constructor that takes a seed.</summary>
    public static string Constructor(string type) => $"{type}(int)";

    /// <summary>
    /// Whether a generated member may bear the name: those of layers end in a number. A declaration holds no other
    /// names, so that it stays equal when members are added that have nothing to do with it.
    /// </summary>
    public static bool MayBear(string name, string type) =>
        Face.Contains(name) || name == Constructor(type) || char.IsDigit(name[name.Length - 1]);

    private static bool IsGenerated(string path)
    {
        int end = path.LastIndexOfAny(['/', '\\']);
        return end >= Folder.Length && string.CompareOrdinal(path, end - Folder.Length, Folder, 0, Folder.Length) == 0;
    }
}

namespace CnnGen.Generator.Emit;

/// <summary>Things with their number, and one after another.</summary>
internal static class Noun
{
    public static string Count(int number, string noun) => $"{Literal.Of(number)} {noun}{(number == 1 ? string.Empty : "s")}";

    /// <summary>Two or more: <c>Conv1, Conv2 and Conv3</c>.</summary>
    public static string List(IReadOnlyList<string> names) => $"{string.Join(", ", names.Take(names.Count - 1))} and {names[names.Count - 1]}";
}

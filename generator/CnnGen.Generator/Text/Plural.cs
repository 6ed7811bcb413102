namespace CnnGen.Generator.Text;

/// <summary>Things with their number, and one after another.</summary>
internal static class Plural
{
    public static string Count(int number, string noun) => $"{Literal.Of(number)} {noun}{(number == 1 ? string.Empty : "s")}";

    /// <summary>Two or more: <c>Conv1, Conv2 and Conv3</c>.</summary>
    public static string List(IReadOnlyList<string> names) => $"{string.Join(", ", names.Take(names.Count - 1))} and {names[names.Count - 1]}";
}

namespace CnnGen.Files;

/// <summary>Lists in messages: a file may give a million reasons, and nobody reads more than the first.</summary>
internal static class Listing
{
    private const int MostLines = 100;
    private const int MostWords = 8;

    /// <summary>The first lines of a list, and how many there are besides.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="kind">What the others are: <c>tensors</c>.</param>
    public static IEnumerable<string> Lines(IEnumerable<string> lines, int count, string kind)
    {
        // A line that says that there is one more takes the place of that one.
        int told = count > MostLines + 1 ? MostLines : count;
        IEnumerable<string> first = lines.Take(told);
        return told == count ? first : first.Append($"… and {count - told} more {kind}");
    }

    /// <summary>The first of several words or numbers, with commas between them.</summary>
    public static string Words<TWord>(IEnumerable<TWord> words)
    {
        string?[] first = [.. words.Take(MostWords + 1).Select(word => word?.ToString())];
        return first.Length <= MostWords ? string.Join(", ", first) : $"{string.Join(", ", first.Take(MostWords))}, …";
    }

    /// <summary>Sizes in brackets: <c>[6, 1, 5, 5]</c>.</summary>
    public static string Shape<TSize>(IEnumerable<TSize> sizes) => $"[{Words(sizes)}]";
}

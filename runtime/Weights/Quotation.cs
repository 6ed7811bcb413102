namespace CnnGen.Weights;

/// <summary>Text of a file inside a message.</summary>
internal static class Quotation
{
    private const int MostCharacters = 80;

    /// <summary>The text in quotation marks, on one line and not longer than a line.</summary>
    public static string Of(string text)
    {
        string start = text.Length > MostCharacters ? text[..MostCharacters] + "…" : text;
        return $"'{string.Concat(start.Select(character => char.IsControl(character) ? '\uFFFD' : character))}'";
    }
}

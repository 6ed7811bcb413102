namespace CnnGen.Files;

/// <summary>Text of a file inside a message.</summary>
internal static class Quotation
{
    private const int MostCharacters = 80;

    /// <summary>The text in quotation marks, on one line and not longer than a line.</summary>
    public static string Of(string text) => $"'{Plain(text)}'";

    /// <summary>The text without quotation marks, on one line and not longer than a line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">The most characters.</param>
    public static string Plain(string text, int most = MostCharacters)
    {
        string start = text.Length > most ? text[..most] + "…" : text;
        return string.Concat(start.Select(character => char.IsControl(character) ? '\uFFFD' : character));
    }
}

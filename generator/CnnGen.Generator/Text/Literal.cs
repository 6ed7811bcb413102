using System.Globalization;

namespace CnnGen.Generator.Text;

/// <summary>Numbers as source text and messages show them, the same under every culture.</summary>
internal static class Literal
{
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(bool value) => value ? "true" : "false";

    /// <summary>A float that reads back to the same bits.</summary>
    public static string Of(float value) => Number(value) + "f";

    /// <summary>A float as texts write it that are read by people and compared by machines.</summary>
    public static string Number(float value) => value.ToString("G9", CultureInfo.InvariantCulture);

    /// <summary>A float in the fewest digits that read back to the same bits: <c>0.01</c>.</summary>
    public static string Shortest(float value)
    {
        string text = Number(value);
        for (int digits = 8; digits > 0; digits--)
        {
            string shorter = value.ToString($"G{Of(digits)}", CultureInfo.InvariantCulture);
            bool gainsExponent = shorter.IndexOf('E') >= 0 && text.IndexOf('E') < 0;
            if (gainsExponent || float.Parse(shorter, CultureInfo.InvariantCulture) != value)
            {
                break;
            }

            text = shorter;
        }

        return text;
    }

    /// <summary>The same for messages, which say in words what is no number that can be used.</summary>
    public static string InWords(float value) =>
        float.IsNaN(value) ? "not a number" : float.IsInfinity(value) ? "infinite as a 32-bit float" : Shortest(value);

    /// <summary>With a separator every three digits, for people: <c>61,706</c>.</summary>
    public static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>To three digits, for people: <c>0.731</c>, <c>23.2</c>.</summary>
    public static string Rounded(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>Text as it stands between the quotes of a string.</summary>
    public static string Escape(string text) => text.Replace("\\", "\\\\").Replace("\"", "\\\"");

    /// <summary>Text in which characters that a terminal would act on, or show nothing of, are numbers: <c>\u001B</c>.</summary>
    public static string Visible(string text) => string.Concat(text.Select(letter =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            ? $"\\u{(int)letter:X4}"
            : letter.ToString()));

    /// <summary>Text as it stands in XML documentation.</summary>
    public static string Documentation(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}

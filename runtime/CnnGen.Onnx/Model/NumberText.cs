using System.Globalization;

namespace CnnGen.Onnx.Model;

/// <summary>Numbers as an architecture's text has them: the fewest digits that read back to the same float, without an exponent where none is needed.</summary>
internal static class NumberText
{
    public static string Of(float value)
    {
        string text = value.ToString("G9", CultureInfo.InvariantCulture);
        for (int digits = 8; digits > 0; digits--)
        {
            string shorter = value.ToString($"G{digits}", CultureInfo.InvariantCulture);
            bool gainsExponent = shorter.Contains('E', StringComparison.Ordinal) && !text.Contains('E', StringComparison.Ordinal);
            if (gainsExponent || float.Parse(shorter, CultureInfo.InvariantCulture) != value)
            {
                break;
            }

            text = shorter;
        }

        return text;
    }
}

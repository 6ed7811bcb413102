using System.Globalization;

namespace CnnGen.Generator.Emit;

/// <summary>Numbers as source text and messages show them, the same under every culture.</summary>
internal static class Literal
{
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A float that reads back to the same bits.</summary>
    public static string Of(float value) => value.ToString("G9", CultureInfo.InvariantCulture) + "f";

    /// <summary>With a separator every three digits, for people: <c>61,706</c>.</summary>
    public static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}

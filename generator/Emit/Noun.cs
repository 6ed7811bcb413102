namespace CnnGen.Generator.Emit;

/// <summary>A number with what it counts.</summary>
internal static class Noun
{
    public static string Count(int number, string noun) => $"{Literal.Of(number)} {noun}{(number == 1 ? string.Empty : "s")}";
}

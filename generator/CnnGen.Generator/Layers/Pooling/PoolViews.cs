using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>The names under which a window sees its arrays: x and dx at its first value, y and dy at its result.</summary>
internal static class PoolViews
{
    public static void Write(SourceWriter writer, IEnumerable<string> arrays, string source, string target)
    {
        foreach (string array in arrays)
        {
            writer.Line($"ref float {Name(array)} = ref V.At(ref {array}, {(IsInput(array) ? source : target)});");
        }
    }

    /// <summary>Moves them on to the next window of the row.</summary>
    public static void Move(SourceWriter writer, IEnumerable<string> arrays, int stride)
    {
        foreach (string array in arrays)
        {
            writer.Line($"{Name(array)} = ref V.At(ref {Name(array)}, {Literal.Of(IsInput(array) ? stride : 1)});");
        }
    }

    private static bool IsInput(string array) => array is "source" or "inGradient";

    private static string Name(string array) => array switch
    {
        "source" => "x",
        "inGradient" => "dx",
        "target" => "y",
        _ => "dy",
    };
}

using System.Text.RegularExpressions;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>What emitted code says of itself.</summary>
internal static partial class EmittedFeatures
{
    /// <summary>The strategies, loops, tiles and borders that a generated file shows.</summary>
    public static IEnumerable<string> Of(string source)
    {
        foreach (Match match in Method().Matches(source))
        {
            yield return $"loops: {string.Join(' ', LoopVariable().Matches(match.Value).Select(loop => loop.Groups[1].Value).Distinct().Order())}";
        }

        source = NextLineOfComment().Replace(source, " ");
        foreach (Match match in Tile().Matches(source))
        {
            yield return $"tile: {match.Groups[1].Value}";
        }

        foreach (Match match in Call().Matches(source))
        {
            yield return $"call: {match.Value}";
        }

        foreach (Match match in Pass().Matches(source))
        {
            yield return $"pass: {match.Groups[1].Value}{(match.Value.Contains("groups", StringComparison.Ordinal) ? ", grouped" : "")}{(match.Value.Contains("padding", StringComparison.Ordinal) ? ", padded" : "")}{(match.Value.Contains("stride", StringComparison.Ordinal) ? ", stride" : "")}{(match.Value.Contains("dilation", StringComparison.Ordinal) ? ", dilated" : "")}";
        }
    }

    [GeneratedRegex(@"private static void \w+<V>.*?\n    }", RegexOptions.Singleline)]
    private static partial Regex Method();

    [GeneratedRegex(@"\bfor \(int (\w+)")]
    private static partial Regex LoopVariable();

    [GeneratedRegex(@"(?<=// [^\n]*)\n +//(?= )")]
    private static partial Regex NextLineOfComment();

    [GeneratedRegex(@"// (?:\w+: t|T)iles of ([^.]*?)(?:,[^.]*)?\.")]
    private static partial Regex Tile();

    [GeneratedRegex(@"\b(?:Winograd\w*|BatchNormalization|DropoutMask|Inference\w*|SubBlockSums)\.\w+")]
    private static partial Regex Call();

    [GeneratedRegex(@"// [A-Za-z]+\d+ (forward|input gradient|weight gradient|inference|bias gradient|gradient of input)[^\n]*")]
    private static partial Regex Pass();
}

using System.Text.RegularExpressions;

namespace CnnGen.Kernels.Tests.Fuzzing;

/// <summary>Counts which strategies, tiles, borders and batches the drawn networks reach, by what their emitted code says of itself.</summary>
internal sealed partial class Coverage
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>How often each was met.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>Counts what the files of one network show, each thing once.</summary>
    public void Add(IEnumerable<string> sources)
    {
        foreach (string feature in sources.SelectMany(Features).ToHashSet())
        {
            Count(feature);
        }
    }

    /// <summary>Counts what a batch shows.</summary>
    public void Add(DrawnCase drawn)
    {
        int blocks = (drawn.Samples + Block.Samples - 1) / Block.Samples;
        Count(FormattableString.Invariant($"batch: {blocks} micro-batches"));
        Count(drawn.Samples % Block.Samples == 0 ? "batch: last micro-batch full" : "batch: last micro-batch partial");
        if (blocks > 1)
        {
            Count("batch: several slots");
        }
    }

    private void Count(string feature) => _counts[feature] = _counts.GetValueOrDefault(feature) + 1;

    private static IEnumerable<string> Features(string source)
    {
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

    [GeneratedRegex(@"// (?:\w+: t|T)iles of ([^.]*?)(?:,[^.]*)?\.")]
    private static partial Regex Tile();

    [GeneratedRegex(@"\b(?:Winograd\w*|BatchNormalization|DropoutMask|Inference\w*|SubBlockSums)\.\w+")]
    private static partial Regex Call();

    [GeneratedRegex(@"// [A-Za-z]+\d+ (forward|input gradient|weight gradient|inference|bias gradient|gradient of input)[^\n]*")]
    private static partial Regex Pass();
}

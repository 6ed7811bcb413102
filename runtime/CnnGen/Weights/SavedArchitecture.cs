using CnnGen.Files;

namespace CnnGen.Weights;

/// <summary>The text of an architecture, as far as predictions depend on it: what its weights mean.</summary>
internal static class SavedArchitecture
{
    private const string Separator = "; ";
    private const string BranchSeparator = " | ";
    private const string Identity = "Identity";

    // A file is not trusted. No network comes near either.
    private const int MostCharacters = 1 << 22;
    private const int MostDepth = 64;

    /// <summary>Where two architectures predict differently; <see langword="null"/> where they do not.</summary>
    /// <param name="expected">The text of the network's.</param>
    /// <param name="found">The text of the file's.</param>
    public static string? Difference(string expected, string found)
    {
        if (found.Length > MostCharacters)
        {
            return $"expected an architecture of {expected.Length} characters, but found one of {found.Length}";
        }

        string[] ours = [.. Predicting(expected)];
        string[] theirs = [.. Predicting(found)];
        int same = ours.Zip(theirs).TakeWhile(pair => pair.First == pair.Second).Count();
        int sameAtEnd = ours[same..].Reverse().Zip(theirs[same..].Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        string[] expectedLayers = ours[same..^sameAtEnd];
        string[] foundLayers = theirs[same..^sameAtEnd];
        return expectedLayers.Length + foundLayers.Length == 0
            ? null
            : $"{(same == 0 ? string.Empty : $"after {Quotation.Plain(ours[same - 1])}: ")}expected {Describe(expectedLayers)}, but found {Describe(foundLayers)}";
    }

    private static string Describe(string[] layers) =>
        layers.Length == 0 ? "nothing" : Listing.Words(layers.Select(layer => Quotation.Plain(layer)));

    /// <summary>The layers of a text, without what training alone reads.</summary>
    private static IEnumerable<string> Predicting(string text, int depth = 0) => Split(text, Separator).SelectMany(layer =>
    {
        int bracket = layer.IndexOf('(', StringComparison.Ordinal);
        string name = bracket < 0 ? layer : layer[..bracket];
        return name switch
        {
            "Dropout" => [],
            "SoftmaxCrossEntropy" => [name],
            "BatchNorm" => [$"{layer.Split(", Momentum = ")[0]})"],
            "Add" or "Concat" or "Auxiliary" when layer[^1] == ')' && depth < MostDepth => [$"{name}({Branches(layer[(bracket + 1)..^1], depth + 1)})"],
            _ => new[] { layer },
        };
    });

    // Of a head beside the network, the weight of its loss stands behind the branches.
    private static string Branches(string text, int depth) => string.Join(BranchSeparator, Split(text, BranchSeparator)
        .Where(branch => !branch.StartsWith("Weight = ", StringComparison.Ordinal))
        .Select(branch => string.Join(Separator, Predicting(branch, depth)) is { Length: > 0 } layers ? layers : Identity));

    /// <summary>The parts of a text between separators. What is in brackets belongs to the layer before them.</summary>
    public static IEnumerable<string> Split(string text, string separator)
    {
        int depth = 0;
        int first = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0 && text.AsSpan(i).StartsWith(separator, StringComparison.Ordinal))
            {
                yield return text[first..i];
                first = i + separator.Length;
            }
        }

        yield return text[first..];
    }
}

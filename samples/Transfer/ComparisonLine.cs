namespace Transfer;

/// <summary>What came of each way with so many training images, as a line of a table.</summary>
internal sealed record ComparisonLine(int Images, IReadOnlyList<Outcome> Outcomes)
{
    private const int Width = 26;

    public static string Header(IEnumerable<Way> ways) => $"{"images",7}{string.Concat(ways.Select(way => way.Name.PadLeft(Width)))}";

    public override string ToString() => $"{Images,7:N0}{string.Concat(Outcomes.Select(outcome => outcome.ToString().PadLeft(Width)))}";

    /// <summary>How far each of the other ways lies from the first one, in points.</summary>
    public string InWords(IReadOnlyList<Way> ways) =>
        $"{Images,7:N0} images: " + string.Join("; ", ways.Skip(1).Select((way, i) =>
            $"{way.Name} {100 * (Outcomes[i + 1].Accuracy - Outcomes[0].Accuracy):+0.0;-0.0} points"));
}

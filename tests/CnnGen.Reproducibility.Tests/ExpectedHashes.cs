namespace CnnGen.Reproducibility.Tests;

/// <summary>
/// The weights behind the twenty steps of each <see cref="Experiment"/>, on every machine. A hash changes where a kernel
/// gets another order of its sums, or a network another declaration: then take the new ones from
/// <c>dotnet run -c Release -f net10.0 --project tests/CnnGen.Reproducibility</c>, which must print one and the same for
/// every width of vectors.
/// </summary>
internal static class ExpectedHashes
{
    private static readonly Dictionary<string, string> ByNetwork = new()
    {
        ["LeNet5"] = "39a6c5f79dccea1e358d9d8e34a9cc418c47b0812e90ff6e37c0e70dc045477f",
        ["VggLike"] = "4f8f3bf254099bab6fb516a87bec3ca1affe8240c87b86fcac2370f173c6d864",
        ["Cnn1D"] = "5e1468370b962e5f532e043a17fbe2413a029e0a3b28d457f6a3e635fc5320c1",
        ["Mlp"] = "75c988ef754e5bd6d079306efd291ee3d3b6c3f6513e43560dd30ee5831d7327",
        ["Separable"] = "0f5f8d0f2384b1293501b9b9962a6415d535ee2540834ac895d979e753ec71c8",
        ["Awkward"] = "9c300885f8322ca14bcb0b5b802f89416ad6fcfc007364b39b4c6ad506d7abf7",
        ["Normalized"] = "82fb011743caea659c638b35fc44293d8d9dc376c61ffe1c85bd13f57afb1bbb",
        ["NormalizedSamples"] = "fe9acbd6ed143202b01fa43a651336807e837ee667cf6e7fb380e73be2ba6fe9",
    };

    /// <summary>Checks what the program printed: a line for each run of these networks, each with its hash.</summary>
    public static void CheckAll(IEnumerable<string> networks, IReadOnlyList<string> lines, string multiplyAdd, string where)
    {
        Assert.Equal(networks, lines.Select(line => line.Split(' ')[0]).Distinct());
        Assert.All(lines, line =>
        {
            Assert.Equal(multiplyAdd, line.Split(' ')[3]);
            Check(line.Split(' ')[0], line.Split(' ')[^1], where);
        });
    }

    public static void Check(string network, string found, string where) => Assert.True(
        ByNetwork[network] == found,
        $"{network}, {where}: expected weights of SHA-256 {ByNetwork[network]}, but found {found}. "
        + $"Where kernels were meant to change what they compute, put the new hash into {nameof(ExpectedHashes)}.cs.");
}

namespace CnnGen.Reproducibility.Tests;

/// <summary>
/// The weights behind the twenty steps of each <see cref="Experiment"/>, on every machine. A hash changes where a kernel
/// gets another order of its sums, or a network another declaration: then take the new ones from
/// <c>dotnet run -c Release -f net10.0 --project tests/CnnGen.Reproducibility</c>, which must print one and the same for
/// every width of vectors.
/// </summary>
internal static class ExpectedHashes
{
    private static readonly Dictionary<string, string> ByName = new()
    {
        ["LeNet5"] = "39a6c5f79dccea1e358d9d8e34a9cc418c47b0812e90ff6e37c0e70dc045477f",
        ["VggLike"] = "4f8f3bf254099bab6fb516a87bec3ca1affe8240c87b86fcac2370f173c6d864",
        ["Cnn1D"] = "5e1468370b962e5f532e043a17fbe2413a029e0a3b28d457f6a3e635fc5320c1",
        ["Mlp"] = "75c988ef754e5bd6d079306efd291ee3d3b6c3f6513e43560dd30ee5831d7327",
        ["Separable"] = "0f5f8d0f2384b1293501b9b9962a6415d535ee2540834ac895d979e753ec71c8",
        ["Awkward"] = "9c300885f8322ca14bcb0b5b802f89416ad6fcfc007364b39b4c6ad506d7abf7",
        ["Normalized"] = "82fb011743caea659c638b35fc44293d8d9dc376c61ffe1c85bd13f57afb1bbb",
        ["NormalizedSamples"] = "fe9acbd6ed143202b01fa43a651336807e837ee667cf6e7fb380e73be2ba6fe9",
        ["Nesterov"] = "9f9a89a6fa12b9cf2d62226b7f37720651815aeb4c42a100a4b73b6617bcb36d",
        ["Adam"] = "02734e3f45d4bf66111a61d5db63e2ec833a85b4d0fbb71cd5c70717ca380dad",
        ["AdamW"] = "cd5930fb552b90c1008a2e1c866ca2e6bb0c254ac4603358f318a971668da6e7",
        ["RmsProp"] = "803dbe6c93c08b395e38056c1b97bcdde77c464efa85ac4af8020cbd795c344c",
        ["Lion"] = "941049088f52052dbeaeebd3114fb587e57de48b2f26a026a4cc299e63a09a6a",
        ["Muon"] = "05125b1fc331f7e0b633f05b1a9217a3ad3aa47fbe119cfd7a797d8ee6268b13",
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
        ByName[network] == found,
        $"{network}, {where}: expected weights of SHA-256 {ByName[network]}, but found {found}. "
        + $"Where kernels were meant to change what they compute, put the new hash into {nameof(ExpectedHashes)}.cs.");
}

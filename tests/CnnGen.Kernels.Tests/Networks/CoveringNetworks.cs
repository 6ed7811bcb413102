using System.Text;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>
/// A few of many networks that have together what all of them have: every layer with each of its options, every loss, and every strategy,
/// tile and border that the generator chooses for any of them.
/// </summary>
internal static class CoveringNetworks
{
    /// <summary>Takes whichever network adds most to what those before it have, until nothing is left to add.</summary>
    public static IReadOnlyList<TestNetwork> Of(IReadOnlyList<TestNetwork> networks)
    {
        HashSet<string>[] features = FeaturesOf(networks);
        HashSet<string> missing = [.. features.SelectMany(set => set)];
        SortedSet<int> chosen = [];
        while (missing.Count > 0)
        {
            int best = Enumerable.Range(0, features.Length).MaxBy(index => features[index].Count(missing.Contains));
            chosen.Add(best);
            missing.ExceptWith(features[best]);
        }

        return [.. chosen.Select(index => networks[index])];
    }

    private static HashSet<string>[] FeaturesOf(IReadOnlyList<TestNetwork> networks)
    {
        StringBuilder source = new("using CnnGen;\n");
        foreach ((int index, TestNetwork network) in networks.Index())
        {
            source.AppendLine(network.Declaration(ClassName(index)));
        }

        // Nothing is compiled: what the emitted text says of itself is enough.
        ILookup<string, string> files = NetworkCompilation.CreateDriver()
            .RunGenerators(NetworkCompilation.Written([("Networks.cs", source.ToString())]))
            .GetRunResult().Results.Single().GeneratedSources
            .ToLookup(file => file.HintName.Split('.')[0], file => file.SourceText.ToString());
        return [.. networks.Select((network, index) => Declared(network).Concat(files[ClassName(index)].SelectMany(EmittedFeatures.Of)).ToHashSet())];
    }

    // Each layer's name, alone and with each of its options' names.
    private static IEnumerable<string> Declared(TestNetwork network)
    {
        foreach (string declaration in network.Inside.Select(layer => layer.Declaration).Append(network.Loss.Declaration))
        {
            string name = declaration.Split('(')[0];
            yield return name;
            foreach (string argument in declaration.Split('(', ',').Where(argument => argument.Contains('=')))
            {
                yield return name + argument.Split('=')[0];
            }
        }
    }

    private static string ClassName(int index) => FormattableString.Invariant($"Network{index}");
}

using System.Reflection;
using System.Text;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>
/// The emitted class of each test network, in a project that checks its arithmetic for overflow. Versions of C# and nullable
/// references take turns, since none of them may change what is emitted. Many are compiled together, when the first of them is asked for, and those behind
/// them meanwhile: a compilation takes one thread, since two in one wait for each other.
/// </summary>
internal static class CompiledNetworks
{
    private const int NetworksPerCompilation = 32;

    private static readonly LanguageVersion[] Languages = [LanguageVersion.CSharp12, LanguageVersion.CSharp13, LanguageVersion.Preview];

    private static readonly List<Lazy<Task<Assembly>>> Compilations = [];
    private static readonly Dictionary<string, (int Compilation, string Class)> Places = PlaceAll();

    /// <summary>The emitted class of a network.</summary>
    public static Type ClassOf(TestNetwork network)
    {
        (int compilation, string name) = Places[network.Name];
        Task<Assembly> compiled = Compilations[compilation].Value;
        if (!compiled.IsCompleted && compilation + 1 < Compilations.Count)
        {
            _ = Compilations[compilation + 1].Value;
        }

        return compiled.GetAwaiter().GetResult().GetType(name, throwOnError: true)!;
    }

    private static Dictionary<string, (int Compilation, string Class)> PlaceAll()
    {
        var places = new Dictionary<string, (int Compilation, string Class)>();
        IEnumerable<TestNetwork> all = TestNetworks.All
            .Concat(TestNetworks.Frozen)
            .Concat(LocalFamily.Networks)
            .Concat(FilterAsConvolution.Networks)
            .Concat(TestNetworks.Frozen.Select(network => network with { Frozen = [] }))
            .Concat(AuxiliaryNetworks.All.Select(AuxiliaryNetworks.WithoutHeads))
            .Concat(NormNetworks.All)
            .Concat(NormNetworks.Frozen)
            .Concat(BranchedNetworks.Frozen.SelectMany(pair => new[] { pair.Frozen, pair.Plain }))
            .DistinctBy(network => network.Name);
        foreach (TestNetwork[] networks in all.Chunk(NetworksPerCompilation))
        {
            foreach ((int index, TestNetwork network) in networks.Index())
            {
                places.Add(network.Name, (Compilations.Count, ClassName(index)));
            }

            int number = Compilations.Count;
            Compilations.Add(new(() => Task.Run(() => Compile(networks, number))));
        }

        return places;
    }

    private static Assembly Compile(TestNetwork[] networks, int number)
    {
        StringBuilder source = new StringBuilder().AppendLine("using CnnGen;").AppendLine();
        foreach ((int index, TestNetwork network) in networks.Index())
        {
            source.AppendLine(network.Declaration(ClassName(index)));
        }

        return new NetworkCompilation(
            source.ToString(),
            language: Languages[number % Languages.Length],
            nullable: number % 2 == 0 ? NullableContextOptions.Enable : NullableContextOptions.Disable,
            checkOverflow: true,
            documentation: DocumentationMode.Parse).EmitAndLoad();
    }

    private static string ClassName(int index) => $"Network{index}";
}

using System.Reflection;
using System.Text;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>
/// The emitted class of each test network, in a project with the strictest of settings: one that checks its arithmetic for overflow and its
/// documentation. Versions of C# and nullable references take turns, since none of them may change what is emitted. Many are compiled
/// together, when the first of them is asked for, and those after them meanwhile: a compilation takes one thread, since two in one wait
/// for each other.
/// </summary>
internal static class CompiledNetworks
{
    private const int NetworksPerCompilation = 32;

    // Those that single tests name, and no test takes in its turn.
    private const int OthersPerCompilation = 4;

    private static readonly LanguageVersion[] Languages = [LanguageVersion.CSharp12, LanguageVersion.CSharp13, LanguageVersion.Preview];

    private static readonly List<Lazy<Task<Assembly>>> Compilations = [];
    private static int s_tested;
    private static readonly Dictionary<string, (int Compilation, string Class)> Places = PlaceAll();

    /// <summary>The emitted class of a network.</summary>
    public static Type ClassOf(TestNetwork network)
    {
        (int compilation, string name) = Places[network.Name];
        Task<Assembly> compiled = Compilations[compilation].Value;
        if (!compiled.IsCompleted && compilation + 1 < s_tested)
        {
            _ = Compilations[compilation + 1].Value;
        }

        return compiled.GetAwaiter().GetResult().GetType(name, throwOnError: true)!;
    }

    /// <summary>The assemblies of the networks that are tested in turn.</summary>
    public static IEnumerable<Assembly> Assemblies => Compilations.Take(s_tested).Select(compilation => compilation.Value.GetAwaiter().GetResult());

    private static Dictionary<string, (int Compilation, string Class)> PlaceAll()
    {
        var places = new Dictionary<string, (int Compilation, string Class)>();
        TestNetwork[] tested =
        [
            .. TestNetworks.Tested
                .Concat(TestNetworks.Frozen)
                .Concat(LocalFamily.Networks)
                .Concat(FilterAsConvolution.Networks)
                .Concat(TestNetworks.Frozen.Select(network => network with { Frozen = [] }))
                .Concat(AuxiliaryNetworks.All.Select(AuxiliaryNetworks.WithoutHeads))
                .Concat(NormNetworks.All)
                .Concat(NormNetworks.Frozen)
                .Concat(BranchedNetworks.Frozen.SelectMany(pair => new[] { pair.Frozen, pair.Plain }))
                .DistinctBy(network => network.Name),
        ];
        Place(tested, NetworksPerCompilation);
        s_tested = Compilations.Count;
        Place(TestNetworks.All.Append(TestNetworks.TwoConvolutions).ExceptBy(places.Keys, network => network.Name), OthersPerCompilation);
        return places;

        void Place(IEnumerable<TestNetwork> all, int together)
        {
            foreach (TestNetwork[] networks in all.Chunk(together))
            {
                foreach ((int index, TestNetwork network) in networks.Index())
                {
                    places.Add(network.Name, (Compilations.Count, ClassName(index)));
                }

                int number = Compilations.Count;
                Compilations.Add(new(() => Task.Run(() => Compile(networks, number))));
            }
        }
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
            checkOverflow: true).EmitAndLoad();
    }

    private static string ClassName(int index) => $"Network{index}";
}

using System.Reflection;
using System.Text;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>The emitted class of each test network. Many are compiled at once, when the first of them is asked for.</summary>
internal static class CompiledNetworks
{
    private const int NetworksPerCompilation = 64;

    private static readonly Dictionary<string, Lazy<Type>> Classes = CompileAll();

    /// <summary>The emitted class of a network.</summary>
    public static Type ClassOf(TestNetwork network) => Classes[network.Name].Value;

    private static Dictionary<string, Lazy<Type>> CompileAll()
    {
        var classes = new Dictionary<string, Lazy<Type>>();
        IEnumerable<TestNetwork> all = TestNetworks.All
            .Concat(TestNetworks.Frozen)
            .Concat(LocalFamily.Networks)
            .Concat(TestNetworks.Frozen.Select(network => network with { Frozen = [] }))
            .DistinctBy(network => network.Name);
        foreach (TestNetwork[] networks in all.Chunk(NetworksPerCompilation))
        {
            var assembly = new Lazy<Assembly>(() => Compile(networks));
            foreach ((int index, TestNetwork network) in networks.Index())
            {
                classes.Add(
                    network.Name, new Lazy<Type>(() => assembly.Value.GetType(ClassName(index), throwOnError: true)!));
            }
        }

        return classes;
    }

    private static Assembly Compile(TestNetwork[] networks)
    {
        StringBuilder source = new StringBuilder().AppendLine("using CnnGen;").AppendLine();
        foreach ((int index, TestNetwork network) in networks.Index())
        {
            source.AppendLine(network.Declaration(ClassName(index)));
        }

        return new NetworkCompilation(source.ToString(), documentation: DocumentationMode.Parse).EmitAndLoad();
    }

    private static string ClassName(int index) => $"Network{index}";
}

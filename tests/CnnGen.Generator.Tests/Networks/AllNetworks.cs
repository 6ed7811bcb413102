using System.Globalization;
using System.Text;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests.Networks;

/// <summary>What the generator writes for every network that the tests and the samples declare.</summary>
internal static class AllNetworks
{
    private static readonly string[] Samples =
    [
        .. Directory.GetFiles(Repository.PathOf("samples"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .Where(text => text.Contains("[Network(", StringComparison.Ordinal)),
    ];

    private static readonly TestNetwork[] Declared = [.. TestNetworks.Tested, .. NormNetworks.All, .. NormNetworks.Frozen];

    private const string Prefix = "TestNetwork";

    /// <summary>The declaration of the network to which a generated file belongs.</summary>
    public static string DeclarationOf(string hintName)
    {
        string name = hintName.Split('.')[0];
        return name.StartsWith(Prefix, StringComparison.Ordinal)
            ? Declared[int.Parse(name.AsSpan(Prefix.Length), CultureInfo.InvariantCulture)].Name
            : name;
    }

    /// <summary>Runs the generator.</summary>
    public static IReadOnlyList<GeneratedSourceResult> Generate()
    {
        GeneratorRunResult result = NetworkCompilation.CreateDriver().RunGenerators(Written()).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        Assert.DoesNotContain(result.Diagnostics, diagnostic => !diagnostic.IsSuppressed);
        return result.GeneratedSources;
    }

    /// <summary>The declarations together with what the generator writes; the samples' packages are missing.</summary>
    public static Compilation Compile()
    {
        NetworkCompilation.CreateDriver().RunGeneratorsAndUpdateCompilation(Written(), out Compilation compilation, out _);
        return compilation;
    }

    private static CSharpCompilation Written()
    {
        StringBuilder networks = new("using CnnGen;\n");
        foreach ((int index, TestNetwork network) in Declared.Index())
        {
            networks.Append(network.Declaration(Prefix + index.ToString(CultureInfo.InvariantCulture))).Append('\n');
        }

        return NetworkCompilation.Written(Samples.Append(networks.ToString()).Select((text, index) => ($"{index}.cs", text)));
    }
}

using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using CnnGen.Kernels.Tests.Determinism;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Kernels.Tests;

/// <summary>
/// What is emitted does not depend on the settings of the project that it is added to. Here without implicit usings; all other
/// tests run code of projects that check for overflow.
/// </summary>
public class ProjectSettingsTests
{
    private static readonly ConcurrentDictionary<LanguageVersion, Lazy<Assembly>> Assemblies = new();

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.Preview)]
    public void Every_layer_compiles_without_a_warning_and_without_checks_of_overflow(LanguageVersion language)
    {
        Assembly assembly = Compiled(language);
        Assert.DoesNotContain(
            Instruction.Of(assembly),
            instruction => instruction.Code.Name!.Contains(".ovf", StringComparison.Ordinal));
    }

    /// <summary>Each layer, option and loss, in a project with the strictest of settings; compiled once.</summary>
    internal static Assembly Compiled(LanguageVersion language) =>
        Assemblies.GetOrAdd(language, _ => new Lazy<Assembly>(() => Compile(language))).Value;

    private static Assembly Compile(LanguageVersion language)
    {
        StringBuilder source = new StringBuilder().AppendLine("using CnnGen;");
        foreach ((int index, TestNetwork network) in TestNetworks.Covering.Index())
        {
            source.AppendLine(network.Declaration($"Network{index}"));
        }

        return new NetworkCompilation(
            source.ToString(), language: language, nullable: NullableContextOptions.Disable, checkOverflow: true).EmitAndLoad();
    }
}

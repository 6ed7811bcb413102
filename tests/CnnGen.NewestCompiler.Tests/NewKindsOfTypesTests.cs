using System.Globalization;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.NewestCompiler.Tests;

/// <summary>
/// Networks beside kinds of types that came after C# 12, which the generator is written in: code is right where a network can stand, and
/// elsewhere one error says so.
/// </summary>
public class NewKindsOfTypesTests
{
    private const string Network = "[CnnGen.Network(4), CnnGen.FullyConnected(3), CnnGen.SoftmaxCrossEntropy]";

    // As the framework of C# 15 has them.
    private const string Framework =
        """

        namespace System.Runtime.CompilerServices
        {
            [System.AttributeUsage(System.AttributeTargets.Class | System.AttributeTargets.Struct)]
            public sealed class UnionAttribute : System.Attribute;

            public interface IUnion
            {
                object? Value { get; }
            }

            public sealed class IsClosedTypeAttribute : System.Attribute;
        }
        """;

    [Fact]
    public void The_compiler_knows_them() => Assert.True(typeof(CSharpCompilation).Assembly.GetName().Version >= new Version(5, 12));

    [Theory]
    [InlineData("public sealed partial class Net;")]
    [InlineData("public partial union Choice(int, string) { {network} public sealed partial class Net; }")]
    [InlineData("public closed partial class Choice { {network} public sealed partial class Net; }")]
    [InlineData("public closed partial class Choice { {network} public sealed partial class Net : Choice; }")]
    public void A_network_is_compiled_wherever_it_can_stand(string type)
    {
        NetworkCompilation compilation = Compile(type);
        Assert.Empty(compilation.GeneratorDiagnostics);
        Assert.Empty(Errors(compilation));
        Assert.Contains(compilation.GeneratedSources.Keys, name => name.EndsWith("Net.Passes.g.cs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("public closed partial class Net;", "Network 'Net' must be an ordinary class, but is closed. Remove the modifier 'closed'.")]
    [InlineData("public sealed partial record Net(int Size);", "Network 'Net' must be an ordinary class, but is a record. Declare it as a class.")]
    [InlineData("public sealed partial class Net(int size) { public int Size => size; }", "The generated part of network 'Net' has a constructor Net(int seed), which has no values for the parameters behind the class's name.")]
    [InlineData("public sealed partial class Net();", "The generated part of network 'Net' has a constructor Net(int seed), which would have to call the one that the class's head declares.")]
    [InlineData("public sealed partial class Net { public Net(int size) => Size = size; public int Size { get; } }", "The generated part of network 'Net' adds a member 'Net(int)', but the class has one already: remove yours")]
    public void A_mistake_is_one_error(string type, string message)
    {
        NetworkCompilation compilation = Compile(type);
        Assert.StartsWith(message, Assert.Single(compilation.GeneratorDiagnostics).GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Empty(Errors(compilation));
    }

    // The compiler says besides of each of the three attributes that it stands on no class.
    [Fact]
    public void A_union_that_is_to_be_a_network_is_called_one()
    {
        NetworkCompilation compilation = Compile("public partial union Net(int, string);");
        Assert.Equal(
            "Network 'Net' must be an ordinary class, but is a union. Declare it as a class.",
            Assert.Single(compilation.GeneratorDiagnostics).GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(["CS0592", "CS0592", "CS0592"], Errors(compilation));
    }

    [Fact]
    public void A_class_in_an_extension_block_is_the_compiler_s_business()
    {
        NetworkCompilation compilation = Compile("public static partial class Extensions { extension(int number) { {network} public sealed partial class Net; } }");
        Assert.Empty(compilation.GeneratorDiagnostics);
        Assert.Equal(["CS9282"], Errors(compilation));
    }

    private static NetworkCompilation Compile(string type) => new(
        (type.Contains("{network}", StringComparison.Ordinal) ? type.Replace("{network}", Network, StringComparison.Ordinal) : $"{Network} {type}") + Framework,
        language: LanguageVersion.Preview);

    private static IEnumerable<string> Errors(NetworkCompilation compilation) =>
        compilation.CompileDiagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.Id);
}

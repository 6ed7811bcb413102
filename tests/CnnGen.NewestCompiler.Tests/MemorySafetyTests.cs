using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.NewestCompiler.Tests;

/// <summary>What docs/memory-safety.md says of the preview rules under which unsafe members are called from unsafe blocks alone.</summary>
public class MemorySafetyTests
{
    private static readonly CSharpParseOptions Old = new(LanguageVersion.Preview);
    private static readonly CSharpParseOptions New = Old.WithFeatures([KeyValuePair.Create("updated-memory-safety-rules", "true")]);

    // As the framework of .NET 11 marks Unsafe.Add.
    private static readonly MetadataReference Framework = Compile(
        New,
        allowUnsafe: true,
        """
        namespace System.Runtime.CompilerServices { public sealed class MemorySafetyRulesAttribute(int version) : Attribute { public int Version => version; } }

        public static class Raw { public static unsafe ref float Add(ref float x, int i) => ref System.Runtime.CompilerServices.Unsafe.Add(ref x, i); }
        """).ToMetadataReference();

    private static readonly MetadataReference Runtime = Compile(
        Old, allowUnsafe: false, "public static class Lanes { public static float Load(ref float x, int i) => Raw.Add(ref x, i); }", Framework).ToMetadataReference();

    [Theory]
    [InlineData("", "Raw.Add(ref x, 1)", false, "CS9362")]
    [InlineData("#pragma warning disable CS9362", "Raw.Add(ref x, 1)", false, "CS9362")]
    [InlineData("", "Raw.Add(ref x, 1)", true)]
    public void A_call_of_an_unsafe_member_is_an_error_that_no_pragma_silences(string head, string call, bool isInBlock, params string[] errors) =>
        Assert.Equal(errors, Errors(head, call, isInBlock, allowUnsafe: true));

    [Fact]
    public void An_unsafe_block_needs_the_project_s_permission() =>
        Assert.Equal(["CS0227"], Errors(string.Empty, "Raw.Add(ref x, 1)", isInBlock: true, allowUnsafe: false));

    // So loads that take an offset are the way: the address is computed in the runtime.
    [Fact]
    public void A_member_of_an_assembly_under_the_old_rules_may_be_called_from_anywhere() =>
        Assert.Empty(Errors(string.Empty, "Lanes.Load(ref x, 1)", isInBlock: false, allowUnsafe: false));

    private static IEnumerable<string> Errors(string head, string call, bool isInBlock, bool allowUnsafe)
    {
        string body = isInBlock ? $"{{ unsafe {{ return {call}; }} }}" : $"{{ return {call}; }}";
        return Compile(New, allowUnsafe, $"{head}\npublic static class Kernels {{ public static float Pass(ref float x) {body} }}", Framework, Runtime)
            .GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Id);
    }

    private static CSharpCompilation Compile(CSharpParseOptions rules, bool allowUnsafe, string source, params IEnumerable<MetadataReference> references) => CSharpCompilation.Create(
        $"Assembly{source.Length}",
        [CSharpSyntaxTree.ParseText(source, rules)],
        [MetadataReference.CreateFromFile(typeof(object).Assembly.Location), .. references],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: allowUnsafe));
}

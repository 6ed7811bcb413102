using System.Globalization;
using System.Reflection;
using CnnGen.Generator.Diagnostics;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>What is reported on a declaration: all of it, once, in the right place, and no code where it is wrong.</summary>
public class DiagnosticTests
{
    /// <summary>All cases.</summary>
    internal static IReadOnlyList<DiagnosticCase> All => Cases;

    // Those of every class that has some, so that a kind of layer brings its own.
    private static readonly DiagnosticCase[] Cases =
    [
        .. typeof(DiagnosticTests).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Cases", StringComparison.Ordinal))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => type.GetProperty("All", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<IEnumerable<DiagnosticCase>>()
            .SelectMany(cases => cases),
    ];

    private const string CodeEnding = ".Passes.g.cs";

    public static TheoryData<string> Names() => [.. Cases.Select(wrong => wrong.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_network_is_reported(string name)
    {
        DiagnosticCase wrong = Cases.Single(wrong => wrong.Name == name);
        (string source, IReadOnlyList<DiagnosticCase.Mark> marks) = wrong.Parse();
        var compilation = new NetworkCompilation(
            source, language: wrong.Language, optimization: wrong.Optimization, runtime: wrong.Runtime);
        Diagnostic[] reported =
        [
            .. compilation.GeneratorDiagnostics
                .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal),
        ];

        Assert.Equal(
            marks.Select(mark => (mark.Id, source.Substring(mark.Span.Start, mark.Span.Length), mark.Span)),
            reported.Select(diagnostic => (diagnostic.Id, Underlined(diagnostic), diagnostic.Location.SourceSpan)));
        Assert.Equal(
            string.Join('\n', wrong.Messages),
            string.Join('\n', reported.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture))));
        Assert.All(reported, diagnostic => Assert.Equal(diagnostic.Descriptor.DefaultSeverity, diagnostic.Severity));
        Assert.All(reported, diagnostic => Assert.True(diagnostic.Location.IsInSource));

        Assert.Equal(
            wrong.Emitted,
            compilation.GeneratedSources.Keys.Where(IsCode).Select(name => name[..^CodeEnding.Length]));
        Assert.Equal(
            wrong.CompilerErrors,
            compilation.CompileDiagnostics
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
                .Select(diagnostic => diagnostic.Id));
    }

    // All is said once, so that one of both is silent.
    [Theory]
    [MemberData(nameof(Names))]
    public void Where_no_analyzer_runs_the_generator_reports_the_same(string name)
    {
        DiagnosticCase wrong = Cases.Single(wrong => wrong.Name == name);
        string[][] reported = [.. new[] { false, true }.Select(generatorReports =>
            new NetworkCompilation(
                wrong.Parse().Source, language: wrong.Language, optimization: wrong.Optimization, runtime: wrong.Runtime,
                generatorReports: generatorReports)
            .GeneratorDiagnostics.Select(diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal).ToArray())];
        Assert.Equal(wrong.IsOfAnalyzer ? [] : reported[0], reported[1]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_is_short_enough_to_be_read_and_ends_with_a_stop(string name) => Assert.All(
        Cases.Single(wrong => wrong.Name == name).Messages,
        message =>
        {
            Assert.InRange(message.Length, 30, 400);
            Assert.EndsWith(".", message, StringComparison.Ordinal);
        });

    [Fact]
    public void Every_descriptor_has_a_case()
    {
        // Those of weights are shown on their file, and not on a declaration: EmbeddedWeightsTests. A fault has no declaration: FaultTests.
        IEnumerable<string> covered = Cases.SelectMany(wrong => wrong.Parse().Marks).Select(mark => mark.Id).Distinct();
        Assert.Equal(
            Descriptors.All.Select(descriptor => descriptor.Id).Order(), covered.Concat([Descriptors.WeightsOfNoNetwork.Id, Descriptors.WeightsOfAnotherNetwork.Id, Descriptors.Fault.Id]).Order());
    }

    [Fact]
    public void A_pragma_does_not_hide_an_error()
    {
        var compilation = new NetworkCompilation(
            """
            using CnnGen;

            #pragma warning disable
            #pragma warning disable CNN3001
            [Network(4), FullyConnected(0), SoftmaxCrossEntropy]
            public sealed partial class Digits;
            """);
        Diagnostic error = Assert.Single(compilation.GeneratorDiagnostics);
        Assert.Equal("CNN3001", error.Id);
        Assert.False(error.IsSuppressed);
        Assert.DoesNotContain(compilation.GeneratedSources.Keys, IsCode);
    }

    private static string Underlined(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);

    // Without code there is a face all the same, which throws.
    private static bool IsCode(string hintName) => hintName.EndsWith(CodeEnding, StringComparison.Ordinal);
}

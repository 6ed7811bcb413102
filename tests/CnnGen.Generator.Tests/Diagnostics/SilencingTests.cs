using CnnGen.Generator.Diagnostics;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>
/// Whatever is no error can be silenced or made one like a warning of the compiler's own, in each way that a project has,
/// and leaves the network's files alone.
/// </summary>
[Trait("Speed", "Slow")]
public class SilencingTests
{
    // That of weights is shown on their file, which is no source.
    public static TheoryData<string> Ids() =>
    [
        .. Descriptors.All
            .Where(descriptor => descriptor.DefaultSeverity != DiagnosticSeverity.Error && descriptor != Descriptors.WeightsOfAnotherNetwork)
            .Select(descriptor => descriptor.Id),
    ];

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_is_reported_where_nothing_silences_it(string id)
    {
        Diagnostic diagnostic = Assert.Single(Reported(Compilation(id)));
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(diagnostic.DefaultSeverity, diagnostic.Severity);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_pragma_silences_it(string id) =>
        Assert.Empty(Reported(Compilation(id, source => $"#pragma warning disable {id}\n{source}")));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_pragma_behind_the_declaration_does_not_silence_it(string id) =>
        Assert.Single(Reported(Compilation(id, source => $"{source}\n#pragma warning disable {id}")));

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_project_silences_it(string id) => Assert.Empty(Reported(WithOption(id, ReportDiagnostic.Suppress)));

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_editorconfig_silences_it(string id)
    {
        CSharpCompilation compilation = Compilation(id);
        Assert.Empty(Reported(compilation.WithOptions(
            compilation.Options.WithSyntaxTreeOptionsProvider(new EditorConfig(id, ReportDiagnostic.Suppress)))));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_project_makes_it_an_error_and_code_is_still_written(string id) => IsAnErrorWithCode(WithOption(id, ReportDiagnostic.Error));

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_editorconfig_makes_it_an_error_and_code_is_still_written(string id)
    {
        CSharpCompilation compilation = Compilation(id);
        IsAnErrorWithCode(compilation.WithOptions(
            compilation.Options.WithSyntaxTreeOptionsProvider(new EditorConfig(id, ReportDiagnostic.Error))));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_project_that_treats_warnings_as_errors_fails_on_warnings_alone(string id)
    {
        CSharpCompilation compilation = Compilation(id);
        Diagnostic diagnostic = Assert.Single(Reported(compilation.WithOptions(
            compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Error))));
        Assert.Equal(
            diagnostic.DefaultSeverity == DiagnosticSeverity.Warning ? DiagnosticSeverity.Error : DiagnosticSeverity.Info,
            diagnostic.Severity);
    }

    private static void IsAnErrorWithCode(CSharpCompilation compilation)
    {
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(Reported(compilation)).Severity);
        Assert.NotEmpty(NetworkCompilation.CreateDriver().RunGenerators(compilation).GetRunResult().GeneratedTrees);
    }

    // The wrong example of its page; what only a debug build has to say, of a debug build.
    private static CSharpCompilation Compilation(string id, Func<string, string>? edit = null)
    {
        string source = Page.Read(id).Wrong;
        CSharpCompilation compilation = NetworkCompilation.Written([("Networks.cs", edit is null ? source : edit(source))]);
        return id == Descriptors.NotOptimized.Id
            ? compilation.WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Debug))
            : compilation;
    }

    private static CSharpCompilation WithOption(string id, ReportDiagnostic option)
    {
        CSharpCompilation compilation = Compilation(id);
        return compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions([KeyValuePair.Create(id, option)]));
    }

    private static IEnumerable<Diagnostic> Reported(CSharpCompilation compilation) =>
        NetworkCompilation.Report(compilation).Where(diagnostic => !diagnostic.IsSuppressed);

    // What an .editorconfig with "dotnet_diagnostic.CNN4001.severity = none" becomes.
    private sealed class EditorConfig(string id, ReportDiagnostic option) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.NotGenerated;

        public override bool TryGetDiagnosticValue(
            SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = option;
            return diagnosticId == id;
        }

        public override bool TryGetGlobalDiagnosticValue(
            string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = default;
            return false;
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Testing;

/// <summary>What <c>build/CnnGen.props</c> and <c>CnnGen.targets</c> let generator and analyzer see of a project.</summary>
/// <param name="generatorReports">Whether its builds run no analyzers.</param>
internal sealed class ProjectOptions(bool generatorReports) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } =
        new Single("build_property.CnnGenGeneratorReports", generatorReports ? "true" : null);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
        new Single("build_metadata.AdditionalFiles.CnnGenNetwork", ((EmbeddedFile)textFile).Network);

    private sealed class Single(string name, string? content) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == name ? content : null;
            return value is not null;
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Testing;

/// <summary>What <c>build/CnnGen.props</c> and <c>CnnGen.targets</c> let generator and analyzer see of a project.</summary>
/// <param name="generatorReports">Whether its builds run no analyzers.</param>
public sealed class ProjectOptions(bool generatorReports) : AnalyzerConfigOptionsProvider
{
    /// <inheritdoc/>
    public override AnalyzerConfigOptions GlobalOptions { get; } =
        new Given(("build_property.CnnGenGeneratorReports", generatorReports ? "true" : null));

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile)
    {
        // A build gives each file all metadata, those that its item lacks without text.
        (string? network, string headerOf, string weights) = textFile is HeaderFile header
            ? (string.Empty, header.Network, header.Weights)
            : (((EmbeddedFile)textFile).Network, string.Empty, string.Empty);
        return new Given(
            ("build_metadata.AdditionalFiles.CnnGenNetwork", network),
            ("build_metadata.AdditionalFiles.CnnGenHeaderOf", headerOf),
            ("build_metadata.AdditionalFiles.CnnGenWeightsFile", weights));
    }

    private sealed class Given(params (string Name, string? Content)[] options) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = options.FirstOrDefault(option => option.Name == key).Content;
            return value is not null;
        }
    }
}

using System.Collections.Immutable;
using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes;

/// <summary>Sets groups that divide channels and filters, or filters that groups divide.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(GroupsFix))]
internal sealed class GroupsFix : AttributeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("CNN2022");

    protected override IEnumerable<Proposal> Propose(
        Diagnostic diagnostic, AttributeSyntax attribute, SemanticModel model, SourceText text)
    {
        if (attribute.ArgumentList is not { Arguments: var arguments })
        {
            yield break;
        }

        if (diagnostic.Properties.TryGetValue(FixHint.Groups, out string? groups)
            && arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "Groups") is { } written)
        {
            yield return new Proposal($"Set Groups to {groups}", nameof(FixHint.Groups), new TextChange(written.Expression.Span, groups!));
        }

        AttributeArgumentSyntax? filtersByName = arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == "filters");
        if (diagnostic.Properties.TryGetValue(FixHint.Filters, out string? filters)
            && (filtersByName ?? arguments.FirstOrDefault(argument => argument is { NameEquals: null, NameColon: null })) is { } number)
        {
            yield return new Proposal($"Set the filters to {filters}", nameof(FixHint.Filters), new TextChange(number.Expression.Span, filters!));
        }
    }
}

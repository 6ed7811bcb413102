using System.Collections.Immutable;
using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes;

/// <summary>Sets a padding with which a convolution or a pool fits.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PaddingFix))]
internal sealed class PaddingFix : AttributeFix
{
    private const string KernelTooLarge = "CNN2003";
    private const string NegativePadding = "CNN3002";
    private const string PoolPaddingTooWide = "CNN3009";

    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(KernelTooLarge, NegativePadding, PoolPaddingTooWide);

    protected override IEnumerable<Proposal> Propose(
        Diagnostic diagnostic, AttributeSyntax attribute, SemanticModel model, SourceText text)
    {
        if (!diagnostic.Properties.TryGetValue(FixHint.Padding, out string? padding)
            || attribute.ArgumentList is not { Arguments: var arguments })
        {
            yield break;
        }

        AttributeArgumentSyntax? written = arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "Padding");
        yield return written is null
            ? new Proposal(
                $"Add Padding = {padding}{Effect(diagnostic)}",
                nameof(PaddingFix),
                new TextChange(new TextSpan(arguments.Last().Span.End, 0), $", Padding = {padding}"))
            : new Proposal(
                $"Set Padding to {padding}{Effect(diagnostic)}",
                nameof(PaddingFix),
                new TextChange(written.Expression.Span, padding!));
    }

    private static string Effect(Diagnostic diagnostic) =>
        diagnostic.Id is NegativePadding or PoolPaddingTooWide ? string.Empty
        : !diagnostic.Properties.TryGetValue(FixHint.KeptWidth, out string? width) ? ", the least that fits"
        : diagnostic.Properties.TryGetValue(FixHint.KeptHeight, out string? height) ? $", which keeps {height}×{width}"
        : $", which keeps {width}";
}

using System.Collections.Immutable;
using System.Globalization;
using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes;

/// <summary>Makes a kernel or a pool as small as its input needs it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WindowFix))]
internal sealed class WindowFix : AttributeFix
{
    private const string KernelTooLarge = "CNN2003";
    private const string PoolTooLarge = "CNN2004";

    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(KernelTooLarge, PoolTooLarge);

    protected override IEnumerable<Proposal> Propose(
        Diagnostic diagnostic, AttributeSyntax attribute, SemanticModel model, SourceText text)
    {
        if (!diagnostic.Properties.TryGetValue(FixHint.Height, out string? height)
            || !diagnostic.Properties.TryGetValue(FixHint.Width, out string? width)
            || model.GetSymbolInfo(attribute).Symbol is not IMethodSymbol constructor
            || attribute.ArgumentList is not { } list)
        {
            yield break;
        }

        List<TextChange> changes = [];
        for (int i = 0; i < list.Arguments.Count; i++)
        {
            AttributeArgumentSyntax argument = list.Arguments[i];
            // A window of one size is square: its height is its width.
            string? size = (argument.NameEquals?.Name.Identifier.ValueText ?? argument.NameColon?.Name.Identifier.ValueText ?? constructor.Parameters[i].Name) switch
            {
                "kernel" or "kernelHeight" or "Kernel" or "KernelHeight" or "size" or "height" => height,
                "kernelWidth" or "KernelWidth" or "width" => width,
                _ => null,
            };
            object? written = model.GetConstantValue(argument.Expression).Value;
            if (size is not null && Convert.ToString(written, CultureInfo.InvariantCulture) != size)
            {
                changes.Add(new TextChange(argument.Expression.Span, size));
            }
        }

        yield return new Proposal(
            $"Set the {(diagnostic.Id == KernelTooLarge ? "kernel" : "pool")} to {(height == width ? height : $"{height}×{width}")}",
            nameof(WindowFix),
            [.. changes]);
    }
}

using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.CodeFixes.Tests;

/// <summary>Whatever a network looks like: what is offered against an error leads to a document without it.</summary>
public class FaultyNetworkTests
{
    private static readonly int Networks = Extended.IsOn ? 1000 : 100;

    [Fact]
    public async Task An_error_is_gone_where_its_fix_was_accepted()
    {
        List<string> accepted = [];
        for (int seed = 0; seed < Networks; seed++)
        {
            using Editor editor = await Editor.Open(FaultyNetwork.Draw(seed));
            foreach (Diagnostic error in editor.Diagnostics.Where(diagnostic => diagnostic.Id is "CNN2002" or "CNN2003" or "CNN2004"))
            {
                IReadOnlyList<CodeAction> offers = await editor.Offers(error);
                Assert.NotEmpty(offers);
                foreach (CodeAction offer in offers)
                {
                    await IsGone(error, await editor.Accept(offer));
                    accepted.Add(offer.Title);
                }
            }
        }

        Assert.All(
            ["Insert Flatten", "Set the kernel", "Add Padding", "Set Padding", "Set the pool"],
            title => Assert.InRange(accepted.Count(other => other.StartsWith(title, StringComparison.Ordinal)), Networks / 20, int.MaxValue));
    }

    private static async Task IsGone(Diagnostic error, string source)
    {
        Assert.DoesNotContain(
            CSharpSyntaxTree.ParseText(source).GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        using Editor editor = await Editor.Open(source);
        Assert.DoesNotContain(
            editor.Diagnostics,
            diagnostic => diagnostic.Id == error.Id && LayersBehind(diagnostic) == LayersBehind(error));
    }

    // A fix may put a layer in front of another one, but none behind it.
    private static int LayersBehind(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.GetRoot()
        .DescendantNodes()
        .OfType<AttributeSyntax>()
        .Count(attribute => attribute.SpanStart > diagnostic.Location.SourceSpan.Start);
}

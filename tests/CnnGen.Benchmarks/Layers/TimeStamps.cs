using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Benchmarks.Layers;

/// <summary>
/// Puts a mark behind each call of a kernel in the passes of an emitted network. What lies between two calls, such as
/// clearing memory, counts for the second one.
/// </summary>
internal sealed class TimeStamps : CSharpSyntaxRewriter
{
    private const string Clock = $"global::{nameof(CnnGen)}.{nameof(Benchmarks)}.{nameof(Layers)}.{nameof(KernelClock)}";

    private readonly List<Kernel> _kernels = [];

    /// <summary>The kernels found; a mark gives a position in this list.</summary>
    public IReadOnlyList<Kernel> Kernels => _kernels;

    // Passes are internal, what they call is private.
    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) =>
        node.Body is not null && node.Modifiers.Any(SyntaxKind.InternalKeyword)
            ? node.WithBody(Visited(node.Body, SyntaxFactory.ParseStatement($"{Clock}.{nameof(KernelClock.Start)}();")))
            : node;

    public override SyntaxNode VisitBlock(BlockSyntax node) => Visited(node);

    private BlockSyntax Visited(BlockSyntax block, params IEnumerable<StatementSyntax> first) =>
        block.WithStatements([.. first, .. block.Statements.SelectMany(Marked)]);

    private IEnumerable<StatementSyntax> Marked(StatementSyntax statement)
    {
        yield return (StatementSyntax)Visit(statement);
        if (statement is ExpressionStatementSyntax expression && Kernel.CalledBy(expression) is { } kernel)
        {
            int number = _kernels.IndexOf(kernel);
            if (number < 0)
            {
                number = _kernels.Count;
                _kernels.Add(kernel);
            }

            yield return SyntaxFactory.ParseStatement($"{Clock}.{nameof(KernelClock.Mark)}({number});");
        }
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Tests.Emit;

/// <summary>
/// Counts the lane operations of a method by its text: each use of a member of V, each operator on values of V, and all
/// operations of the elementary functions that it calls, since those are inlined.
/// </summary>
internal sealed class LaneOperations : CSharpSyntaxWalker
{
    private const string Lane = "V";
    private const string Functions = "LaneMath";
    private static readonly string[] Constants = ["Count", "SubBlocks", "Registers"];
    private static readonly string[] Numbers = [.. Constants, "At", "Sum"];

    private readonly IReadOnlyDictionary<string, MethodDeclarationSyntax> _functions;
    private readonly HashSet<string> _lanes = [];
    private int _count;

    private LaneOperations(IReadOnlyDictionary<string, MethodDeclarationSyntax> functions) => _functions = functions;

    /// <summary>Counts the operations of a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="functions">The methods of <c>LaneMath</c> by name.</param>
    public static int Count(MethodDeclarationSyntax method, IReadOnlyDictionary<string, MethodDeclarationSyntax> functions)
    {
        var operations = new LaneOperations(functions);
        operations.Visit(method);
        return operations._count;
    }

    public static IEnumerable<MethodDeclarationSyntax> Methods(SyntaxTree file) => file.GetRoot()
        .DescendantNodes(node => node is not MethodDeclarationSyntax)
        .OfType<MethodDeclarationSyntax>();

    public override void VisitParameter(ParameterSyntax node)
    {
        if (Is(node.Type, Lane))
        {
            _lanes.Add(node.Identifier.Text);
        }
    }

    public override void VisitVariableDeclaration(VariableDeclarationSyntax node)
    {
        if (Is(node.Type, Lane))
        {
            _lanes.UnionWith(node.Variables.Select(variable => variable.Identifier.Text));
        }

        base.VisitVariableDeclaration(node);
    }

    public override void VisitMemberAccessExpression(MemberAccessExpressionSyntax node)
    {
        _count += Is(node.Expression, Lane) && !Constants.Contains(node.Name.Identifier.Text) ? 1 : 0;
        base.VisitMemberAccessExpression(node);
    }

    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        MethodDeclarationSyntax? function = node.Expression switch
        {
            MemberAccessExpressionSyntax member when Is(member.Expression, Functions) => _functions[member.Name.Identifier.Text],
            SimpleNameSyntax name => _functions.GetValueOrDefault(name.Identifier.Text),
            _ => null,
        };
        _count += function is null ? 0 : Count(function, _functions);

        // The one that multiplies by a float at a place broadcasts it as well.
        bool broadcasts = node.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Accumulate" } && node.ArgumentList.Arguments.Count == 4;
        _count += broadcasts ? 1 : 0;
        base.VisitInvocationExpression(node);
    }

    public override void VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        _count += IsLane(node) ? 1 : 0;
        base.VisitBinaryExpression(node);
    }

    public override void VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        _count += !node.IsKind(SyntaxKind.SimpleAssignmentExpression) && IsLane(node.Left) ? 1 : 0;
        base.VisitAssignmentExpression(node);
    }

    private bool IsLane(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => _lanes.Contains(name.Identifier.Text),
        ParenthesizedExpressionSyntax parentheses => IsLane(parentheses.Expression),
        BinaryExpressionSyntax binary => IsLane(binary.Left) || IsLane(binary.Right),
        InvocationExpressionSyntax call => IsLane(call.Expression),
        MemberAccessExpressionSyntax member => Is(member.Expression, Functions)
            || (Is(member.Expression, Lane) && !Numbers.Contains(member.Name.Identifier.Text)),
        _ => false,
    };

    private static bool Is(ExpressionSyntax? expression, string name) =>
        expression is IdentifierNameSyntax identifier && identifier.Identifier.Text == name;
}

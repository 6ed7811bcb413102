using System.Text;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Kernels;

/// <summary>A statement of emitted code.</summary>
internal abstract class Statement
{
    /// <summary>The lane operations in it.</summary>
    public abstract int Operations { get; }

    /// <summary>The locals that it declares among the statements beside it.</summary>
    public abstract IEnumerable<string> Declared { get; }

    /// <summary>All locals that it declares, those within it included.</summary>
    public abstract IEnumerable<string> AllDeclared { get; }

    /// <param name="writer">Where to.</param>
    /// <param name="around">The statements beside it, it among them.</param>
    public abstract void Write(SourceWriter writer, IReadOnlyList<Statement> around);
}

/// <summary>A statement without others in it.</summary>
/// <param name="locals">The locals that it declares.</param>
/// <param name="operations">Lane operations beside those of its parts.</param>
/// <param name="parts">Text, and expressions.</param>
internal sealed class Line(IReadOnlyList<string> locals, int operations, params object[] parts) : Statement
{
    public override int Operations => operations + parts.OfType<Expression>().Sum(expression => expression.Operations);

    public override IEnumerable<string> Declared => locals;

    public override IEnumerable<string> AllDeclared => Declared;

    public override void Write(SourceWriter writer, IReadOnlyList<Statement> around)
    {
        StringBuilder text = new();
        foreach (object part in parts)
        {
            text.Append(part);
        }

        writer.Line(text.ToString());
    }
}

/// <summary>Statements that stand in one line.</summary>
/// <param name="statements">None of them declares a local.</param>
internal sealed class Row(Block statements) : Statement
{
    public override int Operations => statements.Operations;

    public override IEnumerable<string> Declared => [];

    public override IEnumerable<string> AllDeclared => [];

    public override void Write(SourceWriter writer, IReadOnlyList<Statement> around)
    {
        SourceWriter lines = new();
        statements.Write(lines);
        writer.Line(lines.ToString().TrimEnd('\n').Replace('\n', ' '));
    }
}

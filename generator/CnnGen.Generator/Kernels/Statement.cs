using System.Text;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Kernels;

/// <summary>A statement of emitted code.</summary>
internal abstract class Statement
{
    /// <summary>The lane operations in it.</summary>
    public abstract int Operations { get; }

    /// <summary>The locals that it declares among the statements beside it.</summary>
    public abstract IReadOnlyCollection<string> Declared { get; }

    /// <summary>Whether it, or a statement within it, declares a local of one of these names.</summary>
    public abstract bool DeclaresOneOf(HashSet<string> names);

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

    public override IReadOnlyCollection<string> Declared => locals;

    public override bool DeclaresOneOf(HashSet<string> names) => locals.Any(names.Contains);

    public void Print(StringBuilder text)
    {
        foreach (object part in parts)
        {
            if (part is Expression expression)
            {
                expression.Print(text);
            }
            else
            {
                text.Append((string)part);
            }
        }
    }

    public override void Write(SourceWriter writer, IReadOnlyList<Statement> around)
    {
        if (parts.Length == 0)
        {
            writer.Line();
        }
        else
        {
            writer.Line(Print);
        }
    }
}

/// <summary>Statements that stand in one line.</summary>
/// <param name="statements">None of them declares a local.</param>
internal sealed class Row(IReadOnlyList<Line> statements) : Statement
{
    public override int Operations => statements.Sum(statement => statement.Operations);

    public override IReadOnlyCollection<string> Declared => [];

    public override bool DeclaresOneOf(HashSet<string> names) => false;

    public override void Write(SourceWriter writer, IReadOnlyList<Statement> around) => writer.Line(text =>
    {
        for (int i = 0; i < statements.Count; i++)
        {
            text.Append(i == 0 ? string.Empty : " ");
            statements[i].Print(text);
        }
    });
}

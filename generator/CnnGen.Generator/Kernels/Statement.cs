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
    public override int Operations { get; } = operations + Expression.Total(parts);

    public override IReadOnlyCollection<string> Declared => locals;

    public override bool DeclaresOneOf(HashSet<string> names) => locals.Count > 0 && locals.Any(names.Contains);

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

/// <summary>Statements that belong together: as many in a line as it holds.</summary>
internal sealed class Row(IReadOnlyList<Line> statements) : Statement
{
    public override int Operations { get; } = statements.Sum(statement => statement.Operations);

    public override IReadOnlyCollection<string> Declared { get; } = [.. statements.SelectMany(statement => statement.Declared)];

    public override bool DeclaresOneOf(HashSet<string> names) => statements.Any(statement => statement.DeclaresOneOf(names));

    public override void Write(SourceWriter writer, IReadOnlyList<Statement> around)
    {
        StringBuilder row = new();
        foreach (Line statement in statements)
        {
            int end = row.Length;
            row.Append(end == 0 ? string.Empty : " ");
            statement.Print(row);
            if (end > 0 && row.Length > writer.Room)
            {
                writer.Line(row.ToString(0, end));
                row.Remove(0, end + 1);
            }
        }

        writer.Line(row.ToString());
    }
}

using System.Text;

namespace CnnGen.Generator.Kernels;

/// <summary>Something that emitted code computes.</summary>
internal abstract class Expression
{
    /// <summary>The lane operations in it.</summary>
    public abstract int Operations { get; }

    public static implicit operator Expression(int value) => (Integer)value;

    public abstract void Print(StringBuilder text);

    public sealed override string ToString()
    {
        StringBuilder text = new();
        Print(text);
        return text.ToString();
    }

    /// <summary>The lane operations in expressions, among which there may be texts.</summary>
    public static int Total(object[] parts)
    {
        int operations = 0;
        foreach (object part in parts)
        {
            operations += part is Expression expression ? expression.Operations : 0;
        }

        return operations;
    }

    /// <summary>Prints expressions with commas between them.</summary>
    protected static void PrintList(StringBuilder text, IReadOnlyList<Expression> expressions)
    {
        for (int i = 0; i < expressions.Count; i++)
        {
            text.Append(i == 0 ? string.Empty : ", ");
            expressions[i].Print(text);
        }
    }
}

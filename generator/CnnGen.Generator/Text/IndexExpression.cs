namespace CnnGen.Generator.Text;

/// <summary>Index arithmetic as a person would write it: no term that is zero, no factor that is one.</summary>
internal static class IndexExpression
{
    /// <summary><c>variable * factor</c>; empty where the variable is absent or the factor zero.</summary>
    public static string Times(string variable, int factor) => (variable.Length, factor) switch
    {
        (0, _) or (_, 0) => string.Empty,
        (_, 1) => variable,
        _ => $"({variable} * {Literal.Of(factor)})",
    };

    public static string Constant(int value) => value == 0 ? string.Empty : Literal.Of(value);

    /// <summary>The sum of the terms that are there, <c>0</c> where none is.</summary>
    public static string Sum(params string[] terms)
    {
        string[] present = [.. terms.Where(term => term.Length > 0)];
        return present.Length switch
        {
            0 => "0",
            1 => WithoutBrackets(present[0]),
            _ => string.Join(" + ", present).Replace("+ -", "- "),
        };
    }

    // Those around the whole term alone: in "((block + channel) * 9)" the inner ones stay, and in "(a + b) * (c + d)" all.
    private static string WithoutBrackets(string term)
    {
        int depth = 0;
        for (int i = 0; i < term.Length; i++)
        {
            depth += term[i] == '(' ? 1 : term[i] == ')' ? -1 : 0;
            if (depth == 0 && i < term.Length - 1)
            {
                return term;
            }
        }

        return term.Length > 1 ? term.Substring(1, term.Length - 2) : term;
    }
}

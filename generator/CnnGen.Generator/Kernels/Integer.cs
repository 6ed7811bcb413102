using System.Text;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Kernels;

/// <summary>
/// A whole number that emitted code computes: a sum of variables times numbers, and a number, each where it was added first.
/// What is known when the code is written is folded.
/// </summary>
internal sealed class Integer : Expression
{
    // Most numbers are these.
    private static readonly Integer[] Small = [.. Enumerable.Range(0, 128).Select(number => number == 0 ? new Integer() : new Integer(new Term(string.Empty, number)))];

    // The number among them has no variable. None has the factor zero.
    private readonly Term[] _terms;

    private Integer(params Term[] terms) => _terms = terms;

    /// <summary>The number, where no variable is part of it.</summary>
    public int? Constant => _terms.Length == 0 ? 0 : _terms.Length == 1 && _terms[0].Variable.Length == 0 ? _terms[0].Factor : null;

    public override int Operations => 0;

    public static implicit operator Integer(int value) => (uint)value < (uint)Small.Length ? Small[value] : new Integer(new Term(string.Empty, value));

    public static Integer operator +(Integer left, Integer right)
    {
        if (left._terms.Length == 0 || right._terms.Length == 0)
        {
            return left._terms.Length == 0 ? right : left;
        }

        if (left.Constant is { } first && right.Constant is { } second)
        {
            return first + second;
        }

        List<Term> terms = new(left._terms.Length + right._terms.Length);
        terms.AddRange(left._terms);
        foreach (Term term in right._terms)
        {
            int known = 0;
            while (known < terms.Count && terms[known].Variable != term.Variable)
            {
                known++;
            }

            if (known == terms.Count)
            {
                terms.Add(term);
            }
            else if (terms[known].Factor + term.Factor == 0)
            {
                terms.RemoveAt(known);
            }
            else
            {
                terms[known] = term with { Factor = terms[known].Factor + term.Factor };
            }
        }

        return new Integer([.. terms]);
    }

    public static Integer operator -(Integer left, Integer right) => left + (right * -1);

    public static Integer operator *(Integer number, int factor) =>
        factor == 0 ? 0 : factor == 1 ? number : new Integer(Array.ConvertAll(number._terms, term => term with { Factor = term.Factor * factor }));

    /// <summary>The quotient of a number that is not negative, rounded down.</summary>
    public static Integer operator /(Integer number, int divisor) => divisor == 1 ? number
        : number.Constant is { } known ? known / divisor
        : Of($"{number.Operand} / {Literal.Of(divisor)}");

    /// <summary>What a division of a number that is not negative leaves.</summary>
    public static Integer operator %(Integer number, int divisor) => divisor == 1 ? 0
        : number.Constant is { } known ? known % divisor
        : Of($"{number.Operand} % {Literal.Of(divisor)}");

    /// <summary>A variable, or another expression that reads as one operand.</summary>
    public static Integer Of(string variable) => new(new Term(variable, 1));

    /// <summary>So many for each sub-block.</summary>
    public static Integer InAllSubBlocks(int count) => Of(count == 1 ? "V.SubBlocks" : $"{Literal.Of(count)} * V.SubBlocks");

    public static Integer Max(Integer left, Integer right) => Choose("Math.Max", left, right, Math.Max);

    public static Integer Min(Integer left, Integer right) => Choose("Math.Min", left, right, Math.Min);

    public static Integer Product(Integer left, Integer right) => (left.Constant, right.Constant) switch
    {
        (_, { } factor) => left * factor,
        ({ } factor, _) => right * factor,
        _ => Of($"{left.Operand} * {right.Operand}"),
    };

    /// <summary>A number times another one, as wide as an address where that may be too large for a whole number.</summary>
    public static Integer Wide(Integer number, int factor) => factor == 1 || (number.Constant is { } known && (long)known * factor is >= int.MinValue and <= int.MaxValue)
        ? number * factor
        : Of($"(IntPtr){number.Operand} * {Literal.Of(factor)}");

    public override void Print(StringBuilder text)
    {
        for (int i = 0; i < _terms.Length; i++)
        {
            Term term = _terms[i];
            int factor = term.Factor;
            if (i > 0)
            {
                text.Append(factor < 0 ? " - " : " + ");
                factor = Math.Abs(factor);
            }

            PrintTerm(text, term.Variable, factor, isAlone: _terms.Length == 1);
        }

        if (_terms.Length == 0)
        {
            text.Append('0');
        }
    }

    private static void PrintTerm(StringBuilder text, string variable, int factor, bool isAlone)
    {
        if (variable.Length == 0)
        {
            text.Append(Literal.Of(factor));
        }
        else if (factor is 1 or -1)
        {
            bool isOperand = (isAlone && factor == 1) || IsOperand(variable);
            text.Append(factor < 0 ? "-" : string.Empty).Append(isOperand ? variable : $"({variable})");
        }
        else
        {
            string product = $"{(IsOperand(variable) ? variable : $"({variable})")} * {Literal.Of(factor)}";
            text.Append(isAlone ? product : $"({product})");
        }
    }

    private string Operand => IsOperand(ToString()) ? ToString() : $"({this})";

    // Spaces stand around operators, and inside of a call's brackets.
    private static bool IsOperand(string text)
    {
        int depth = 0;
        foreach (char letter in text)
        {
            depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
            if (letter == ' ' && depth == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static Integer Choose(string function, Integer left, Integer right, Func<int, int, int> choose) =>
        left.Constant is { } first && right.Constant is { } second ? choose(first, second) : Of($"{function}({left}, {right})");

    /// <param name="Variable">Empty for a number.</param>
    /// <param name="Factor">What it is multiplied by.</param>
    private readonly record struct Term(string Variable, int Factor);
}

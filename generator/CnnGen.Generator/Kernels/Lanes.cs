using System.Text;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Kernels;

/// <summary>A vector that emitted code computes: a value in each lane.</summary>
internal sealed class Lanes : Expression
{
    private readonly string _head;
    private readonly Expression[]? _arguments;
    private readonly int _precedence;

    private Lanes(string head, Expression[]? arguments, int ownOperations, int precedence = 0)
    {
        _head = head;
        _arguments = arguments;
        _precedence = precedence;
        Operations = ownOperations + Total(arguments ?? []);
    }

    public static Lanes Zero { get; } = new("V.Zero", null, ownOperations: 1);

    public override int Operations { get; }

    public static Lanes operator +(Lanes left, Lanes right) => Operator("+", left, right, precedence: 1);

    public static Lanes operator -(Lanes left, Lanes right) => Operator("-", left, right, precedence: 1);

    public static Lanes operator *(Lanes left, Lanes right) => Operator("*", left, right, precedence: 2);

    public static Lanes operator /(Lanes left, Lanes right) => Operator("/", left, right, precedence: 2);

    /// <summary>A local or parameter.</summary>
    public static Lanes Of(string variable) => new(variable, null, ownOperations: 0);

    /// <summary>The vector at a place, or so many further on.</summary>
    public static Lanes Load(Address from, Integer vector) => vector.Constant == 0 ? Load(from) : Function("V.Load", from, vector);

    /// <inheritdoc cref="Load(Address, Integer)"/>
    public static Lanes Load(Address from) => Function("V.Load", from);

    /// <summary>The float at a place, in each lane.</summary>
    public static Lanes Broadcast(Address from, Integer place) => Function("V.Broadcast", from, place);

    /// <summary>A number in each lane, in the fewest digits that read back to it.</summary>
    public static Lanes Broadcast(float value) => Function("V.Broadcast", Integer.Of(Literal.Shortest(value) + "f"));

    /// <summary>A number that emitted code finds or computes, in each lane.</summary>
    public static Lanes BroadcastOf(FormattableString number) => Function("V.Broadcast", Integer.Of(FormattableString.Invariant(number)));

    /// <summary>One part of so many, in each lane.</summary>
    public static Lanes PartOf(Integer count) => count.Constant is { } number
        ? Broadcast(1f / number)
        : Function("V.Broadcast", Integer.Of($"1f / ({count})"));

    public static Lanes Max(Lanes left, Lanes right) => Function("V.Max", left, right);

    public static Lanes MaxOrNaN(Lanes left, Lanes right) => Function("V.MaxOrNaN", left, right);

    public static Lanes Abs(Lanes value) => Function("V.Abs", value);

    public static Lanes MultiplyAdd(Lanes left, Lanes right, Lanes summand) => Function("V.MultiplyAdd", left, right, summand);

    /// <summary>Where left is greater than right the one value, elsewhere the other.</summary>
    public static Lanes SelectGreater(Lanes left, Lanes right, Lanes then, Lanes otherwise) => Function("V.SelectGreater", left, right, then, otherwise);

    /// <summary>Where both have the same bits the one value, elsewhere the other.</summary>
    public static Lanes SelectSame(Lanes left, Lanes right, Lanes then, Lanes otherwise) => Function("V.SelectSame", left, right, then, otherwise);

    /// <summary>An elementary function of the runtime, which is inlined.</summary>
    public static Lanes Apply(LaneFunction function, params Lanes[] arguments) => new($"LaneMath.{function.Name}", arguments, function.Operations);

    public override void Print(StringBuilder text)
    {
        if (_precedence > 0)
        {
            PrintOperand(text, (Lanes)_arguments![0], _precedence);
            text.Append(' ').Append(_head).Append(' ');
            PrintOperand(text, (Lanes)_arguments[1], precedence: -1);
            return;
        }

        text.Append(_head);
        if (_arguments is not null)
        {
            text.Append('(');
            PrintList(text, _arguments);
            text.Append(')');
        }
    }

    private static Lanes Function(string name, params Expression[] arguments) => new(name, arguments, ownOperations: 1);

    private static Lanes Operator(string sign, Lanes left, Lanes right, int precedence) => new(sign, [left, right], ownOperations: 1, precedence);

    // Without brackets where it is read first anyway.
    private static void PrintOperand(StringBuilder text, Lanes operand, int precedence)
    {
        bool isBracketed = operand._precedence > 0 && operand._precedence != precedence;
        text.Append(isBracketed ? "(" : string.Empty);
        operand.Print(text);
        text.Append(isBracketed ? ")" : string.Empty);
    }
}

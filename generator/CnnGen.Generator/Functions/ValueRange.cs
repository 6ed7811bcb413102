using CnnGen.Generator.Text;

namespace CnnGen.Generator.Functions;

/// <summary>What values can be, whatever the weights and the input are.</summary>
internal readonly record struct ValueRange(double Least, double Greatest)
{
    public static readonly ValueRange All = new(double.NegativeInfinity, double.PositiveInfinity);

    public bool IsBounded => !double.IsInfinity(Least) && !double.IsInfinity(Greatest);

    /// <summary>As messages write it: <c>0.5 to 1</c>, or <c>0 or more</c>.</summary>
    public override string ToString() => double.IsPositiveInfinity(Greatest)
        ? $"{Literal.Rounded(Least)} or more"
        : $"{Literal.Rounded(Least)} to {Literal.Rounded(Greatest)}";
}

using System.Text;

namespace CnnGen.Generator.Kernels;

/// <summary>An argument that is no number, place or vector, as it is written.</summary>
internal sealed class Argument(FormattableString text) : Expression
{
    public override int Operations => 0;

    public override void Print(StringBuilder printed) => printed.Append(FormattableString.Invariant(text));
}

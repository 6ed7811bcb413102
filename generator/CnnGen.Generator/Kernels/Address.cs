using System.Text;

namespace CnnGen.Generator.Kernels;

/// <summary>A place in an array of floats, as emitted code passes it on: <c>ref x</c>, or what lies further on.</summary>
internal sealed class Address : Expression
{
    private const string ByVectors = "V.At";
    private const string ByFloats = "Unsafe.Add";

    private readonly Address? _origin;
    private readonly string _function = string.Empty;
    private readonly Integer _offset = 0;

    /// <param name="name">A parameter or local that is a <c>ref float</c>.</param>
    public Address(string name) => Name = name;

    private Address(Address origin, string function, Integer offset)
    {
        _origin = origin;
        _function = function;
        _offset = offset;
        Operations = origin.Operations + (function == ByVectors ? 1 : 0);
    }

    /// <summary>The parameter or local; empty for what lies further on.</summary>
    public string Name { get; } = string.Empty;

    public override int Operations { get; }

    /// <summary>So many vectors further on.</summary>
    public Address At(Integer vectors) => Further(ByVectors, vectors);

    /// <summary>So many floats further on.</summary>
    public Address Plus(Integer floats) => Further(ByFloats, floats);

    public override void Print(StringBuilder text)
    {
        text.Append("ref ");
        if (_origin is null)
        {
            text.Append(Name);
            return;
        }

        text.Append(_function).Append('(');
        PrintList(text, [_origin, _offset]);
        text.Append(')');
    }

    private Address Further(string function, Integer offset) => offset.Constant == 0 ? this
        : _origin is not null && _function == function ? _origin.Further(function, _offset + offset)
        : new Address(this, function, offset);
}

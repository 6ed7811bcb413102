using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>Each value over a power of the mean square of its neighbours, the values of nearby channels at the same place.</summary>
/// <param name="Text">The attribute as written, for messages.</param>
/// <param name="Size">Channels of a neighbourhood.</param>
/// <param name="Alpha">What the mean of their squares is multiplied by.</param>
/// <param name="Beta">The power.</param>
/// <param name="K">What is added before it is taken.</param>
[LayerAttribute("LocalResponseNorm")]
internal sealed record LocalResponseNorm(string Text, int Size, float Alpha, float Beta, float K) : Layer(Text), ILowerable
{
    /// <summary>Channels of a neighbourhood to each side.</summary>
    public int Reach => Size / 2;

    /// <summary>What the sum of their squares is multiplied by.</summary>
    public float Share => (float)((double)Alpha / Size);

    public override string NamePrefix => "norm";

    public override string CanonicalText =>
        $"LocalResponseNorm({Literal.Of(Size)}, {Literal.Shortest(Alpha)}, {Literal.Shortest(Beta)}, {Literal.Shortest(K)})";

    public static LocalResponseNorm Read(LayerDeclaration declaration) => new(
        declaration.Text,
        declaration.Integer("size", 5),
        (float)declaration.Number("alpha", 1e-4),
        (float)declaration.Number("beta", 0.75),
        (float)declaration.Number("k", 1));

    public override void CheckSizes(DiagnosticBag findings)
    {
        findings.RequirePositive("size", Size);
        if (Size > 0 && Size % 2 == 0)
        {
            findings.Report(DiagnosticId.NormOutOfRange, Text, "size", "odd, so that a value stands in the middle of its neighbours", Literal.Of(Size));
        }

        CheckNumber(findings, "alpha", Alpha, Alpha >= 0, "a number from 0 to 3.4E+38");
        CheckNumber(findings, "beta", Beta, Beta >= 0, "a number from 0 to 3.4E+38");
        CheckNumber(findings, "k", K, K >= 1e-30f, "a number from 1E-30 to 3.4E+38");
    }

    public override Shape? InferShape(Shape input, DiagnosticBag findings) => input;

    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) => new LocalResponseNormOperation(this, name, inputs[0], output);

    private void CheckNumber(DiagnosticBag findings, string name, float value, bool isInRange, string range)
    {
        if (!isInRange || float.IsInfinity(value))
        {
            findings.Report(
                DiagnosticId.NormOutOfRange, Text, name, range, Literal.InWords(value));
        }
    }
}

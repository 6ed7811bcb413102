using CnnGen.Generator.Declarations;
using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>
/// x · Φ(x). It falls before it rises, so that its result does not tell its derivative: it is no <see cref="Activation"/> that
/// another operation takes over, and its argument is kept.
/// </summary>
[LayerAttribute("GELU")]
internal sealed record Gelu(string Text) : Layer(Text), ILowerable
{
    /// <summary>Below the least value, −0.16997, which it has at −0.75179.</summary>
    private const double Least = -0.17;

    public override string NamePrefix => "gelu";

    public override string CanonicalText => "GELU";

    public override Shape? InferShape(Shape input, DiagnosticBag findings) => input;

    public override ValueRange Range(ValueRange input) =>
        new(input.Least >= 0 ? 0 : Least, Math.Max(input.Greatest, 0));

    public static Gelu Read(LayerDeclaration declaration) => new(declaration.Text);

    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) => new GeluOperation(name, inputs[0], output);
}

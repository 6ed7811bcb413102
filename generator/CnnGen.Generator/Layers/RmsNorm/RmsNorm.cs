using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Root-mean-square normalisation (Zhang and Sennrich 2019): the channels of each position, or all values of a sample, over the root of their mean
/// square, times a learned factor.
/// </summary>
/// <param name="Text">The attribute as written, for messages.</param>
/// <param name="Epsilon">What is added to a mean square.</param>
/// <param name="WholeSample">Whether it is over all values, with a factor each.</param>
[LayerAttribute("RmsNorm")]
internal sealed record RmsNorm(string Text, float Epsilon, bool WholeSample) : Layer(Text), ILowerable
{
    public override string NamePrefix => "rms";

    public override string CanonicalText => $"RmsNorm(Epsilon = {Literal.Shortest(Epsilon)}{(WholeSample ? ", WholeSample = true" : string.Empty)})";

    public override bool FusesActivation => true;

    public override bool Learns => true;

    public override bool Normalizes => true;

    // At one position after the other, where it measures each by itself.
    public override bool WalksChannels => !WholeSample;

    public static RmsNorm Read(LayerDeclaration declaration) =>
        new(declaration.Text, (float)declaration.Number("Epsilon", 1.1920929e-7), declaration.Flag("WholeSample", false));

    public override long ParameterCount(Shape input) => WholeSample ? input.Size : input.Channels;

    public override void CheckSizes(DiagnosticBag findings)
    {
        if (Epsilon is not (>= 1e-30f and <= float.MaxValue))
        {
            findings.Report(DiagnosticId.NormalizationOutOfRange, Text, "Epsilon", "a number from 1E-30 to 3.4E+38", Literal.InWords(Epsilon));
        }
    }

    public override Shape? InferShape(Shape input, DiagnosticBag findings) => input;

    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) => new RmsNormOperation(this, name, inputs[0], output);
}

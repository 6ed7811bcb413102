using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Each channel with mean 0 and variance 1 over the batch, times a learned factor, plus a learned summand (Ioffe and Szegedy 2015); in
/// predictions, and where it is frozen, by running statistics.
/// </summary>
/// <param name="Text">The attribute as written, for messages.</param>
/// <param name="Epsilon">What is added to a variance.</param>
/// <param name="Momentum">What the running statistics take over of those of a batch.</param>
[LayerAttribute("BatchNorm")]
internal sealed record BatchNorm(string Text, float Epsilon, float Momentum) : Layer(Text), ILowerable
{
    public override string NamePrefix => "bn";

    public override string CanonicalText => $"BatchNorm(Epsilon = {Literal.Shortest(Epsilon)}, Momentum = {Literal.Shortest(Momentum)})";

    public override bool FusesActivation => true;

    public static BatchNorm Read(LayerDeclaration declaration) => new(
        declaration.Text, (float)declaration.Number("Epsilon", 1e-5), (float)declaration.Number("Momentum", 0.1));

    public override void CheckSizes(DiagnosticBag findings)
    {
        CheckNumber(findings, "Epsilon", Epsilon, Epsilon is >= 1e-30f and <= float.MaxValue, "a number from 1E-30 to 3.4E+38");
        CheckNumber(findings, "Momentum", Momentum, Momentum is >= 0 and <= 1, "a number from 0 to 1");
    }

    public override Shape? InferShape(Shape input, DiagnosticBag findings) => input;

    public override bool Learns => true;

    public override long ParameterCount(Shape input) => 2L * input.Channels;

    public override bool Normalizes => true;

    public override bool KeepsStatistics => true;

    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) => new BatchNormOperation(this, name, inputs[0], output);

    /// <summary>Says that the biases of a layer have no effect, where a norm alone reads what they are added to.</summary>
    public static void AdviseBias(ShapedNetwork network, Node node, bool hasBias, DiagnosticBag findings)
    {
        if (hasBias && !node.Layer.Frozen && node.Readers.Count == 1 && network.Nodes[node.Readers[0]] is { Layer: BatchNorm { Frozen: false } norm } reader && reader.Input == node.Output)
        {
            findings.Report(DiagnosticId.BiasBeforeNorm, node.Layer.Text, norm.Text);
        }
    }

    private void CheckNumber(DiagnosticBag findings, string name, float value, bool isInRange, string range)
    {
        if (!isInRange)
        {
            findings.Report(
                DiagnosticId.NormalizationOutOfRange, Text, name, range, Literal.InWords(value));
        }
    }
}

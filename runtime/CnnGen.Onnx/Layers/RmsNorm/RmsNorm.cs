using System.Runtime.CompilerServices;
using CnnGen.Onnx.Import;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Layers;

/// <summary>The channels of each position over the root of their mean square, or all values of a sample.</summary>
/// <param name="Epsilon">What is added to a mean square.</param>
/// <param name="WholeSample">Whether it is all values, each of which has a weight.</param>
/// <export layers="RmsNorm">RMSNormalization, of operator set 23; over the channels of an image's or a signal's positions between two
/// Transposes</export>
/// <import operators="RMSNormalization">`RmsNorm` of a vector, or of all values of a sample (`WholeSample = true`); between two Transposes that bring
/// channels last and back, of the channels of each position <refused>other axes; anything else between the Transposes; a constant added after
/// it</refused></import>
internal sealed record RmsNorm(float Epsilon, bool WholeSample) : LastAxesNorm(Name, Epsilon, WholeSample)
{
    private const string Name = "RmsNorm";
    private const string OperatorName = "RMSNormalization";

    public override string NamePrefix => "rms";

    protected override (string Name, int OperatorSet) Operator => (OperatorName, 23);

    protected override float DefaultEpsilon => 1.1920929e-7f;

    protected override bool HasBias => false;

    public override Layer WithBias(bool bias) => bias
        ? throw new RefusedException("constants are added in CnnGen as biases of the layer directly before, and RmsNorm has none")
        : this;

    [ModuleInitializer]
    internal static void Register()
    {
        LayerKinds.Add(Name, text => new RmsNorm(text.Number("Epsilon"), text.Flag("WholeSample")));
        OperatorKinds.Add(OperatorName, Read, takesAnyForm: true);
    }

    private static void Read(Node node, Chain chain) =>
        Read(node, chain, Name, bias: null, (epsilon, wholeSample) => new RmsNorm(epsilon, wholeSample));
}

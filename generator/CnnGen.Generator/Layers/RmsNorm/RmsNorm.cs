using CnnGen.Generator.Declarations;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Root-mean-square normalisation (Zhang and Sennrich 2019): the channels of each position, or all values of a sample, over the root of their mean
/// square.
/// </summary>
/// <param name="Text">The attribute as written, for messages.</param>
/// <param name="Epsilon">What is added to a mean square.</param>
/// <param name="WholeSample">Whether it is over all values, with a factor each.</param>
[LayerAttribute("RmsNorm")]
internal sealed record RmsNorm(string Text, float Epsilon, bool WholeSample) : SampleNorm(Text, Epsilon)
{
    public override string NamePrefix => "rms";

    public override string CanonicalText => $"RmsNorm(Epsilon = {Literal.Shortest(Epsilon)}{(WholeSample ? ", WholeSample = true" : string.Empty)})";

    public override bool IsCentered => false;

    public override bool IsOfPositions => !WholeSample;

    public override bool HasWeightsOfValues => WholeSample;

    public static RmsNorm Read(LayerDeclaration declaration) =>
        new(declaration.Text, (float)declaration.Number("Epsilon", 1.1920929e-7), declaration.Flag("WholeSample", false));
}

using CnnGen.Generator.Declarations;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>Layer normalisation (Ba, Kiros and Hinton 2016): over the channels of each position, or over all values of a sample.</summary>
/// <param name="Text">The attribute as written, for messages.</param>
/// <param name="Epsilon">What is added to a variance.</param>
/// <param name="WholeSample">Whether it is over all values, with a factor and a summand each.</param>
[LayerAttribute("LayerNorm")]
internal sealed record LayerNorm(string Text, float Epsilon, bool WholeSample) : SampleNorm(Text, Epsilon)
{
    public override string NamePrefix => "ln";

    public override string CanonicalText => $"LayerNorm(Epsilon = {Literal.Shortest(Epsilon)}{(WholeSample ? ", WholeSample = true" : string.Empty)})";

    public override bool IsOfPositions => !WholeSample;

    public override bool HasWeightsOfValues => WholeSample;

    public static LayerNorm Read(LayerDeclaration declaration) =>
        new(declaration.Text, (float)declaration.Number("Epsilon", 1e-5), declaration.Flag("WholeSample", false));
}

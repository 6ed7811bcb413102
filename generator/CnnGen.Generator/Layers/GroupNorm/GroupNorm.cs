using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>Group normalisation (Wu and He 2018): over the values of a group of channels.</summary>
/// <param name="Text">The attribute as written, for messages.</param>
/// <param name="GroupCount">Parts of the channels.</param>
/// <param name="Epsilon">What is added to a variance.</param>
[LayerAttribute("GroupNorm")]
internal sealed record GroupNorm(string Text, int GroupCount, float Epsilon) : SampleNorm(Text, Epsilon)
{
    public override string NamePrefix => "gn";

    public override string CanonicalText => $"GroupNorm({Literal.Of(GroupCount)}, Epsilon = {Literal.Shortest(Epsilon)})";

    public override int Groups => GroupCount;

    public static GroupNorm Read(LayerDeclaration declaration) =>
        new(declaration.Text, declaration.Integer("groups", 0), (float)declaration.Number("Epsilon", 1e-5));

    public override void CheckSizes(DiagnosticBag findings)
    {
        findings.RequirePositive("groups", GroupCount);
        base.CheckSizes(findings);
    }

    public override Shape? InferShape(Shape input, DiagnosticBag findings)
    {
        if (GroupCount > 0)
        {
            new GroupCheck(Text, GroupCount, input.Channels).Run(findings);
        }

        return input;
    }
}

using CnnGen.Generator.Declarations;
using CnnGen.Generator.Functions;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Shapes;

/// <summary>A layer that joins what several branches make of one input.</summary>
/// <param name="Text">The attribute as written, for messages.</param>
/// <param name="Branches">What messages call the branches.</param>
internal abstract record JoinLayer(string Text, EquatableArray<string> Branches) : Layer(Text)
{
    /// <summary>What messages call the input where it is a branch as it is.</summary>
    protected const string Identity = "the input itself";

    public override bool FusesActivation => true;

    /// <summary>What the text of an architecture says of it besides its branches.</summary>
    public virtual string? Option => null;

    public sealed override Shape? InferShape(Shape input, DiagnosticBag findings) => InferShape([input], findings);

    public abstract override Shape? InferShape(IReadOnlyList<Shape> inputs, DiagnosticBag findings);

    public abstract override ValueRange Range(IReadOnlyList<ValueRange> inputs);

    protected static EquatableArray<string> Names(LayerDeclaration declaration) => declaration.Branches
        .Select(branch => branch.Name.Length == 0 ? Identity : branch.Name)
        .ToEquatableArray();

    /// <summary>The way of the shapes through a branch, for messages.</summary>
    protected static string Chain(DiagnosticBag findings, int branch) =>
        branch < findings.Branches.Count ? findings.Branches[branch].ToString() : string.Empty;
}

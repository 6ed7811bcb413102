using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Functions;
using CnnGen.Generator.Model;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>The sum of what two branches give, value by value: out = block(in) + shortcut(in).</summary>
[LayerAttribute("Residual")]
internal sealed record Add(string Text, EquatableArray<string> Branches) : JoinLayer(Text, Branches), ILowerable
{
    public override string NamePrefix => "add";

    public override string CanonicalText => "Add";

    public override string? ChainLabel => "add";

    public static Add Read(LayerDeclaration declaration) => new(declaration.Text, Names(declaration));

    public override Shape? InferShape(IReadOnlyList<Shape> inputs, DiagnosticBag findings)
    {
        (Shape block, Shape shortcut) = (inputs[0], inputs[1]);
        if (block == shortcut)
        {
            return block;
        }

        bool isIdentity = Branches[1] == Identity;
        findings.Report(
            DiagnosticId.SummandsDiffer,
            Text,
            Branches[0],
            block.ToString(),
            Chain(findings, 0),
            Branches[1],
            (isIdentity ? "is " : "gives ") + shortcut,
            Chain(findings, 1),
            isIdentity
                ? $"Let {Branches[0]} give {shortcut}, or add Shortcut = typeof(a block that gives {block})."
                : $"Let {Branches[0]} give {shortcut}, or {Branches[1]} {block}.");
        return null;
    }

    // Infinities of one sign on each side, so that no sum is undefined.
    public override ValueRange Range(IReadOnlyList<ValueRange> inputs) =>
        new(inputs.Sum(input => input.Least), inputs.Sum(input => input.Greatest));

    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) => new AddOperation(name, inputs, output);
}

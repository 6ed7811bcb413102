using CnnGen.Generator.Declarations;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>The outputs as they are, and the mean over them of (out − target)² as the loss.</summary>
[LayerAttribute("MeanSquaredError")]
internal sealed record MeanSquaredError(string Text) : Loss(Text), ILowerable
{
    public override string NamePrefix => "mse";

    public override string CanonicalText => "MeanSquaredError";

    protected override string Outputs => "outputs";

    public static MeanSquaredError Read(LayerDeclaration declaration) => new(declaration.Text);

    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) => new MeanSquaredErrorOperation(name, inputs[0], output);
}

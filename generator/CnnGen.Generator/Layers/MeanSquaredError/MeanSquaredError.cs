using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>The outputs as they are, and the mean over them of (out − target)² as the loss.</summary>
internal sealed record MeanSquaredError(string Text) : Loss(Text)
{
    public override string NamePrefix => "mse";

    public override string CanonicalText => "MeanSquaredError";

    protected override string Outputs => "outputs";

    public override Operation CreateOperation(string name, Tensor input, Tensor output) => new MeanSquaredErrorOperation(name, input, output);
}

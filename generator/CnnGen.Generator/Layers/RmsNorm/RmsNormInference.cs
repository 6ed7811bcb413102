using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A root-mean-square normalisation of one sample. The channels of a position lie side by side and are measured as they lie; all values of a sample
/// are first put in the order of a batch, since the order of sums is to be the same.
/// </summary>
internal sealed class RmsNormInference(RmsNormOperation norm, SampleTensor input, SampleTensor output) : InferenceOperation(norm.Name, input, output)
{
    private readonly PackedTensor _weight = new($"{norm.Name}InferenceWeight", Filled(norm.Weight.Length), norm.Weight.Brackets);

    public override IReadOnlyList<PackedTensor> Packed => IsAligned ? [] : [_weight];

    public override int ScratchFloats => norm.Layer.WholeSample ? Filled((int)Output.Shape.Size) : 0;

    // Weights are read in whole vectors.
    private bool IsAligned => norm.Weight.Length % Tensor.Lanes == 0;

    public override void WritePack(CallWriter writer)
    {
        if (!IsAligned)
        {
            writer.Line($"InferencePacking.Rows({ArgumentText.Parameter(norm.Weight)}, 1, {Literal.Of(norm.Weight.Length)}, {_weight.Argument});");
        }
    }

    public override void WriteCall(CallWriter writer)
    {
        if (norm.Layer.WholeSample)
        {
            writer.Line(Flatten(Input, ScratchArgument));
            WriteCall(writer, "OfSample", ScratchArgument);
        }
        else if (IsUnordered(Input))
        {
            writer.Line(Flatten(Input, Output.Argument()));
            WriteCall(writer, "OfPositions", $"{Output.Argument()}, {Literal.Of(Output.RowStep)}");
        }
        else
        {
            WriteCall(writer, "OfPositions", $"{Input.Argument()}, {Literal.Of(Input.RowStep)}");
        }
    }

    private void WriteCall(CallWriter writer, string function, string source)
    {
        string epsilon = Literal.Shortest(norm.Layer.Epsilon) + "f";
        string target = $"{Output.Argument()}, {Literal.Of(Output.RowStep)}, {Literal.Of(Output.Shape.Height)}, {Literal.Of(Output.Shape.Width)}, {Literal.Of(Output.Shape.Channels)}";
        string weight = IsAligned ? ArgumentText.Parameter(norm.Weight) : _weight.Argument;
        writer.Line($"RmsNormalization.{function}<V, {ActivationEmitter.Type(norm.Output.Activation)}>({epsilon}, {source}, {target}, {weight});");
    }

    private static int Filled(int floats) => (floats + Tensor.Lanes - 1) / Tensor.Lanes * Tensor.Lanes;
}

using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A normalisation within one sample. The channels of a position lie side by side and are measured as they lie; for larger sets the values are
/// first put in the order of a batch, since the order of sums is to be the same.
/// </summary>
internal sealed class SampleNormInference(SampleNormOperation norm, SampleTensor input, SampleTensor output) : InferenceOperation(norm.Name, input, output)
{
    private readonly (ParameterTensor Parameter, PackedTensor Packed)[] _filledUp = [.. norm.Parameters.Select(parameter => (parameter, FilledUp(norm, parameter)))];

    public override IReadOnlyList<PackedTensor> Packed => IsAligned ? [] : [.. _filledUp.Select(each => each.Packed)];

    // All values in order, and of groups of channels two numbers for each channel.
    public override int ScratchFloats => norm.Layer.IsOfPositions ? 0
        : Filled((int)Output.Shape.Size) + (norm.Layer.HasWeightsOfValues ? 0 : 2 * Filled(Output.Shape.Channels));

    // Parameters are read in whole vectors.
    private bool IsAligned => norm.Weight.Length % Tensor.Lanes == 0;

    private string Parameters => string.Join(", ", _filledUp.Select(each => IsAligned ? ArgumentText.Parameter(each.Parameter) : each.Packed.Argument));

    private string Target => FormattableString.Invariant(
        $"{Output.Argument()}, {Output.RowStep}, {Output.Shape.Height}, {Output.Shape.Width}, {Output.Shape.Channels}");

    public override void WritePack(CallWriter writer)
    {
        foreach ((ParameterTensor parameter, PackedTensor packed) in IsAligned ? [] : _filledUp)
        {
            writer.Line($"InferencePacking.Rows({ArgumentText.Parameter(parameter)}, 1, {parameter.Length}, {packed.Argument});");
        }
    }

    public override void WriteCall(CallWriter writer)
    {
        string epsilon = Literal.Shortest(norm.Layer.Epsilon) + "f";
        string source = FormattableString.Invariant($"{Input.Argument()}, {Input.RowStep}");
        if (norm.Layer.IsOfPositions)
        {
            if (IsUnordered(Input))
            {
                writer.Line(Flatten(Input, Output.Argument()));
                source = FormattableString.Invariant($"{Output.Argument()}, {Output.RowStep}");
            }

            WriteCall(writer, "OfPositions", $"{epsilon}, {source}");
            return;
        }

        writer.Line(Flatten(Input, ScratchArgument));
        if (norm.Layer.HasWeightsOfValues)
        {
            WriteCall(writer, "OfSample", $"{epsilon}, {ScratchArgument}");
            return;
        }

        // In order a vector is as it has to lie.
        source = IsUnordered(Input) ? FormattableString.Invariant($"{ScratchArgument}, {Output.RowStep}") : source;
        WriteCall(writer, "OfGroups", FormattableString.Invariant($"{epsilon}, {norm.Layer.Groups}, {ScratchArgument}, {source}"));
    }

    private void WriteCall(CallWriter writer, string function, string source)
    {
        string kernels = norm.Layer.IsCentered ? "InferenceNormalization" : "RmsNormalization";
        writer.Line($"{kernels}.{function}<V, {ActivationEmitter.Type(norm.Output.Activation)}>({source}, {Target}, {Parameters});");
    }

    private static PackedTensor FilledUp(SampleNormOperation norm, ParameterTensor parameter) =>
        new($"{norm.Name}Inference{parameter.Role}", Filled(parameter.Length), parameter.Brackets);

    private static int Filled(int floats) => (floats + Tensor.Lanes - 1) / Tensor.Lanes * Tensor.Lanes;
}

using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>Local response normalisation of one sample, whose channels lie side by side.</summary>
internal sealed class LocalResponseNormInference(LocalResponseNorm layer, string name, SampleTensor input, SampleTensor output)
    : InferenceOperation(name, input, output)
{
    // A value's neighbours are read after it was written, so that a flattened image is put in order elsewhere.
    public override int ScratchFloats => IsUnordered(Input) ? Output.Floats : 0;

    public override void WriteCall(CallWriter writer)
    {
        string source = Input.Argument();
        if (IsUnordered(Input))
        {
            source = ScratchArgument;
            writer.Line(Flatten(Input, source));
        }

        writer.Call(
            "InferenceValues.LocalResponseNorm<V>",
            source, Input.RowStep, Output.Argument(), Output.RowStep, Output.Shape.Height, Output.Shape.Width, Output.Shape.Channels, layer.Reach,
            Literal.Shortest(layer.Share) + "f", Literal.Shortest(layer.Beta) + "f", Literal.Shortest(layer.K) + "f");
    }
}

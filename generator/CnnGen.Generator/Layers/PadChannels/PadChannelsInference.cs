using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>The channels of each position of one sample among zeros; neither need be a whole number of vectors.</summary>
internal sealed class PadChannelsInference(PadChannels layer, string name, SampleTensor input, SampleTensor output)
    : InferenceOperation(name, input, output)
{
    public override void WriteCall(CallWriter writer) => writer.Line(writer.CallOf(this, "Inference", Input.Argument(), Output.Argument()));

    public override void WriteKernels(SourceWriter writer)
    {
        KernelMethod kernel = new(
            Owner + "Inference",
            $"{Owner} inference: in{Input.Shape.Brackets} after {Plural.Count(layer.Before, "channel")} of zeros and before {layer.After} -> out{Output.Shape.Brackets}.");
        (Address source, Address target) = (kernel.Array("source"), kernel.Array("target"));
        kernel.Body.Loop("row", Output.Shape.Height, (columns, row) => columns.Loop("column", Output.Shape.Width, (block, column) =>
        {
            Address x = block.Declare("x", source.Plus((row * Input.RowStep) + (column * Input.ColumnStep)));
            Address y = block.Declare("y", target.Plus((row * Output.RowStep) + (column * Output.ColumnStep)));
            block.Call("Clear", y, Output.ColumnStep);
            block.Call("Copy", x, y.Plus(layer.Before), Input.Shape.Channels);
        }));
        kernel.Write(writer);
    }
}

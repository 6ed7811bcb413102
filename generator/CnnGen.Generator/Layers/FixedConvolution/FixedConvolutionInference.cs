using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>A fixed filter of one sample: lanes are channels, which all have the same kernel.</summary>
internal sealed class FixedConvolutionInference(FixedConvolution layer, KernelSet operation, Activation activation, SampleTensor input, SampleTensor output)
    : InferenceOperation(operation.Name, input, output)
{
    public override KernelSet Called => operation;

    public override void WriteCall(CallWriter writer) => writer.Line(writer.CallOf(this, "Inference", Input.Argument(), Output.Argument()));

    public override void WriteKernels(SourceWriter writer)
    {
        int groups = Input.ColumnStep / Tensor.Lanes;
        var places = new FilterPlaces(
            Input.RowStep / Input.ColumnStep,
            Output.RowStep / Output.ColumnStep,
            Integer.Of("V.SubBlocks") * groups);
        new FilterPassEmitter(layer, Owner, CalledOwner, "Inference", activation, Input.Shape, Output.Shape, places)
            .WriteForward(writer, OutputVectors.Count(Input.Shape.Channels), nextInput: 1, nextOutput: 1);
    }
}

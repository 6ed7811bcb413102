using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>A copy among zeros, in each sub-block by itself; the gradient is that of the copy.</summary>
internal sealed class PadChannelsOperation(PadChannels layer, string name, Tensor input, Tensor output) : Operation(name, input, output)
{
    public override bool BackwardReadsInput => Input.Activation != Activation.None;

    public override InferenceOperation CreateInference(SampleTensor input, SampleTensor output) =>
        new PadChannelsInference(layer, Name, input, output);

    public override void WriteForward(CallWriter writer) =>
        writer.Line(writer.CallOf(this, "Forward", ArgumentText.Value(Input), ArgumentText.Value(Output)));

    public override void WriteBackward(CallWriter writer)
    {
        if (Input.NeedsGradient)
        {
            writer.Line(writer.CallOf(
                this,
                "InputGradient", writer.Gradient(Output), BackwardReadsInput ? ArgumentText.Value(Input) : string.Empty, writer.Gradient(Input)));
        }
    }

    public override void WriteKernels(SourceWriter writer)
    {
        KernelMethod forward = new(
            Owner + "Forward",
            $"{Owner} forward: in{Input.Shape.Brackets} after {Plural.Count(layer.Before, "channel")} of zeros and before {layer.After} -> out{Output.Shape.Brackets}.");
        (Address source, Address target) = (forward.Array("source"), forward.Array("target"));
        forward.Body.Loop("part", Integer.InAllSubBlocks(1), (block, part) =>
        {
            WriteZeros(block, target, part, 0, layer.Before);
            WriteCopied(block, part, (value, inside, outside) => value.Store(Lanes.Load(source, inside), target, outside));
            WriteZeros(block, target, part, layer.Before + Input.Shape.Channels, layer.After);
        });
        forward.Write(writer);
        if (Input.NeedsGradient)
        {
            WriteInputGradientKernel(writer);
        }
    }

    private void WriteInputGradientKernel(SourceWriter writer)
    {
        KernelMethod kernel = new(
            Owner + "InputGradient",
            $"{Owner} input gradient: the middle of dOut{Output.Shape.Brackets}{(BackwardReadsInput ? $" * {Input.Activation}'" : string.Empty)} -> dIn{Input.Shape.Brackets}.");
        Address outGradient = kernel.Array("outGradient");
        Address? values = kernel.ArrayIf(BackwardReadsInput, "value");
        Address inGradient = kernel.Array("inGradient");
        kernel.Body.Loop("part", Integer.InAllSubBlocks(1), (block, part) => WriteCopied(block, part, (value, inside, outside) =>
        {
            Lanes gradient = Lanes.Load(outGradient, outside);
            value.Store(
                values is null ? gradient : ActivationEmitter.Differentiate(Input.Activation, gradient, Lanes.Load(values, inside)), inGradient, inside);
        }));
        kernel.Write(writer);
    }

    private void WriteZeros(Block block, Address target, Integer part, int first, int channels)
    {
        if (channels > 0)
        {
            block.Loop("i", channels * Output.Plane, (value, i) =>
                value.Store(Lanes.Zero, target, (part * Output.Vectors) + (first * Output.Plane) + i));
            block.Skip();
        }
    }

    // Writes what is done with each value, which gets its places in the input and among the results.
    private void WriteCopied(Block block, Integer part, Action<Block, Integer, Integer> write) =>
        block.Loop("channel", Input.Shape.Channels, (values, channel) => values.Loop("i", Input.Shape.Height * Input.Shape.Width, (value, i) => write(
            value,
            (part * Input.Vectors) + (channel * Input.Plane) + i,
            (part * Output.Vectors) + (layer.Before * Output.Plane) + (channel * Output.Plane) + i)));
}

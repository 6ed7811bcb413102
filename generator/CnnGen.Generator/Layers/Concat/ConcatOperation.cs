using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>Tensors one behind the other, in each sub-block by itself.</summary>
internal sealed class ConcatOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) : JoinOperation(name, inputs, output)
{
    public override InferenceOperation CreateInference(IReadOnlyList<SampleTensor> inputs, SampleTensor output) =>
        new ConcatInference(Name, Output.Activation, inputs, output);

    protected override string Formula => string.Join(", ", Inputs.Select((input, i) => FormattableString.Invariant($"in{i + 1}{input.Shape.Brackets}")));

    // What is no single operation would fill the budget of a method once a branch: it runs over what is there.
    protected override void WriteForwardValues(Block block, IReadOnlyList<Address> sources, Address target)
    {
        bool isApplied = Output.Activation.IsSingleOperation;
        block.Loop("part", Integer.InAllSubBlocks(1), (parts, part) =>
        {
            for (int i = 0; i < Inputs.Count; i++)
            {
                Address source = sources[i];
                WriteValues(parts, part, i, (value, from, to) =>
                {
                    Lanes loaded = Lanes.Load(source, from);
                    value.Store(isApplied ? ActivationEmitter.Apply(Output.Activation, loaded) : loaded, target, to);
                });
            }
        });
        if (isApplied)
        {
            return;
        }

        block.Skip();
        TensorLoop.Write(block, Output.Shape, (value, place) =>
            value.Store(ActivationEmitter.Apply(Output.Activation, Lanes.Load(target, place(Output.Plane))), target, place(Output.Plane)));
    }

    protected override void WriteInputGradientValues(Block block, int input, Action<Block, Integer, Integer> passBack) =>
        block.Loop("part", Integer.InAllSubBlocks(1), (parts, part) => WriteValues(parts, part, input, (value, from, to) => passBack(value, to, from)));

    // Writes what is done with each value, which gets its places in the input and among the results.
    private void WriteValues(Block block, Integer part, int index, Action<Block, Integer, Integer> write)
    {
        Tensor input = Inputs[index];
        int first = Inputs.Take(index).Sum(before => Output.Shape.Channels == Output.Size ? before.Size : before.Shape.Channels * Output.Plane);
        Integer from = part * input.Vectors;
        Integer to = (part * Output.Vectors) + first;
        if (input.IsCompact && Output.IsCompact)
        {
            block.Loop("i", input.Size, (value, i) => write(value, from + i, to + i));
            return;
        }

        block.Loop("channel", input.Shape.Channels, (values, channel) => values.Loop("i", input.Shape.Height * input.Shape.Width, (value, i) =>
            write(value, from + (channel * input.Plane) + i, to + (channel * Output.Plane) + i)));
    }
}

using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A sum of tensors, value by value. Its gradient is that of each summand: it stays where it is, unless a summand has an
/// activation or lies otherwise.
/// </summary>
internal sealed class AddOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) : JoinOperation(name, inputs, output)
{
    public override bool ForwardsGradientUnchanged(Tensor input) =>
        input.NeedsGradient && input.Activation == Activation.None && (input.Plane == Output.Plane || (input.IsCompact && Output.IsCompact));

    public override bool InfersInPlace => true;

    public override InferenceOperation CreateInference(IReadOnlyList<SampleTensor> inputs, SampleTensor output) =>
        new AddInference(Name, Output.Activation, inputs, output);

    protected override string Formula => string.Join(" + ", Inputs.Select((input, i) => FormattableString.Invariant($"in{i + 1}{input.Shape.Brackets}")));

    // A flattened image beside a vector: both lie without gaps.
    private bool AreCompact => Inputs.Append(Output).All(tensor => tensor.IsCompact);

    protected override void WriteForwardValues(Block block, IReadOnlyList<Address> sources, Address target) => WriteValues(block, (value, place) =>
    {
        Lanes sum = Inputs.Select((input, i) => Lanes.Load(sources[i], place(input))).Aggregate((left, right) => left + right);
        value.Store(ActivationEmitter.Apply(Output.Activation, sum), target, place(Output));
    });

    protected override void WriteInputGradientValues(Block block, int input, Action<Block, Integer, Integer> passBack) =>
        WriteValues(block, (value, place) => passBack(value, place(Output), place(Inputs[input])));

    private void WriteValues(Block block, Action<Block, Func<Tensor, Integer>> write)
    {
        if (AreCompact)
        {
            block.Loop("i", Integer.InAllSubBlocks(Output.Size), (value, i) => write(value, _ => i));
            return;
        }

        TensorLoop.Write(block, Output.Shape, (value, place) => write(value, tensor => place(tensor.Plane)));
    }
}

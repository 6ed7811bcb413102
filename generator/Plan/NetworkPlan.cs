using CnnGen.Generator.Layers;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Plan;

/// <summary>What the emitted code of a network will do: its operations, and where everything lies in memory.</summary>
internal sealed class NetworkPlan
{
    /// <summary>Floats that all partial gradients together may take, where that leaves at least four of them.</summary>
    private const int MostSlotFloats = 1 << 25;

    public NetworkPlan(ShapedNetwork network)
    {
        Network = network;
        Operations = Plan.Operations.Of(network, out Tensor input);
        Input = input;
        Loss = (LossOperation)Operations[Operations.Count - 1];

        // In the arena those whose gradients are summed block by block come first, so that the slots hold nothing else, and
        // those that learn nothing last, so that gradients and velocities do not reach to them.
        Parameters = [.. Operations.SelectMany(operation => operation.Parameters)];
        int offset = 0;
        foreach (ParameterTensor parameter in Parameters.OrderBy(parameter => parameter.Gradient))
        {
            ParameterOffsets.Add(parameter, offset);
            offset += parameter.AlignedLength;
            BlockGradientLength = parameter.Gradient == GradientSum.Blocks ? offset : BlockGradientLength;
            LearnedLength = parameter.Gradient == GradientSum.None ? LearnedLength : offset;
        }

        ParameterLength = offset;
        foreach (Tensor tensor in Operations.Select(operation => operation.Output))
        {
            tensor.SharesGradient = tensor.NeedsGradient && SharesGradient(tensor);
        }

        Arena = new ArenaLayout([.. Lifetimes()]);
        Inference = new InferencePlan(Operations, Input);
    }

    public ShapedNetwork Network { get; }

    public IReadOnlyList<Operation> Operations { get; }

    public Tensor Input { get; }

    public LossOperation Loss { get; }

    /// <summary>In the order of the layers.</summary>
    public IReadOnlyList<ParameterTensor> Parameters { get; }

    public Dictionary<ParameterTensor, int> ParameterOffsets { get; } = [];

    public int ParameterLength { get; }

    public int LearnedLength { get; }

    public int BlockGradientLength { get; }

    public ArenaLayout Arena { get; }

    public InferencePlan Inference { get; }

    /// <summary>Partial gradients into which blocks are summed; a function of the network alone.</summary>
    public int GradientSlots => BlockGradientLength == 0 ? 16 : Math.Max(4, Math.Min(16, MostSlotFloats / BlockGradientLength));

    public int KeptLength => Operations.Sum(operation => operation.KeptFloats);

    public int PackedLength => Operations.Sum(operation => operation.PackedFloats);

    public int PackTasks => Operations.Sum(operation => operation.PackTasks);

    public int BatchGradientTasks => Operations.Sum(operation => operation.BatchGradientTasks);

    /// <summary>Forward, weight gradients of what learns, and input gradients of all that has something to learn in front of it.</summary>
    public long TrainingMultiplyAdds => Network.Nodes.Sum(node =>
        node.Layer.MultiplyAdds(node.Input, node.Output) * (1 + (Learns(node) ? 1 : 0) + (LearnsBefore(node) ? 1 : 0)));

    private static bool Learns(Node node) => !node.Layer.Frozen && node.Layer.ParameterCount(node.Input) > 0;

    private bool LearnsBefore(Node node) =>
        node.Inputs.Any(input => input >= 0 && (Learns(Network.Nodes[input]) || LearnsBefore(Network.Nodes[input])));

    private bool SharesGradient(Tensor tensor)
    {
        Operation[] readers = [.. Operations.Where(operation => operation.Input == tensor)];
        return readers.Length == 1
            && readers[0].WritesGradientOverInput
            && !Operations.Any(operation => operation.Output == tensor && operation.BackwardReadsOutput);
    }

    // Moments: operation i runs forward at i, and backward at 2n − 1 − i.
    private IEnumerable<Stretch> Lifetimes()
    {
        int last = (2 * Operations.Count) - 1;
        if (Loss.Target is { } target)
        {
            yield return new Stretch(target.Name, target.Shape.ToString(), target.Floats, -1, Operations.Count);
        }

        foreach (Tensor tensor in Operations.Select(operation => operation.Output).Prepend(Input))
        {
            int producer = Index(operation => operation.Output == tensor);
            int firstReader = Index(operation => operation.Input == tensor);
            int lastReader = LastIndex(operation => operation.Input == tensor);
            int lastUse = Math.Max(producer, lastReader);
            int firstBackwardReader = Index(operation => operation.Input == tensor && operation.GoesBackward && operation.BackwardReadsInput);
            if (firstBackwardReader >= 0)
            {
                lastUse = last - firstBackwardReader;
            }

            if (producer >= 0 && Operations[producer].GoesBackward
                && (firstReader < 0 || Operations[producer].BackwardReadsOutput || tensor.SharesGradient))
            {
                lastUse = last - producer;
            }

            string behind = (tensor.Activation == Activation.None ? string.Empty : $", after {tensor.Activation}")
                + (tensor.SharesGradient ? "; then its gradient" : string.Empty);
            yield return new Stretch(tensor.Name, $"{tensor.Shape}{behind}", tensor.Floats, producer, lastUse);
            if (tensor.NeedsGradient && lastReader >= 0 && !tensor.SharesGradient)
            {
                yield return new Stretch(tensor.GradientName, tensor.Shape.ToString(), tensor.Floats, last - lastReader, last - producer);
            }

            if (producer >= 0)
            {
                foreach (Tensor scratch in Operations[producer].Scratch)
                {
                    yield return new Stretch(scratch.Name, scratch.Shape.ToString(), scratch.Floats, producer, last - producer);
                }

                foreach (Tensor scratch in Operations[producer].ForwardScratch)
                {
                    yield return new Stretch(scratch.Name, scratch.Shape.ToString(), scratch.Floats, producer, producer);
                }

                foreach (Tensor scratch in Operations[producer].BackwardScratch)
                {
                    yield return new Stretch(scratch.Name, scratch.Shape.ToString(), scratch.Floats, last - producer, last - producer);
                }
            }
        }
    }

    private int Index(Func<Operation, bool> condition)
    {
        for (int i = 0; i < Operations.Count; i++)
        {
            if (condition(Operations[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private int LastIndex(Func<Operation, bool> condition)
    {
        for (int i = Operations.Count - 1; i >= 0; i--)
        {
            if (condition(Operations[i]))
            {
                return i;
            }
        }

        return -1;
    }
}

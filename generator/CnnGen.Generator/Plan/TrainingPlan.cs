using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Plan;

/// <summary>What the emitted code of a network will do: its operations, and where everything lies in memory.</summary>
internal sealed class TrainingPlan
{
    /// <summary>Floats that all partial gradients together may take, where that leaves at least four of them.</summary>
    private const int MostSlotFloats = 1 << 25;

    public TrainingPlan(ShapedNetwork network)
    {
        Network = network;
        (IReadOnlyList<Operation> operations, Input) = Lowering.Of(network);
        InputSaver = operations.FirstOrDefault(operation => operation.Input == Input && operation.CanSaveNetworkInput)?.SavingNetworkInput();
        Operations = [.. operations.Select(operation => operation.Output == InputSaver?.Output ? InputSaver : operation)];
        Parameters = new ParameterLayout(Operations);
        var uses = new TensorUses(Operations);
        Gradients = GradientPlan.Of(Operations, uses);
        Norms = [.. Operations.OfType<BatchStatisticsOperation>().Where(norm => norm.EndsPhase)];
        Predicting = [.. WantedBy(Loss).Reverse()];
        Arena = new ArenaLayout([.. LiveRanges.Of(Operations, Input, uses, Gradients)]);
        Inference = new InferencePlan(Predicting, Input);
    }

    public ShapedNetwork Network { get; }

    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>Those that a prediction runs: not the heads beside the network.</summary>
    public IReadOnlyList<Operation> Predicting { get; }

    public Tensor Input { get; }

    public LossOperation Loss => (LossOperation)Operations[Operations.Count - 1];

    /// <summary>The operation for whose weight gradient samples are kept as they are read; mostly none.</summary>
    public Operation? InputSaver { get; }

    public ParameterLayout Parameters { get; }

    /// <summary>The norms that end a phase of a training step, in the order of the layers.</summary>
    public IReadOnlyList<BatchStatisticsOperation> Norms { get; }

    public int BatchStatisticsLength => Norms.Sum(norm => norm.BatchFloats);

    public int PartialStatisticsLength => Norms.Sum(norm => norm.BlockFloats);

    public GradientPlan Gradients { get; }

    public ArenaLayout Arena { get; }

    public InferencePlan Inference { get; }

    /// <summary>Partial gradients into which blocks are summed; a function of the network alone.</summary>
    public int GradientSlots => Parameters.MicroBatchGradientLength == 0 ? 16 : Math.Max(4, Math.Min(16, MostSlotFloats / Parameters.MicroBatchGradientLength));

    public int SavedLength => Operations.Sum(operation => operation.SavedFloats);

    public int PackedLength => Operations.Sum(operation => operation.PackedFloats);

    public int PackTasks => Operations.Sum(operation => operation.PackTasks);

    public int BatchGradientTasks => Operations.Sum(operation => operation.BatchGradientTasks);

    /// <summary>Forward, weight gradients of what learns, and input gradients of all that has something to learn in front of it.</summary>
    public long TrainingMultiplyAdds
    {
        get
        {
            long sum = 0;
            bool[] learnsUpTo = new bool[Network.Nodes.Count];
            for (int i = 0; i < learnsUpTo.Length; i++)
            {
                Node node = Network.Nodes[i];
                bool learns = !node.Layer.Frozen && node.Layer.ParameterCount(node.Input) > 0;
                bool learnsBefore = node.ValueInputs.Any(input => input >= 0 && learnsUpTo[input]);
                learnsUpTo[i] = learns || learnsBefore;
                sum += node.Layer.MultiplyAdds(node.Input, node.Output) * (1 + (learns ? 1 : 0) + (learnsBefore ? 1 : 0));
            }

            return sum;
        }
    }

    /// <summary>Whether a training step drops values.</summary>
    public bool DropsValues => Operations.Any(operation => operation.DropsValues);

    // The operation, and in front of it all that its results come from, the last first.
    private IEnumerable<Operation> WantedBy(Operation last)
    {
        HashSet<Tensor> wanted = [last.Output];
        foreach (Operation operation in Operations.Reverse().Where(operation => wanted.Contains(operation.Output)))
        {
            wanted.UnionWith(operation.Inputs.Select(input => input.Source));
            yield return operation;
        }
    }
}

using CnnGen.Generator.Functions;
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
        Operations = Plan.Lowering.Of(network, out Tensor input);
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
        InputSaver = Operations.FirstOrDefault(operation => operation.Input == Input && operation.CanSaveNetworkInput);
        InputSaver?.SaveNetworkInput();
        Norms = [.. Operations.OfType<BatchStatisticsOperation>().Where(norm => norm.EndsPhase)];
        var uses = new TensorUses(Operations);
        foreach (Operation operation in Operations)
        {
            operation.Output.SharesGradient = operation.Output.NeedsGradient && SharesGradient(operation, uses);
        }

        foreach (Operation operation in Operations)
        {
            foreach (Tensor passed in operation.Inputs.Where(operation.ForwardsGradientUnchanged))
            {
                passed.GradientStorage = operation.Output;
            }
        }

        GatheredGradients = Operations
            .Select(operation => new GatheredGradient(operation, [.. uses.Reads(operation.Output).Select(read => read.Read)]))
            .Where(gathered => gathered.IsNeeded)
            .ToDictionary(gathered => gathered.Producer);
        Arena = new ArenaLayout([.. Lifetimes(uses)]);
        Predicting = [.. WantedBy(Loss).Reverse()];
        Inference = new InferencePlan(Predicting, Input);
    }

    public ShapedNetwork Network { get; }

    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>Those that a prediction runs: not the heads beside the network.</summary>
    public IReadOnlyList<Operation> Predicting { get; }

    public Tensor Input { get; }

    public LossOperation Loss { get; }

    /// <summary>The operation for whose weight gradient samples are kept as they are read; mostly none.</summary>
    public Operation? InputSaver { get; }

    /// <summary>In the order of the layers.</summary>
    public IReadOnlyList<ParameterTensor> Parameters { get; }

    public Dictionary<ParameterTensor, int> ParameterOffsets { get; } = [];

    /// <summary>The norms that end a phase of a training step, in the order of the layers.</summary>
    public IReadOnlyList<BatchStatisticsOperation> Norms { get; }

    public int BatchStatisticsLength => Norms.Sum(norm => norm.BatchFloats);

    public int BlockStatisticsLength => Norms.Sum(norm => norm.BlockFloats);

    /// <summary>Where the gradients of several readers are added up, by the operation whose results they read.</summary>
    public IReadOnlyDictionary<Operation, GatheredGradient> GatheredGradients { get; }

    public int ParameterLength { get; }

    public int LearnedLength { get; }

    public int BlockGradientLength { get; }

    public ArenaLayout Arena { get; }

    public InferencePlan Inference { get; }

    /// <summary>Partial gradients into which blocks are summed; a function of the network alone.</summary>
    public int GradientSlots => BlockGradientLength == 0 ? 16 : Math.Max(4, Math.Min(16, MostSlotFloats / BlockGradientLength));

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

    private bool SharesGradient(Operation producer, TensorUses uses)
    {
        int[] readers = [.. uses.Readers(producer.Output)];
        return readers.Length == 1 && Operations[readers[0]].WritesGradientOverInput && !producer.BackwardReadsOutput;
    }

    // Moments: operation i runs forward at i, and backward at 2n − 1 − i.
    private IEnumerable<LiveRange> Lifetimes(TensorUses uses)
    {
        int last = (2 * Operations.Count) - 1;
        Dictionary<Tensor, int> lastGradientUses = LastGradientUses(uses);
        if (Loss.Target is { } target)
        {
            yield return new LiveRange(target.Name, target.Shape.ToString(), target.Floats, -1, Operations.Count);
        }

        if (DropsValues)
        {
            yield return new LiveRange(Operation.StateName, "what a training step tells dropout", Tensor.Lanes, -1, last);
        }

        foreach (Tensor tensor in Operations.Select(operation => operation.Output).Prepend(Input))
        {
            int producer = uses.Producer(tensor);
            IReadOnlyList<(int Reader, Tensor Read)> reads = uses.Reads(tensor);
            int lastReader = reads.Count == 0 ? -1 : reads[reads.Count - 1].Reader;
            int lastUse = Math.Max(producer, lastReader);
            if (reads.Select(read => Operations[read.Reader]).Any(ReadsBackward))
            {
                lastUse = last - reads.First(read => ReadsBackward(Operations[read.Reader])).Reader;
            }

            bool isGathered = producer >= 0 && GatheredGradients.ContainsKey(Operations[producer]);
            if (producer >= 0 && Operations[producer].GoesBackward
                && (reads.Count == 0 || Operations[producer].BackwardReadsOutput || tensor.SharesGradient
                    || (isGathered && tensor.Activation != Activation.None)))
            {
                lastUse = last - producer;
            }

            string behind = (tensor.Activation == Activation.None ? string.Empty : $", after {tensor.Activation}")
                + (tensor.SharesGradient ? "; then its gradient" : string.Empty);
            yield return new LiveRange(
                tensor.Name, $"{tensor.Shape}{behind}", tensor.Floats, producer, tensor.SharesGradient ? lastGradientUses[tensor] : lastUse);
            if (tensor is { NeedsGradient: true, SharesGradient: false, GradientStorage: null } && lastReader >= 0)
            {
                int from = last - (isGathered ? producer : lastReader);
                yield return new LiveRange(tensor.GradientName, tensor.Shape.ToString(), tensor.Floats, from, lastGradientUses[tensor]);
            }

            foreach ((int reader, Tensor read) in reads)
            {
                if (read != tensor && read is { NeedsGradient: true, GradientStorage: null })
                {
                    yield return new LiveRange(read.GradientName, tensor.Shape.ToString(), tensor.Floats, last - reader, lastGradientUses[read]);
                }
            }

            if (producer >= 0)
            {
                foreach (Tensor scratch in Operations[producer].Scratch)
                {
                    yield return new LiveRange(scratch.Name, scratch.Shape.ToString(), scratch.Floats, producer, last - producer);
                }

                foreach (Tensor scratch in Operations[producer].ForwardScratch)
                {
                    yield return new LiveRange(scratch.Name, scratch.Shape.ToString(), scratch.Floats, producer, producer);
                }

                foreach (Tensor scratch in Operations[producer].BackwardScratch)
                {
                    yield return new LiveRange(scratch.Name, scratch.Shape.ToString(), scratch.Floats, last - producer, last - producer);
                }
            }
        }
    }

    private static bool ReadsBackward(Operation operation) => operation.GoesBackward && operation.BackwardReadsInput;

    // Up to when the place of a gradient is read: by whoever gave the values, of its own or of those whose gradient is the same.
    private Dictionary<Tensor, int> LastGradientUses(TensorUses uses)
    {
        Dictionary<Tensor, int> last = [];
        foreach (Tensor tensor in Operations.SelectMany(operation => operation.Inputs.Append(operation.Output)).Where(tensor => tensor.NeedsGradient))
        {
            int use = (2 * Operations.Count) - 1 - uses.Producer(tensor.Source);
            last[tensor.GradientHolder] = last.TryGetValue(tensor.GradientHolder, out int known) ? Math.Max(known, use) : use;
        }

        return last;
    }
}

namespace CnnGen.Generator.Plan;

/// <summary>How one sample is predicted: an operation for each of those that take a block forward, and where everything lies.</summary>
internal sealed class InferencePlan
{
    private readonly Dictionary<string, int> _packedOffsets = [];
    private readonly ArenaLayout _bordered;
    private readonly ArenaLayout _shared;

    public InferencePlan(IReadOnlyList<Operation> operations, Tensor input)
    {
        var readers = new SampleReaders(operations);
        FoldedNorms = Plan.FoldedNorms.Of(operations, readers);
        Input = new SampleTensor(input.Name + SampleTensor.Suffix, input.Shape, readers.BorderOf(input), readers.Of(input).All(reader => reader.InfersFromPlanes));
        Dictionary<Tensor, SampleTensor> places = new() { [input] = Input };
        List<InferenceOperation> steps = [];
        foreach (Operation operation in operations)
        {
            if (operation.PassesSample)
            {
                places[operation.Output] = places[readers.Origin(operation.Output)];
            }

            if (places.TryGetValue(operation.Output, out SampleTensor? known))
            {
                steps.Add(new GivenInference(operation.Name, known));
                continue;
            }

            // What it gives may be that of a norm after it.
            SampleTensor[] sources = [.. operation.Inputs.Select(read => places[readers.Origin(read)])];
            BatchStatisticsOperation? norm = FoldedNorms.TryGetValue(operation, out BatchStatisticsOperation folded) ? folded : null;
            Operation given = norm ?? operation;
            if (readers.OnlyReaderOf(given.Output) is { } next)
            {
                SampleTensor after = next.InferenceOutput(sources[0], readers.BorderOf(next.Output));
                if (operation.JoinInference(norm, next, sources[0], after) is { } both)
                {
                    places[operation.Output] = places[given.Output] = places[next.Output] = after;
                    steps.Add(both);
                    continue;
                }
            }

            // A sum takes the place of a summand that nothing else reads.
            SampleTensor target = given.InferenceOutput(sources[0], readers.BorderOf(given.Output));
            target = !operation.InfersInPlace || !target.Border.IsEmpty
                ? target
                : operation.Inputs
                    .Where(read => readers.Of(readers.Origin(read)).Count() == 1)
                    .Select(read => places[readers.Origin(read)])
                    .FirstOrDefault(place => place.Border.IsEmpty && place.Shape == target.Shape) ?? target;
            places[operation.Output] = places[given.Output] = target;
            steps.Add(norm is null ? operation.CreateInference(sources, target) : operation.CreateFoldedInference(norm, sources[0], target));
        }

        Operations = steps;
        Of = operations.Zip(steps, (operation, step) => (operation, step)).ToDictionary(pair => pair.operation, pair => pair.step);
        foreach (PackedTensor packed in Packed)
        {
            _packedOffsets.Add(packed.Name, PackedLength);
            PackedLength += packed.Floats;
        }

        // A border stays zero as long as nothing else lies there.
        (Dictionary<SampleTensor, int> written, Dictionary<SampleTensor, int> read) = Moments(steps);
        SampleTensor[] tensors = [.. places.Values.Distinct()];
        _bordered = new ArenaLayout([.. tensors.Where(tensor => !tensor.Border.IsEmpty).Select(tensor => Stretch(tensor, 0, operations.Count))]);
        _shared = new ArenaLayout(
        [
            .. tensors.Where(tensor => tensor.Border.IsEmpty).Select(tensor => Stretch(
                tensor,
                written.TryGetValue(tensor, out int from) ? from : -1,
                read.TryGetValue(tensor, out int to) ? to : -1)),
            .. steps.Select((step, moment) => new LiveRange(step.ScratchName, string.Empty, step.ScratchFloats, moment, moment)).Where(scratch => scratch.Floats > 0),
        ]);
    }

    public IReadOnlyList<InferenceOperation> Operations { get; }

    /// <summary>The same by the operations that take a block forward.</summary>
    public IReadOnlyDictionary<Operation, InferenceOperation> Of { get; }

    /// <summary>The norms that operations before them take over, by those operations.</summary>
    public IReadOnlyDictionary<Operation, BatchStatisticsOperation> FoldedNorms { get; }

    public SampleTensor Input { get; }

    public SampleTensor Output => Operations[Operations.Count - 1].Output;

    public IEnumerable<PackedTensor> Packed => Operations.SelectMany(operation => operation.Packed);

    public int PackedLength { get; }

    public long ArenaLength => _bordered.Length + _shared.Length;

    public long BorderedLength => _bordered.Length;

    /// <summary>Every tensor, with the place of its first value and its shape.</summary>
    public IEnumerable<(SampleTensor Tensor, long Place)> Places => Operations
        .Select(operation => operation.Output)
        .Prepend(Input)
        .Distinct()
        .Select(tensor => (tensor, PlaceOf(tensor) + tensor.Origin));

    /// <summary>What operations work in beside tensors, with its place.</summary>
    public IEnumerable<(InferenceOperation Operation, long Place)> Scratch => Operations
        .Where(operation => operation.ScratchFloats > 0)
        .Select(operation => (operation, _bordered.Length + _shared.Offset(operation.ScratchName)));

    public int PackedOffset(PackedTensor packed) => _packedOffsets[packed.Name];

    // The step that writes a tensor and does not read it, and the last one that writes or reads it.
    private static (Dictionary<SampleTensor, int> Written, Dictionary<SampleTensor, int> Read) Moments(List<InferenceOperation> steps)
    {
        (Dictionary<SampleTensor, int> written, Dictionary<SampleTensor, int> read) = ([], []);
        for (int step = 0; step < steps.Count; step++)
        {
            SampleTensor output = steps[step].Output;
            if (!written.ContainsKey(output) && !steps[step].Sources.Contains(output))
            {
                written.Add(output, step);
            }

            if (!read.ContainsKey(output))
            {
                read.Add(output, step);
            }

            foreach (SampleTensor source in steps[step].Sources)
            {
                read[source] = step;
            }
        }

        return (written, read);
    }

    private static LiveRange Stretch(SampleTensor tensor, int from, int to) => new(tensor.Name, string.Empty, tensor.Floats, from, to);

    private long PlaceOf(SampleTensor tensor) => tensor.Border.IsEmpty
        ? _bordered.Length + _shared.Offset(tensor.Name)
        : _bordered.Offset(tensor.Name);
}

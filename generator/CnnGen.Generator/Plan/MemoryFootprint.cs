namespace CnnGen.Generator.Plan;

/// <summary>
/// The bytes of floats and integers that the runtime holds for a network, part by part: what <c>ParameterSet</c>,
/// <c>TrainingStep</c> and <c>Predictor</c> there allocate.
/// </summary>
internal sealed class MemoryFootprint
{
    /// <summary>What <see cref="TrainingBytes"/> holds for: a trainer that is told nothing else, on one thread.</summary>
    public const string TrainingConditions = "in batches of 64 on one thread";

    /// <summary>What <c>Sgd</c> keeps for a parameter that is not frozen: its velocity.</summary>
    private const int StatesOfSgd = 1;

    private const string BlockValues = "the values of a micro-batch";
    private const string SampleValues = "the values of a sample";
    private const string Others = "the batch and alignment";
    private const int BatchSize = 64;
    private const int Blocks = BatchSize / Tensor.Lanes;

    /// <summary>The index of a sample, its label, its weight, its loss and the class that it is taken for.</summary>
    private const int NumbersPerSample = 5;

    /// <summary>A parameter that is not frozen, its gradient, and what the optimiser keeps.</summary>
    private const int CopiesInTraining = 2 + StatesOfSgd;

    // Those of parameters, packed weights and a sample.
    private const int ArenasInInference = 3;

    /// <summary>Floats that let an arena start at a multiple of 64 bytes.</summary>
    private const int ArenaAlignment = 16;

    private readonly TrainingPlan _plan;

    public MemoryFootprint(TrainingPlan plan)
    {
        _plan = plan;

        // The arena of a block, and its rows on their way in and out; for each block where a norm waits for all of them.
        long values = (plan.Norms.Count == 0 ? 1 : Blocks) * (plan.Arena.Length + ((long)Tensor.Lanes * Math.Max(plan.Input.Size, plan.Loss.Output.Size)));
        Training = Shares(
            plan.Operations.Select(operation => (operation.LayerName, TrainingFloats(operation))),
            (BlockValues, values),
            (BatchSize * NumbersPerSample) + (ArenasInTraining(plan) * ArenaAlignment));
        Inference = Shares(
            plan.Operations.Select(operation => (operation.LayerName, InferenceFloats(operation))),
            (SampleValues, plan.Inference.ArenaLength),
            ArenasInInference * ArenaAlignment);
    }

    /// <summary>What a trainer and its model hold.</summary>
    public IReadOnlyList<FootprintEntry> Training { get; }

    /// <summary>What a model and one thread that predicts single samples with it hold.</summary>
    public IReadOnlyList<FootprintEntry> Inference { get; }

    public long TrainingBytes => Training.Sum(share => share.Amount);

    public long InferenceBytes => Inference.Sum(share => share.Amount);

    private static IReadOnlyList<FootprintEntry> Shares(IEnumerable<(string Name, long Floats)> operations, (string Name, long Floats) values, long others) =>
    [
        .. operations.Select(operation => new FootprintEntry(operation.Name, operation.Floats * sizeof(float))),
        new FootprintEntry(values.Name, values.Floats * sizeof(float)),
        new FootprintEntry(Others, others * sizeof(float)),
    ];

    // Those of the copies, slots, kept values, packed weights and a block; with norms one for each block, and their statistics.
    private static int ArenasInTraining(TrainingPlan plan) => CopiesInTraining + (plan.Norms.Count == 0 ? 4 : 4 + Blocks);

    private long TrainingFloats(Operation operation) =>
        operation.Parameters.Sum(parameter =>
            (long)parameter.AlignedLength * parameter.Gradient switch
            {
                GradientSum.None => 1,
                GradientSum.Batch => CopiesInTraining,
                _ => CopiesInTraining + Math.Min(_plan.GradientSlots, Blocks),
            })
        + operation.PackedFloats
        + ((long)Blocks * operation.SavedFloats)
        + (operation is BatchStatisticsOperation { EndsPhase: true } norm ? norm.BatchFloats + (Blocks * norm.BlockFloats) : 0);

    private long InferenceFloats(Operation operation) =>
        operation.Parameters.Sum(parameter => (long)parameter.AlignedLength)
        + (_plan.Inference.Of.TryGetValue(operation, out InferenceOperation inference) ? inference.Packed.Sum(packed => (long)packed.Floats) : 0);
}

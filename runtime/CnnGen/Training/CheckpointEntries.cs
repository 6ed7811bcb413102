using System.Globalization;
using CnnGen.Training.Monitoring;

namespace CnnGen.Training;

/// <summary>Where a run stands, as its checkpoint says it.</summary>
/// <param name="Position">The place.</param>
/// <param name="Steps">The steps that are done, of all calls of <c>Fit</c>.</param>
/// <param name="LearningRate">The learning rate there.</param>
/// <param name="CallRates">The learning rates with which calls of <c>Fit</c> began and, but for the last one, which they left: begin, end, begin, end, begin.</param>
/// <param name="TrainSamples">The samples of an epoch.</param>
/// <param name="State">What the program keeps.</param>
/// <param name="Monitor">What a monitor has seen; <see langword="null"/> where there is none.</param>
internal sealed record CheckpointEntries(
    TrainingPosition Position,
    long Steps,
    float LearningRate,
    IReadOnlyList<float> CallRates,
    int TrainSamples,
    IReadOnlyDictionary<string, double> State,
    MonitorState? Monitor)
{
    private const string VersionEntry = "cnngen.checkpoint";
    private const string CallEntry = "cnngen.checkpoint.call";
    private const string EpochEntry = "cnngen.checkpoint.epoch";
    private const string EpochsEntry = "cnngen.checkpoint.epochs";
    private const string RandomEntry = "cnngen.checkpoint.random";
    private const string TrainSamplesEntry = "cnngen.checkpoint.train_samples";
    private const string SamplesEntry = "cnngen.checkpoint.samples";
    private const string LossSumEntry = "cnngen.checkpoint.loss_sum";
    private const string CorrectEntry = "cnngen.checkpoint.correct";
    private const string StepsEntry = "cnngen.checkpoint.steps";
    private const string ArithmeticEntry = "cnngen.checkpoint.arithmetic";
    private const string TicksEntry = "cnngen.checkpoint.ticks";
    private const string LearningRateEntry = "cnngen.checkpoint.learning_rate";
    private const string CallRatesEntry = "cnngen.checkpoint.call_learning_rates";
    private const string StatePrefix = "cnngen.checkpoint.state.";
    private const int Version = 2;

    // Files without the entry are older than it.
    private const int FirstArithmetic = 1;

    // No program calls Fit so often; what runs on from here must not overflow.
    private const int MostCalls = 1_000_000;
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(365_000);

    /// <summary>The <see cref="Numerics.Arithmetic.Version"/> of what wrote it.</summary>
    public int Arithmetic { get; init; } = Numerics.Arithmetic.Version;

    public void Write(Dictionary<string, string> metadata)
    {
        Add(VersionEntry, Version);
        Add(ArithmeticEntry, Arithmetic);
        Add(CallEntry, Position.Call);
        Add(EpochEntry, Position.Epoch);
        Add(EpochsEntry, Position.Epochs);
        Add(RandomEntry, Position.Random);
        Add(TrainSamplesEntry, TrainSamples);
        Add(SamplesEntry, Position.Samples);
        Add(LossSumEntry, Position.LossSum);
        Add(CorrectEntry, Position.Correct);
        Add(StepsEntry, Steps);
        Add(TicksEntry, Position.Time.Ticks);
        Add(LearningRateEntry, LearningRate);
        metadata.Add(CallRatesEntry, string.Join(' ', CallRates.Select(rate => rate.ToString(CultureInfo.InvariantCulture))));
        foreach ((string name, double value) in State)
        {
            Add(StatePrefix + name, value);
        }

        Monitor?.Write(Add);

        void Add(string entry, IFormattable value) => metadata.Add(entry, value.ToString(null, CultureInfo.InvariantCulture));
    }

    /// <exception cref="InvalidDataException">An entry is missing, or not what it should be.</exception>
    public static CheckpointEntries Read(CheckpointMetadata metadata)
    {
        metadata.Number(VersionEntry, Version, Version);
        int trainSamples = metadata.Number(TrainSamplesEntry, 1, int.MaxValue);
        int samples = metadata.Number(SamplesEntry, 0, trainSamples);
        var position = new TrainingPosition(
            metadata.Number(CallEntry, 1, MostCalls),
            metadata.Number(EpochEntry, 1, int.MaxValue),
            metadata.Number(EpochsEntry, 1, int.MaxValue),
            metadata.Number(RandomEntry, ulong.MinValue, ulong.MaxValue),
            samples,
            metadata.Number(LossSumEntry, double.NegativeInfinity, double.PositiveInfinity),
            metadata.Number(CorrectEntry, 0, samples),
            TimeSpan.FromTicks(metadata.Number(TicksEntry, 0L, s_longest.Ticks)));
        return new CheckpointEntries(
            position,
            metadata.NumberOr(StepsEntry, 0L, 0, long.MaxValue),
            metadata.Number(LearningRateEntry, float.Epsilon, float.MaxValue),
            metadata.Numbers(CallRatesEntry, (2L * position.Call) - 1, float.Epsilon, float.MaxValue),
            trainSamples,
            metadata.Under(StatePrefix).ToDictionary(name => name[StatePrefix.Length..], metadata.Real),
            MonitorState.Read(metadata))
        {
            Arithmetic = metadata.NumberOr(ArithmeticEntry, FirstArithmetic, 1, int.MaxValue),
        };
    }
}

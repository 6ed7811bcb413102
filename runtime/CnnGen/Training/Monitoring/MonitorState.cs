namespace CnnGen.Training.Monitoring;

/// <summary>What a monitor has seen of a call of <c>Fit</c>.</summary>
/// <param name="Best">The best value; not a number before there is one.</param>
/// <param name="BestEpoch">Its epoch, from 1; 0 before there is one.</param>
/// <param name="EpochsSinceBest">The epochs since, or since the start of the call.</param>
/// <param name="EpochsSincePlateau">Those of them since the learning rate was lowered.</param>
/// <param name="Plateaus">How many times it was lowered.</param>
internal sealed record MonitorState(
    double Best = double.NaN, int BestEpoch = 0, int EpochsSinceBest = 0, int EpochsSincePlateau = 0, int Plateaus = 0)
{
    private const string Prefix = "cnngen.checkpoint.monitor.";
    private const string BestEntry = Prefix + "best";
    private const string BestEpochEntry = Prefix + "best_epoch";
    private const string EpochsSinceBestEntry = Prefix + "epochs_since_best";
    private const string EpochsSincePlateauEntry = Prefix + "epochs_since_plateau";
    private const string PlateausEntry = Prefix + "plateaus";

    public MonitorState Improved(double value, int epoch) => this with { Best = value, BestEpoch = epoch, EpochsSinceBest = 0, EpochsSincePlateau = 0 };

    public MonitorState Waited(int? plateauPatience)
    {
        bool isPlateau = EpochsSincePlateau + 1 >= plateauPatience;
        return this with
        {
            EpochsSinceBest = EpochsSinceBest + 1,
            EpochsSincePlateau = isPlateau ? 0 : EpochsSincePlateau + 1,
            Plateaus = isPlateau ? Plateaus + 1 : Plateaus,
        };
    }

    public void Write(Action<string, IFormattable> add)
    {
        add(BestEntry, Best);
        add(BestEpochEntry, BestEpoch);
        add(EpochsSinceBestEntry, EpochsSinceBest);
        add(EpochsSincePlateauEntry, EpochsSincePlateau);
        add(PlateausEntry, Plateaus);
    }

    /// <returns>The state; that of the start where the file has none.</returns>
    /// <exception cref="InvalidDataException">An entry is not what it should be.</exception>
    public static MonitorState Read(CheckpointMetadata metadata) => metadata.TextOr(BestEntry, string.Empty).Length == 0
        ? new MonitorState()
        : new MonitorState(
            metadata.Real(BestEntry),
            metadata.Number(BestEpochEntry, 0, int.MaxValue),
            metadata.Number(EpochsSinceBestEntry, 0, int.MaxValue - 1),
            metadata.Number(EpochsSincePlateauEntry, 0, int.MaxValue - 1),
            metadata.Number(PlateausEntry, 0, 1_000_000));
}

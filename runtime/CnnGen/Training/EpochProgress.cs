namespace CnnGen.Training;

/// <summary>Passes on how far an epoch has come: at most ten times a second, and when it is done.</summary>
internal sealed class EpochProgress(IProgress<TrainingProgress>? listener, int epoch, int epochs, int totalSamples)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);
    private TimeSpan _lastReport;

    /// <summary>Takes note of what is done.</summary>
    /// <param name="samples">Samples of the epoch.</param>
    /// <param name="lossSum">The sum of their losses.</param>
    /// <param name="time">What they took.</param>
    public void Report(int samples, double lossSum, TimeSpan time)
    {
        if (listener is null || (time - _lastReport < s_interval && samples < totalSamples))
        {
            return;
        }

        _lastReport = time;
        listener.Report(new TrainingProgress(
            epoch, epochs, samples, totalSamples, lossSum / samples, samples / time.TotalSeconds));
    }
}

using System.Diagnostics;

namespace CnnGen.Training;

/// <summary>Passes on how far an epoch has come: at most ten times a second, and when it is done.</summary>
internal sealed class EpochProgress(IProgress<TrainingProgress>? listener, int epoch, int epochs, int totalSamples)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);
    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan _lastReport;

    /// <summary>Takes note of what is done.</summary>
    /// <param name="samples">Samples of the epoch.</param>
    /// <param name="lossSum">The sum of their losses.</param>
    public void Report(int samples, double lossSum)
    {
        if (listener is null)
        {
            return;
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(_start);
        if (elapsed - _lastReport < s_interval && samples < totalSamples)
        {
            return;
        }

        _lastReport = elapsed;
        listener.Report(new TrainingProgress(
            epoch, epochs, samples, totalSamples, lossSum / samples, samples / elapsed.TotalSeconds));
    }
}

using CnnGen;

namespace ResNet;

/// <summary>One epoch as a line of a table.</summary>
internal static class EpochLine
{
    public const string Header = "epoch      loss      train   held out   seconds    samples/s";

    public static string Of(EpochReport epoch) =>
        $"{epoch.Epoch,5}{epoch.TrainLoss,10:F4}{epoch.TrainAccuracy,11:P2}{epoch.Test?.Accuracy,11:P2}"
        + $"{epoch.TrainTime.TotalSeconds,10:F1}{epoch.SamplesPerSecond,13:N0}";
}

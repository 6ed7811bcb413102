using System.Text.Json.Serialization;
using CnnGen.Json;

namespace CnnGen;

/// <summary>What came of one epoch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">The epochs of this call of <c>Fit</c>.</param>
/// <param name="TrainLoss">The mean loss over the epoch's samples, each taken before the step that learned from it.</param>
/// <param name="TrainAccuracy">The part of those samples, 0 to 1, whose class was predicted; not a number for a regression.</param>
/// <param name="Test">The evaluation after the epoch; <see langword="null"/> without a test dataset.</param>
/// <param name="TrainTime">The time of the training steps, without the evaluation.</param>
/// <param name="SamplesPerSecond">The training samples of a second of <paramref name="TrainTime"/>.</param>
public sealed record EpochReport(
    int Epoch,
    int Epochs,
    [property: JsonConverter(typeof(NumberOrNullConverter))] double TrainLoss,
    [property: JsonConverter(typeof(NumberOrNullConverter))] double TrainAccuracy,
    Evaluation? Test,
    TimeSpan TrainTime,
    [property: JsonConverter(typeof(NumberOrNullConverter))] double SamplesPerSecond)
{
    /// <summary>One line, the same under every culture.</summary>
    public override string ToString()
    {
        string train = FormattableString.Invariant(
            $"epoch {Epoch}/{Epochs}: train loss {TrainLoss:F4}");
        string accuracy = double.IsNaN(TrainAccuracy)
            ? string.Empty
            : FormattableString.Invariant($", accuracy {100 * TrainAccuracy:F2} %");
        string test = Test is null ? string.Empty : $"; test {Test}";
        string speed = FormattableString.Invariant($"; {SamplesPerSecond:F0} samples/s, {TrainTime.TotalSeconds:F1} s");
        return train + accuracy + test + speed;
    }
}

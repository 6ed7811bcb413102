using System.Text.Json.Serialization;
using CnnGen.Json;

namespace CnnGen;

/// <summary>How far an epoch has come.</summary>
/// <param name="Epoch">The epoch under way, from 1.</param>
/// <param name="Epochs">The epochs of this call of <c>Fit</c>.</param>
/// <param name="Samples">The samples of this epoch that are done.</param>
/// <param name="TotalSamples">The samples of an epoch.</param>
/// <param name="Loss">The mean loss over the samples of this epoch that are done.</param>
/// <param name="SamplesPerSecond">The speed since the epoch began.</param>
public readonly record struct TrainingProgress(
    int Epoch,
    int Epochs,
    int Samples,
    int TotalSamples,
    [property: JsonConverter(typeof(NumberOrNullConverter))] double Loss,
    [property: JsonConverter(typeof(NumberOrNullConverter))] double SamplesPerSecond)
{
    /// <summary>One line, the same under every culture.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"epoch {Epoch}/{Epochs}: {Samples} of {TotalSamples} samples, loss {Loss:F4}, {SamplesPerSecond:F0} samples/s");
}

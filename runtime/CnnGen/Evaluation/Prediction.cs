using System.Globalization;
using System.Text.Json.Serialization;
using CnnGen.Json;

namespace CnnGen;

/// <summary>What a network takes a sample for.</summary>
/// <param name="Label">
/// The class with the highest score, the first one of equals. With one score (<see cref="BinaryCrossEntropyAttribute"/>)
/// class 1 where it is at least 0.5, else class 0. With numbers (<see cref="MeanSquaredErrorAttribute"/>) −1.
/// </param>
/// <param name="Scores">
/// The probability of each class, which add up to 1; or the probability of class 1 alone; or the predicted numbers.
/// </param>
public readonly record struct Prediction(
    int Label,
    [property: JsonConverter(typeof(NumbersOrNullsConverter))] float[] Scores)
{
    private const int MostNumbers = 10;

    /// <summary>The label and its probability, or the predicted numbers, of which ten at most; the same under every culture.</summary>
    public override string ToString() => (Label, Scores) switch
    {
        (_, null) => string.Empty,
        (0, [float ofClass1]) => Text(1 - ofClass1),
        (1, [float ofClass1]) => Text(ofClass1),
        ( >= 0, _) when Label < Scores.Length => Text(Scores[Label]),
        _ => string.Join(", ", Scores.Take(MostNumbers).Select(number => number.ToString(CultureInfo.InvariantCulture)))
            + (Scores.Length > MostNumbers ? $", … ({Scores.Length} numbers)" : string.Empty),
    };

    private string Text(float probability) => FormattableString.Invariant($"label {Label}, probability {probability:F4}");
}

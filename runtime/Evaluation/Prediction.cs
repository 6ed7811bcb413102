namespace CnnGen;

/// <summary>What a network takes a sample for.</summary>
/// <param name="Label">The class with the highest score, the first one of equals.</param>
/// <param name="Scores">The probability of each class; they add up to 1.</param>
public readonly record struct Prediction(int Label, float[] Scores);

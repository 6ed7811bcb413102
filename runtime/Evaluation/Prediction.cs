namespace CnnGen;

/// <summary>What a network takes a sample for.</summary>
/// <param name="Label">
/// The class with the highest score, the first one of equals. With one score (<see cref="BinaryCrossEntropyAttribute"/>)
/// class 1 where it is at least 0.5, else class 0. With numbers (<see cref="MeanSquaredErrorAttribute"/>) −1.
/// </param>
/// <param name="Scores">
/// The probability of each class, which add up to 1; or the probability of class 1 alone; or the predicted numbers.
/// </param>
public readonly record struct Prediction(int Label, float[] Scores);

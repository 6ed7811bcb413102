namespace CnnGen.Training;

/// <summary>What the forward pass of a batch gave.</summary>
/// <param name="Loss">The mean loss of its samples.</param>
/// <param name="Correct">The samples whose class had the highest score.</param>
internal readonly record struct BatchResult(double Loss, int Correct);

namespace CnnGen.Execution;

/// <summary>What the forward pass of a batch gave.</summary>
/// <param name="Loss">The mean loss of its samples.</param>
/// <param name="Correct">The samples whose class was predicted; none where there are no classes.</param>
internal readonly record struct BatchResult(double Loss, int Correct);

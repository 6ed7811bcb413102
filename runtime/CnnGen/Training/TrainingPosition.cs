namespace CnnGen.Training;

/// <summary>How far training has come: with the weights and velocities all that the rest of it depends on.</summary>
/// <param name="Call">The call of <c>Fit</c>, from 1.</param>
/// <param name="Epoch">The epoch of that call, from 1.</param>
/// <param name="Epochs">The epochs of that call.</param>
/// <param name="Random">The state of the random numbers before they put the samples of the epoch into order.</param>
/// <param name="Samples">The samples of the epoch that are done.</param>
/// <param name="LossSum">The sum of their losses.</param>
/// <param name="Correct">How many of them were predicted.</param>
/// <param name="Time">What they took.</param>
internal sealed record TrainingPosition(
    int Call, int Epoch, int Epochs, ulong Random, int Samples = 0, double LossSum = 0, int Correct = 0, TimeSpan Time = default);

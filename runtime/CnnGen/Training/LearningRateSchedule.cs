using CnnGen.Training;

namespace CnnGen;

/// <summary>
/// How the learning rate changes from step to step, over the epochs of one call of <c>Fit</c>: a function of the part that is
/// done, and of nothing else, so that a run that goes on from a checkpoint goes on with the same rates.
/// </summary>
public abstract class LearningRateSchedule
{
    /// <summary>What <see cref="Optimizer.LearningRate"/> is multiplied by in a step.</summary>
    /// <param name="progress">The part of the call that is done before the step, at least 0 and below 1.</param>
    /// <returns>A number that is finite and at least 0, and the same for the same <paramref name="progress"/>.</returns>
    public abstract double Factor(double progress);

    /// <summary>
    /// Up along a line from a 25th of the learning rate to all of it, then down to 0 along half a cosine wave (Loshchilov and
    /// Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, 2017; with a warm-up one cycle of Smith and Topin,
    /// Super-Convergence, 2018).
    /// </summary>
    /// <param name="warmUp">The part of the call in which the rate rises, at least 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="warmUp"/> is out of range.</exception>
    public static LearningRateSchedule Cosine(double warmUp = 0) => new CosineSchedule(warmUp);

    /// <summary>At each of some places the rate is multiplied by a factor: <c>Steps(0.1, 0.5, 0.75)</c> divides it by ten half way, and once more at three quarters.</summary>
    /// <param name="factor">Finite and above 0.</param>
    /// <param name="places">Parts of the call, each above the one before, above 0 and below 1; at least one.</param>
    /// <exception cref="ArgumentException">A number is out of range, or there is no place, or they do not rise.</exception>
    public static LearningRateSchedule Steps(double factor, params double[] places) => new StepSchedule(factor, places);
}

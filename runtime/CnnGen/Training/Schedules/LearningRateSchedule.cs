using CnnGen.Training.Schedules;

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

    /// <summary>The momentum of a step, for an optimiser that has one.</summary>
    /// <param name="progress">As for <see cref="Factor"/>.</param>
    /// <returns>A number of at least 0 and below 1; or, unless overridden, <see langword="null"/>: the momentum of the optimiser.</returns>
    public virtual double? Momentum(double progress) => null;

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

    /// <summary>From one factor to another along a line: <c>Linear(0, 1)</c> is a warm-up, for <see cref="Then"/>.</summary>
    /// <param name="start">The first factor, finite and at least 0.</param>
    /// <param name="end">The last one, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is out of range.</exception>
    public static LearningRateSchedule Linear(double start, double end) => new LinearSchedule(start, end);

    /// <summary>Up along a line from a 25th of the learning rate to all of it, which stays.</summary>
    /// <param name="part">The part of the call in which the rate rises, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="part"/> is out of range.</exception>
    public static LearningRateSchedule WarmUp(double part) => Linear(1.0 / 25, 1).Then(part, Linear(1, 1));

    /// <summary>
    /// Down to 0 along half a cosine wave, and up again at once, several times (Loshchilov and Hutter, SGDR: Stochastic Gradient Descent
    /// with Warm Restarts, 2017).
    /// </summary>
    /// <param name="cycles">1 to 1,000.</param>
    /// <param name="growth">How many times as long each cycle is as the one before; finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static LearningRateSchedule CosineRestarts(int cycles, double growth = 1) => new RestartingCosineSchedule(cycles, growth);

    /// <summary>
    /// Up along half a cosine wave, and down along another one almost to 0, while the momentum falls and rises (Smith and Topin,
    /// Super-Convergence, 2018; as PyTorch's <c>OneCycleLR</c>, whose defaults it has).
    /// </summary>
    /// <remarks>Momentum is that of <see cref="Sgd"/>; of Adam and its kin it is the first beta.</remarks>
    /// <param name="warmUp">The part of the call in which the rate rises, above 0 and below 1.</param>
    /// <param name="start">The first factor, finite and at least 0.</param>
    /// <param name="end">The last one, finite and at least 0.</param>
    /// <param name="lowMomentum">The momentum at the highest rate, at least 0 and below 1.</param>
    /// <param name="highMomentum">The momentum at both ends, at least 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static LearningRateSchedule OneCycle(
        double warmUp = 0.3, double start = 1.0 / 25, double end = 1.0 / 250_000, double lowMomentum = 0.85, double highMomentum = 0.95) =>
        new OneCycleSchedule(warmUp, start, end, lowMomentum, highMomentum);

    /// <summary>From 1 to a last factor, by the same factor in each step.</summary>
    /// <param name="end">The last factor, finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="end"/> is out of range.</exception>
    public static LearningRateSchedule Exponential(double end) => new ExponentialSchedule(end);

    /// <summary>From 1 to a last factor, by a power of the part that is left: a line unless <paramref name="power"/> is given.</summary>
    /// <param name="power">Finite and above 0.</param>
    /// <param name="end">The last factor, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static LearningRateSchedule Polynomial(double power = 1, double end = 0) => new PolynomialSchedule(power, end);

    /// <summary>
    /// This schedule until some place of the call, and another one after it. Each runs from its start to its end:
    /// <c>Linear(0, 1).Then(0.05, Cosine())</c> rises in the first twentieth of the call, and falls along the whole wave in the rest.
    /// </summary>
    /// <param name="at">The place, above 0 and below 1.</param>
    /// <param name="next">The schedule after it.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="at"/> is out of range.</exception>
    public LearningRateSchedule Then(double at, LearningRateSchedule next) =>
        new SequenceSchedule(this, at, next ?? throw new ArgumentNullException(nameof(next)));

    /// <summary>The first factor of this schedule until some place of the call, and the whole schedule after it.</summary>
    /// <param name="at">The place, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="at"/> is out of range.</exception>
    public LearningRateSchedule After(double at) => Linear(Factor(0), Factor(0)).Then(at, this);

    /// <summary>The factors as a chart of text, for a terminal that shows block characters.</summary>
    /// <param name="width">Columns, 1 to 1,000.</param>
    /// <param name="height">Rows, 1 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range.</exception>
    public string Plot(int width = 60, int height = 8)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 1000);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, 100);
        return SchedulePlot.Draw(this, width, height);
    }
}

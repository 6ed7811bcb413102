namespace CnnGen.Training.Schedules;

/// <summary>The same factor in each equal part of the call.</summary>
internal sealed class ExponentialSchedule(double end) : LearningRateSchedule
{
    private readonly double _end = ScheduleSetting.Positive(end, "a factor", nameof(end));

    public override double Factor(double progress) => progress == 0 ? 1 : ExactFunctions.Power(_end, progress);

    public override string ToString() => $"Exponential({ScheduleSetting.Text(_end)})";
}

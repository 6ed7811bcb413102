namespace CnnGen.Training.Schedules;

/// <summary>A line from one factor to another.</summary>
internal sealed class LinearSchedule(double start, double end) : LearningRateSchedule
{
    private readonly double _start = ScheduleSetting.Factor(start, nameof(start));
    private readonly double _end = ScheduleSetting.Factor(end, nameof(end));

    public override double Factor(double progress) => _start + ((_end - _start) * progress);

    public override string ToString() => $"Linear({ScheduleSetting.Text(_start, _end)})";
}

namespace CnnGen.Training.Schedules;

/// <summary>One schedule until some place of the call, and another one after it; each runs from its start to its end.</summary>
internal sealed class SequenceSchedule(LearningRateSchedule first, double at, LearningRateSchedule second) : LearningRateSchedule
{
    private readonly double _at = ScheduleSetting.Place(at, nameof(at));

    public override double Factor(double progress) => At(progress, (schedule, part) => schedule.Factor(part));

    public override double? Momentum(double progress) => At(progress, (schedule, part) => schedule.Momentum(part));

    public override string ToString() => $"{first}.Then({ScheduleSetting.Text(_at)}, {second})";

    private TValue At<TValue>(double progress, Func<LearningRateSchedule, double, TValue> value) => progress < _at
        ? value(first, progress / _at)
        : value(second, (progress - _at) / (1 - _at));
}

namespace CnnGen.Training.Schedules;

/// <summary>A power of the part that is left.</summary>
internal sealed class PolynomialSchedule(double power, double end) : LearningRateSchedule
{
    private readonly double _power = ScheduleSetting.Positive(power, "a power", nameof(power));
    private readonly double _end = ScheduleSetting.Factor(end, nameof(end));

    public override double Factor(double progress) => _end + ((1 - _end) * ExactFunctions.Power(1 - progress, _power));

    public override string ToString() => $"Polynomial({ScheduleSetting.Text(_power, _end)})";
}

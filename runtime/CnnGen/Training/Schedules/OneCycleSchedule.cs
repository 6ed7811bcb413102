namespace CnnGen.Training.Schedules;

/// <summary>Half a cosine wave up, and another one down; the momentum goes the other way.</summary>
internal sealed class OneCycleSchedule(double warmUp, double start, double end, double lowMomentum, double highMomentum) : LearningRateSchedule
{
    private readonly double _warmUp = ScheduleSetting.Place(warmUp, nameof(warmUp));
    private readonly double _start = ScheduleSetting.Factor(start, nameof(start));
    private readonly double _end = ScheduleSetting.Factor(end, nameof(end));
    private readonly double _lowMomentum = ScheduleSetting.Part(lowMomentum, nameof(lowMomentum));
    private readonly double _highMomentum = ScheduleSetting.Part(highMomentum, nameof(highMomentum));

    public override double Factor(double progress) => Between(progress, _start, 1, _end);

    public override double? Momentum(double progress) => Between(progress, _highMomentum, _lowMomentum, _highMomentum);

    public override string ToString() => $"OneCycle({ScheduleSetting.Text(_warmUp, _start, _end, _lowMomentum, _highMomentum)})";

    private double Between(double progress, double first, double middle, double last) => progress < _warmUp
        ? Wave(first, middle, progress / _warmUp)
        : Wave(middle, last, (progress - _warmUp) / (1 - _warmUp));

    private static double Wave(double from, double to, double part) => to + ((from - to) * ExactFunctions.HalfWave(part));
}

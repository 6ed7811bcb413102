namespace CnnGen.Training.Schedules;

/// <summary>A line up, and half a cosine wave down.</summary>
internal sealed class CosineSchedule(double warmUp) : LearningRateSchedule
{
    private const double First = 1.0 / 25;

    private readonly double _warmUp = ScheduleSetting.Part(warmUp, nameof(warmUp));

    public override double Factor(double progress) => progress < _warmUp
        ? First + ((1 - First) * progress / _warmUp)
        : ExactFunctions.HalfWave((progress - _warmUp) / (1 - _warmUp));

    public override string ToString() => $"Cosine({ScheduleSetting.Text(_warmUp)})";
}

using System.Globalization;

namespace CnnGen.Training;

/// <summary>A line up, and half a cosine wave down.</summary>
internal sealed class CosineSchedule : LearningRateSchedule
{
    private const double First = 1.0 / 25;

    private readonly double _warmUp;

    public CosineSchedule(double warmUp) => _warmUp = warmUp is >= 0 and < 1
        ? warmUp
        : throw new ArgumentOutOfRangeException(
            nameof(warmUp), string.Create(CultureInfo.InvariantCulture, $"Expected a part of at least 0 and below 1, but found {warmUp}."));

    public override double Factor(double progress) => progress < _warmUp
        ? First + ((1 - First) * progress / _warmUp)
        : HalfWave((progress - _warmUp) / (1 - _warmUp));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Cosine({_warmUp})");

    // (1 + cos πx) / 2 = cos² (πx / 2), by its series: Math.Cos is not the same on every machine.
    private static double HalfWave(double x)
    {
        double square = -(Math.PI / 2 * x) * (Math.PI / 2 * x);
        double term = 1;
        double cosine = 1;
        for (int i = 1; i < 24; i += 2)
        {
            term *= square / (i * (i + 1));
            cosine += term;
        }

        return cosine * cosine;
    }
}

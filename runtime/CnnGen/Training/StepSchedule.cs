using System.Globalization;

namespace CnnGen.Training;

/// <summary>A factor at each of some places.</summary>
internal sealed class StepSchedule : LearningRateSchedule
{
    private readonly double _factor;
    private readonly double[] _places;

    public StepSchedule(double factor, double[] places)
    {
        ArgumentNullException.ThrowIfNull(places);
        if (!double.IsFinite(factor) || factor <= 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(factor), string.Create(CultureInfo.InvariantCulture, $"Expected a factor that is finite and above 0, but found {factor}."));
        }

        double before = 0;
        foreach (double place in places)
        {
            before = place > before && place < 1
                ? place
                : throw new ArgumentException(
                    $"Expected parts that rise, above 0 and below 1, but found {Text(places)}.", nameof(places));
        }

        _factor = factor;
        _places = places.Length > 0 ? [.. places] : throw new ArgumentException("Expected at least one place.", nameof(places));
    }

    public override double Factor(double progress)
    {
        double factor = 1;
        foreach (double place in _places)
        {
            factor *= progress >= place ? _factor : 1;
        }

        return factor;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Steps({_factor}, {Text(_places)})");

    private static string Text(double[] places) =>
        string.Join(", ", places.Select(place => place.ToString(CultureInfo.InvariantCulture)));
}

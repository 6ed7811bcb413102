namespace CnnGen.Training.Schedules;

/// <summary>A factor at each of some places.</summary>
internal sealed class StepSchedule : LearningRateSchedule
{
    private readonly double _factor;
    private readonly double[] _places;

    public StepSchedule(double factor, double[] places)
    {
        ArgumentNullException.ThrowIfNull(places);
        _factor = ScheduleSetting.Positive(factor, "a factor", nameof(factor));
        double before = 0;
        foreach (double place in places)
        {
            before = place > before && place < 1
                ? place
                : throw new ArgumentException(
                    $"Expected parts that rise, above 0 and below 1, but found {ScheduleSetting.Text(places)}.", nameof(places));
        }

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

    public override string ToString() => $"Steps({ScheduleSetting.Text([_factor, .. _places])})";
}

using System.Globalization;

namespace CnnGen.Training.Schedules;

/// <summary>Half a cosine wave down, over and over.</summary>
internal sealed class RestartingCosineSchedule : LearningRateSchedule
{
    private readonly double[] _starts;
    private readonly double _growth;

    public RestartingCosineSchedule(int cycles, double growth)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cycles);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cycles, 1000);
        _growth = ScheduleSetting.Positive(growth, "a growth", nameof(growth));

        // The sums of lengths 1, growth, growth², … over that of all of them.
        double[] ends = new double[cycles + 1];
        double length = 1;
        for (int i = 1; i <= cycles; i++)
        {
            ends[i] = ends[i - 1] + length;
            length *= growth;
        }

        _starts = double.IsFinite(ends[cycles])
            ? [.. ends.Select(end => end / ends[cycles])]
            : throw new ArgumentOutOfRangeException(nameof(growth), $"Expected a growth whose {cycles} cycles have a finite length, but found {ScheduleSetting.Text(growth)}.");
    }

    public override double Factor(double progress)
    {
        int cycle = 0;
        while (cycle < _starts.Length - 2 && progress >= _starts[cycle + 1])
        {
            cycle++;
        }

        return ExactFunctions.HalfWave(Math.Min((progress - _starts[cycle]) / (_starts[cycle + 1] - _starts[cycle]), 1));
    }

    public override string ToString() =>
        $"CosineRestarts({(_starts.Length - 1).ToString(CultureInfo.InvariantCulture)}, {ScheduleSetting.Text(_growth)})";
}

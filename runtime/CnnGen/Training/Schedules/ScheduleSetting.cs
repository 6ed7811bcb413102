using System.Globalization;

namespace CnnGen.Training.Schedules;

/// <summary>Numbers that a schedule is given: checked when they are, and written as checkpoints compare them.</summary>
internal static class ScheduleSetting
{
    /// <summary>A part of a call.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0, or not below 1.</exception>
    public static double Part(double value, string argument) =>
        Checked(value, value is >= 0 and < 1, "a part of at least 0 and below 1", argument);

    /// <summary>A place within a call.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0, or not below 1.</exception>
    public static double Place(double value, string argument) =>
        Checked(value, value is > 0 and < 1, "a part above 0 and below 1", argument);

    /// <summary>A factor that the rate may reach.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite, or below 0.</exception>
    public static double Factor(double value, string argument) =>
        Checked(value, double.IsFinite(value) && value >= 0, "a factor that is finite and at least 0", argument);

    /// <summary>A number that must be above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite, or not above 0.</exception>
    public static double Positive(double value, string noun, string argument) =>
        Checked(value, double.IsFinite(value) && value > 0, $"{noun} that is finite and above 0", argument);

    /// <summary>The numbers as text that is the same under every culture and gives the same bits again.</summary>
    public static string Text(params ReadOnlySpan<double> values)
    {
        string[] texts = new string[values.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = values[i].ToString(CultureInfo.InvariantCulture);
        }

        return string.Join(", ", texts);
    }

    private static double Checked(double value, bool isValid, string expected, string argument) => isValid
        ? value
        : throw new ArgumentOutOfRangeException(argument, $"Expected {expected}, but found {Text(value)}.");
}

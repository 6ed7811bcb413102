using System.Globalization;

namespace CnnGen.Training.Optimizers;

/// <summary>A setting of an optimiser, as a checkpoint stores it and a message names it.</summary>
/// <param name="Name">Lower-case words: <c>weight decay</c>. It never changes.</param>
/// <param name="Value">The number as text, the same under every culture, that gives the same bits again.</param>
/// <param name="Absent">What checkpoints mean that are older than the setting; <see langword="null"/> where there are none.</param>
internal readonly record struct OptimizerSetting(string Name, string Value, string? Absent = null)
{
    public OptimizerSetting(string name, float value, string? absent = null)
        : this(name, value.ToString(CultureInfo.InvariantCulture), absent)
    {
    }

    public OptimizerSetting(string name, bool value, string? absent = null)
        : this(name, value ? "true" : "false", absent)
    {
    }
}

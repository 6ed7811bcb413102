namespace CnnGen.Generator.Diagnostics;

/// <summary>
/// The names of the numbers that put a finding right. They travel with the diagnostic, so that an editor's fix writes
/// what the message says.
/// </summary>
internal static class FixHint
{
    /// <summary>The height of the largest window that fits.</summary>
    public const string Height = "height";

    /// <summary>The width of the largest window that fits.</summary>
    public const string Width = "width";

    /// <summary>A number of groups that divides channels and filters.</summary>
    public const string Groups = "groups";

    /// <summary>A number of filters that groups divide.</summary>
    public const string Filters = "filters";

    /// <summary>A padding that fits.</summary>
    public const string Padding = "padding";

    /// <summary>The height that is the same before and behind the layer with that padding; absent for a signal, and where none keeps it.</summary>
    public const string KeptHeight = "keptHeight";

    /// <summary>The width that is the same before and behind the layer with that padding; absent where none keeps it.</summary>
    public const string KeptWidth = "keptWidth";
}

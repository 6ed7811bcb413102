using System.Text.Json.Serialization;
using CnnGen.Json;

namespace CnnGen;

/// <summary>How well a network tells one class from all others; or a mean of that over classes.</summary>
/// <param name="Precision">Of the samples taken for the class, the part that are of it; 0 where there are none.</param>
/// <param name="Recall">Of the samples of the class, the part taken for it; 0 where there are none.</param>
/// <param name="F1">The harmonic mean of the two, 2 TP / (2 TP + FP + FN); 0 where the class occurs nowhere.</param>
/// <param name="Support">The samples of the class; of a mean, all samples.</param>
public sealed record ClassMetrics(
    [property: JsonConverter(typeof(NumberOrNullConverter))] double Precision,
    [property: JsonConverter(typeof(NumberOrNullConverter))] double Recall,
    [property: JsonConverter(typeof(NumberOrNullConverter))] double F1,
    int Support)
{
    /// <summary>All four on one line, the same under every culture.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"precision {Precision:F4}, recall {Recall:F4}, F1 {F1:F4}, support {Support}");
}

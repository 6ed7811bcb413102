namespace CnnGen.Generator.Declarations;

/// <summary>The most that a network may have of something: an argument of the network attribute, nothing checked yet.</summary>
/// <param name="Name">The property of the attribute: <c>MaxParameters</c>.</param>
/// <param name="Limit">Parameters or bytes.</param>
/// <param name="Site">Which source location what is said of this budget is shown at.</param>
internal sealed record ResourceLimit(string Name, long Limit, int Site)
{
    public const string Parameters = "MaxParameters";
    public const string TrainingBytes = "MaxTrainingBytes";
    public const string InferenceBytes = "MaxInferenceBytes";
}

using CnnGen.Generator;
using Microsoft.CodeAnalysis;

namespace CnnGen.Benchmarks.Typing;

/// <summary>How often the outputs of the generator's steps were new, modified, unchanged or cached.</summary>
internal sealed class StepCounts
{
    private readonly Dictionary<(string Step, IncrementalStepRunReason Reason), int> _counts = [];

    /// <summary>The steps, in the order of the pipeline.</summary>
    public static IReadOnlyList<string> Steps { get; } =
    [
        NetworkGenerator.Steps.Candidates, NetworkGenerator.Steps.Declarations, NetworkGenerator.Steps.Networks,
        NetworkGenerator.Steps.Reports, NetworkGenerator.Steps.Optimization, NetworkGenerator.Steps.NamesAlike, NetworkGenerator.Steps.Files,
    ];

    public int this[string step, IncrementalStepRunReason reason] => _counts.GetValueOrDefault((step, reason));

    public void Add(GeneratorRunResult run)
    {
        foreach (string step in Steps)
        {
            foreach (var (_, reason) in run.TrackedSteps[step].SelectMany(tracked => tracked.Outputs))
            {
                _counts[(step, reason)] = this[step, reason] + 1;
            }
        }
    }
}

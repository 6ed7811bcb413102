using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Plan;

/// <summary>Plans a network that fits, and holds its plan against the limits of its declaration.</summary>
internal static class NetworkPlanner
{
    /// <summary>The plan of a network, or what else became of it.</summary>
    /// <param name="resolution">A network, or what is wrong with its declaration.</param>
    /// <param name="plan">What plans a network.</param>
    public static PlannedNetwork Plan(Resolution resolution, Func<ShapedNetwork, TrainingPlan> plan)
    {
        TrainingPlan? planned = resolution.Network is { } network ? plan(network) : null;
        Resolution within = ResourceLimits.Check(resolution, () => planned!);
        return new PlannedNetwork(within, within.Network is null ? null : planned);
    }
}

/// <summary>A network with its plan.</summary>
/// <param name="Resolution">What became of its declaration, the limits included.</param>
/// <param name="Plan">The plan, where code is written for the network.</param>
internal sealed record PlannedNetwork(Resolution Resolution, TrainingPlan? Plan)
{
    /// <summary>The exception that ended it, in words; none where all is well.</summary>
    public string? Exception { get; init; }
}

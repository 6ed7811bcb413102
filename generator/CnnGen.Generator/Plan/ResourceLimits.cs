using CnnGen.Generator.Declarations;
using CnnGen.Generator.Model;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Plan;

/// <summary>The limits that a declaration sets to its network.</summary>
internal static class ResourceLimits
{
    /// <summary>The same, without a network and advice on it where that takes more than its declaration allows.</summary>
    /// <param name="resolution">A network, or what is wrong with its declaration.</param>
    /// <param name="plan">Plans the network. Only limits of bytes need that; it takes milliseconds.</param>
    public static Resolution Check(Resolution resolution, Func<TrainingPlan> plan)
    {
        if (resolution.Network is not { } network || network.Limits.Count == 0)
        {
            return resolution;
        }

        var findings = new DiagnosticBag();
        var footprint = new Lazy<MemoryFootprint>(() => new MemoryFootprint(plan()));
        foreach (ResourceLimit limit in network.Limits)
        {
            new ResourceLimitCheck(network, limit, footprint).Run(findings);
        }

        return findings.Findings.Count == 0
            ? resolution
            : new Resolution(null, resolution.Findings.Concat(findings.Findings).ToEquatableArray()) { Face = NetworkFace.Of(network, findings.Findings) };
    }
}

using System.Collections.Immutable;
using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Reporting;

/// <summary>What there is to say of networks, as diagnostics at real locations in the source.</summary>
internal static class NetworkReport
{
    private const int MostMisfits = 100;

    /// <summary>All that there is to say of a declaration.</summary>
    /// <param name="candidate">The declaration, with its places.</param>
    /// <param name="resolution">What became of it.</param>
    /// <param name="optimizes">Whether the compiler optimises.</param>
    public static IEnumerable<Diagnostic> Of(Candidate candidate, Resolution resolution, bool optimizes)
    {
        foreach (Finding finding in resolution.Findings.Concat(resolution.Advice))
        {
            yield return Of(candidate, finding);
        }

        if (!optimizes && resolution.Network is { } network)
        {
            yield return Diagnostic.Create(
                Descriptors.NotOptimized, candidate.Sites[NetworkDeclaration.NameSite].Location, network.Type.Name);
        }
    }

    /// <summary>One thing to say of a declaration.</summary>
    public static Diagnostic Of(Candidate candidate, Finding finding)
    {
        DiagnosticLocation site = candidate.Sites[finding.Site];
        return Diagnostic.Create(
            Descriptors.Of(finding.Id),
            site.Location,
            site.Inside,
            finding.FixHints.ToImmutableDictionary(number => number.Name, number => (string?)Literal.Of(number.Value)),
            [.. finding.Arguments]);
    }

    /// <summary>What is wrong with a file of weights, or <see langword="null"/>.</summary>
    /// <param name="weights">The file.</param>
    /// <param name="networks">The names of all networks of the project, those included that are wrong.</param>
    public static Diagnostic? OfWeights(EmbeddedWeights weights, IReadOnlyCollection<string> networks) => networks.Any(weights.AreOf)
        ? null
        : Diagnostic.Create(
            Descriptors.WeightsOfNoNetwork,
            Location.Create(weights.Path, default, default),
            weights.File,
            weights.Network,
            networks.Count == 0 ? "this project has none" : $"the networks of this project are {string.Join(", ", networks.OrderBy(name => name, StringComparer.Ordinal))}");

    /// <summary>Which weights in a file are not those of its network, or <see langword="null"/>.</summary>
    /// <param name="header">The header of the file.</param>
    /// <param name="plan">The network.</param>
    public static Diagnostic? OfHeader(WeightsHeader header, TrainingPlan plan)
    {
        IReadOnlyList<string> misfits = header.Misfits(
        [
            .. plan.Operations.SelectMany(operation => operation.Parameters.Select(parameter => (
                $"{operation.LayerName}.{parameter.Key}", $"[{string.Join(", ", parameter.Dimensions.Select(Literal.Of))}]"))),
        ]);

        // Words that say that there is one more would take the place of that one.
        int named = misfits.Count > MostMisfits + 1 ? MostMisfits : misfits.Count;
        return misfits.Count == 0
            ? null
            : Diagnostic.Create(
                Descriptors.WeightsOfAnotherNetwork,
                Location.Create(header.Weights.Path, default, default),
                header.Weights.File,
                header.Weights.Network,
                string.Join("; ", misfits.Take(named).Concat(misfits.Count > named ? [$"and {Literal.Of(misfits.Count - named)} more"] : [])));
    }

    /// <summary>Whether the compiler optimises.</summary>
    public static bool Optimizes(Compilation compilation) => compilation.Options.OptimizationLevel == OptimizationLevel.Release;
}

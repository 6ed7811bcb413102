using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Reporting;

/// <summary>
/// Where a stage of the generator throws an exception, that is a finding of the network which it worked on. The compiler would
/// otherwise drop what was written for all networks of the project.
/// </summary>
internal static class Fault
{
    // As much of a declaration as fits into a report.
    private const int MostLetters = 2000;

    /// <summary>What becomes of a class that could not be read; cancelling is no fault.</summary>
    public static Candidate? Read(INamedTypeSymbol type, TypeDeclarationSyntax syntax, Func<Candidate?> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var identity = new TypeIdentity(
                string.Empty, EquatableArray<string>.Empty, type.Name, type.Name, DeclarationReader.FullName(type), string.Empty, EquatableArray<string>.Empty, HasRequiredMembers: false, HasSummary: false);
            Finding finding = Of(type.Name, syntax.AttributeLists.ToString(), Describe(exception));
            var declaration = new NetworkDeclaration(
                identity, EquatableArray<int>.Empty, EquatableArray<ResourceLimit>.Empty, EquatableArray<LayerDeclaration>.Empty, new[] { finding }.ToEquatableArray());
            return new Candidate(declaration, new[] { new DiagnosticLocation(syntax.Identifier.GetLocation()) }.ToEquatableArray());
        }
    }

    /// <summary>What becomes of a declaration that could not be resolved, or not be read before.</summary>
    public static Resolution Resolve(NetworkDeclaration declaration, Func<NetworkDeclaration, Resolution> resolve)
    {
        if (declaration.Findings.Any(finding => finding.Id == DiagnosticId.Fault))
        {
            return new Resolution(null, declaration.Findings);
        }

        try
        {
            return resolve(declaration);
        }
        catch (Exception exception)
        {
            return new Resolution(null, new[] { Of(declaration, Describe(exception)) }.ToEquatableArray());
        }
    }

    /// <summary>What becomes of a network that could not be planned: no plan, and an exception.</summary>
    public static PlannedNetwork Plan(Resolution resolution, Func<ShapedNetwork, TrainingPlan> plan)
    {
        try
        {
            return NetworkPlanner.Plan(resolution, plan);
        }
        catch (Exception exception)
        {
            return new PlannedNetwork(resolution, null) { Exception = Describe(exception) };
        }
    }

    /// <summary>What becomes of a network that could not be held against its limits: nothing is said of those.</summary>
    public static Resolution CheckLimits(Resolution resolution)
    {
        try
        {
            return ResourceLimits.Check(resolution, () => new TrainingPlan(resolution.Network!));
        }
        catch (Exception)
        {
            return resolution;
        }
    }

    /// <summary>What becomes of a network that could not be written: no files, and an exception.</summary>
    public static WrittenNetwork Write(Func<IEnumerable<SourceFile>> write)
    {
        try
        {
            return new WrittenNetwork(write().ToEquatableArray(), null);
        }
        catch (Exception exception)
        {
            return new WrittenNetwork(EquatableArray<SourceFile>.Empty, Describe(exception));
        }
    }

    /// <summary>The finding of a network on which a stage threw an exception.</summary>
    /// <param name="declaration">The network.</param>
    /// <param name="exception">As <see cref="WrittenNetwork"/> keeps it.</param>
    public static Finding Of(NetworkDeclaration declaration, string exception) => Of(declaration.Type.Name, declaration.Written, exception);

    private static Finding Of(string network, string declaration, string exception) => new(
        DiagnosticId.Fault,
        NetworkDeclaration.NameSite,
        [network, exception, declaration.Length <= MostLetters ? declaration : declaration.Substring(0, MostLetters) + "…"]);

    // On one line: a message may have several.
    private static string Describe(Exception exception) =>
        $"{exception.GetType().Name}: {exception.Message}".Replace("\r", string.Empty).Replace('\n', ' ').TrimEnd('.');
}

/// <summary>What was written for a network.</summary>
/// <param name="Files">Its files.</param>
/// <param name="Exception">The exception that ended it, in words; none where all is well.</param>
internal sealed record WrittenNetwork(EquatableArray<SourceFile> Files, string? Exception);

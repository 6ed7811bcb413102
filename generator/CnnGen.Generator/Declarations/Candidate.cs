using CnnGen.Generator.Model;

namespace CnnGen.Generator.Declarations;

/// <summary>A network's declaration with the places in the source at which its findings are shown.</summary>
/// <param name="Declaration">The declaration.</param>
/// <param name="Sites">Real source locations, so that a pragma in the file can silence what is reported there.</param>
internal sealed record Candidate(NetworkDeclaration Declaration, EquatableArray<DiagnosticLocation> Sites);

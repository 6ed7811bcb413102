using CnnGen.Generator.Model;

namespace CnnGen.Generator.Diagnostics;

/// <summary>One thing to say about a network: what it is, which site it is shown at, and what its message says.</summary>
internal sealed record Finding(DiagnosticId Id, int Site, EquatableArray<string> Arguments)
{
    public Finding(DiagnosticId id, int site, IEnumerable<string> arguments)
        : this(id, site, arguments.ToEquatableArray())
    {
    }

    /// <summary>Numbers that put this right, by the names in <see cref="Shapes.FixHint"/>: those of the message's way out.</summary>
    public EquatableArray<(string Name, int Value)> FixHints { get; init; }

    /// <summary>Whether no code can be written for the network.</summary>
    public bool IsError => Descriptors.Of(Id).DefaultSeverity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error;
}

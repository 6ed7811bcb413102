using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>One mistake in a network: what it is, which site it is shown at, and what its message says.</summary>
internal sealed record Fault(DiagnosticId Id, int Site, EquatableArray<string> Arguments)
{
    public Fault(DiagnosticId id, int site, IEnumerable<string> arguments)
        : this(id, site, arguments.ToEquatableArray())
    {
    }
}

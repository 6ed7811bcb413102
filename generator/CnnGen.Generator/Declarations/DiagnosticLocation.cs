using CnnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Declarations;

/// <summary>A place in the source at which findings are shown.</summary>
/// <param name="Location">What is underlined: it stands in the network's own declaration.</param>
/// <param name="Inside">
/// Where that is the use of a block: the attributes inside the block that lead to the one at fault, which is the last. Empty
/// where the block comes with an assembly.
/// </param>
internal sealed record DiagnosticLocation(Location Location, EquatableArray<Location> Inside)
{
    public DiagnosticLocation(Location location)
        : this(location, EquatableArray<Location>.Empty)
    {
    }
}

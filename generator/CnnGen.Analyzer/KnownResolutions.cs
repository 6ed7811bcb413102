using System.Collections.Concurrent;
using CnnGen.Generator.Declarations;
using CnnGen.Generator.Reporting;
using CnnGen.Generator.Shapes;

namespace CnnGen.Analyzer;

/// <summary>
/// The resolutions of the declarations that an analyzer has read. An editor runs it on all networks after each keystroke, and a
/// keystroke changes one declaration at most.
/// </summary>
internal sealed class KnownResolutions
{
    // More than any project has. Each letter typed into an attribute adds a declaration, so the table is cleared when it is full.
    private const int Most = 1000;

    private readonly ConcurrentDictionary<NetworkDeclaration, Resolution> _known = new();

    /// <summary>The resolution of a declaration, computed once for all that are equal.</summary>
    public Resolution Of(NetworkDeclaration declaration)
    {
        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        return _known.GetOrAdd(declaration, static declaration => Fault.CheckLimits(Fault.Resolve(declaration, NetworkResolver.Resolve)));
    }
}

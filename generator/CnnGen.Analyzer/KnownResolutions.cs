using System.Collections.Concurrent;
using CnnGen.Generator.Declarations;
using CnnGen.Generator.Reporting;
using CnnGen.Generator.Shapes;

namespace CnnGen.Analyzer;

/// <summary>
/// What became of the declarations that an analyzer has met. An editor runs it on all networks after each keystroke, and a keystroke
/// changes one of them at most.
/// </summary>
internal sealed class KnownResolutions
{
    // More than any project has. A letter that is typed into an attribute makes another declaration, so that at some time all are forgotten.
    private const int Most = 1000;

    private readonly ConcurrentDictionary<NetworkDeclaration, Resolution> _known = new();

    /// <summary>The same as before where the declaration is equal to one before.</summary>
    public Resolution Of(NetworkDeclaration declaration)
    {
        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        return _known.GetOrAdd(declaration, static declaration => Fault.CheckLimits(Fault.Resolve(declaration, NetworkResolver.Resolve)));
    }
}

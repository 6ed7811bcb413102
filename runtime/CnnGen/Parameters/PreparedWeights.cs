using CnnGen.Memory;

namespace CnnGen.Parameters;

/// <summary>
/// The weights of a network in the form in which predictions read them: made at the first prediction, and made anew when the
/// parameters have changed since. What has been made is never written again, so that any number of threads may read it.
/// </summary>
internal sealed class PreparedWeights
{
    private readonly Lock _making = new();
    private Prepared? _last;

    /// <summary>The weights of the parameters as they are now. It allocates nothing where the parameters have not changed.</summary>
    /// <param name="parameters">The parameters to which this belongs.</param>
    /// <param name="prepare">Makes the form from the arena of all parameters; the same function each time.</param>
    public Arena Of(ParameterSet parameters, Func<Arena, Arena> prepare) =>
        Volatile.Read(ref _last) is { } last && last.Version == parameters.Version ? last.Weights : Make(parameters, prepare);

    private Arena Make(ParameterSet parameters, Func<Arena, Arena> prepare)
    {
        lock (_making)
        {
            // Read before the parameters are, so that a change meanwhile is seen the next time.
            long version = parameters.Version;
            if (_last is { } last && last.Version == version)
            {
                return last.Weights;
            }

            Arena weights = prepare(parameters.Arena);
            Volatile.Write(ref _last, new Prepared(version, weights));
            return weights;
        }
    }

    private sealed record Prepared(long Version, Arena Weights);
}

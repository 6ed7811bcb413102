using CnnGen.Networks;
using CnnGen.Training;

namespace CnnGen.Parameters;

/// <summary>
/// The weights of a network in the form in which predictions read them: made when somebody predicts, and made anew when the
/// parameters have changed since. What has been made is never written again, so that any number of threads may read it.
/// </summary>
internal abstract class InferenceWeights
{
    private readonly Lock _making = new();
    private Packed? _last;

    /// <summary>The weights of parameters as they are now. Where they are as they were it allocates nothing.</summary>
    /// <param name="parameters">The parameters to which this belongs.</param>
    /// <param name="kernels">The kernels that are to read them, the same each time.</param>
    public Arena Of<T>(ParameterSet parameters, BlockKernels<T> kernels)
        where T : class, INetwork<T> =>
        Volatile.Read(ref _last) is { } last && last.Version == parameters.Version ? last.Weights : Make(parameters, kernels);

    protected abstract Arena Pack<T>(Arena parameters, BlockKernels<T> kernels)
        where T : class, INetwork<T>;

    private Arena Make<T>(ParameterSet parameters, BlockKernels<T> kernels)
        where T : class, INetwork<T>
    {
        lock (_making)
        {
            // Read before the parameters are, so that a change meanwhile is seen the next time.
            long version = parameters.Version;
            if (_last is { } last && last.Version == version)
            {
                return last.Weights;
            }

            Arena weights = Pack(parameters.Arena, kernels);
            Volatile.Write(ref _last, new Packed(version, weights));
            return weights;
        }
    }

    private sealed record Packed(long Version, Arena Weights);
}

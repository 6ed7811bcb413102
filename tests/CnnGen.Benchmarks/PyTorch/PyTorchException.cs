namespace CnnGen.Benchmarks.PyTorch;

/// <summary>The comparison cannot run; the message says why, and what to do about it.</summary>
internal sealed class PyTorchException(string message) : Exception(message)
{
    /// <param name="missing">What was not found.</param>
    public static PyTorchException NotFound(string missing) => new(
        $"""
        versus-pytorch needs Debian's PyTorch, but did not find {missing}. Install it with:
            apt-get install --no-install-recommends python3-torch python3-numpy libopenblas0-openmp libjemalloc2
        """);
}

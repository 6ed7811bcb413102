using System.Buffers.Binary;
using System.Collections;
using CnnGen.Files;
using CnnGen.Memory;
using CnnGen.Numerics;

namespace CnnGen.Parameters;

/// <summary>
/// All parameters of a network. They lie in one arena, 64-byte aligned; what is done to all of them (update, reduction,
/// saving) walks that arena and not the layers.
/// </summary>
public sealed class ParameterSet : IReadOnlyList<Parameter>
{
    private readonly Parameter[] _parameters;
    private long _version;

    /// <summary>Allocates the parameters of a network and draws their initial values.</summary>
    /// <param name="layouts">Every parameter tensor, in the order of the layers.</param>
    /// <param name="length">Floats of the arena that holds all of them.</param>
    /// <param name="seed">The same seed gives the same values, to the bit, on any machine.</param>
    public ParameterSet(IReadOnlyList<ParameterLayout> layouts, int length, int seed)
    {
        ArgumentNullException.ThrowIfNull(layouts);
        Arena = new Arena(length);
        _parameters = [.. layouts.Select(layout => new Parameter(Arena, layout, this))];
        var random = new SeededRandom(seed);
        for (int i = 0; i < _parameters.Length; i++)
        {
            Initializer.Fill(_parameters[i].Values, layouts[i], random);
        }
    }

    /// <inheritdoc/>
    public int Count => _parameters.Length;

    internal Arena Arena { get; }

    /// <summary>The weights as the prediction of one sample reads them.</summary>
    internal PreparedWeights SampleWeights { get; } = new();

    /// <summary>The weights as the prediction of a micro-batch of samples reads them.</summary>
    internal PreparedWeights MicroBatchWeights { get; } = new();

    /// <summary>Another number after every training step, loading, and taking of a span to write: what was made of the parameters before is out of date.</summary>
    internal long Version => Interlocked.Read(ref _version);

    /// <inheritdoc/>
    public Parameter this[int index] => _parameters[index];

    /// <summary>The parameters of one layer.</summary>
    /// <param name="weight">The position of its weights in this set.</param>
    /// <param name="hasBias">Whether its biases follow.</param>
    public LayerParameters Layer(int weight, bool hasBias) =>
        new(_parameters[weight], hasBias ? _parameters[weight + 1] : null);

    /// <summary>Parameters and statistics of one batch normalisation.</summary>
    /// <param name="weight">The position of its weights in this set; biases, means and variances follow.</param>
    public NormParameters Norm(int weight) => new(_parameters.AsSpan(weight, 4));

    /// <summary>
    /// The SHA-256 of all values, as 64 lower-case hexadecimal digits: of the parameters in their order, of their values row-major, and
    /// of each value as 32-bit float, little-endian. It is the same wherever the weights are the same to the bit.
    /// </summary>
    public string ComputeHash()
    {
        var hash = new Sha256();
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (Parameter parameter in _parameters)
        {
            foreach (float value in parameter.Content)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
                hash.Append(bytes);
            }
        }

        return hash.Finish();
    }

    /// <inheritdoc/>
    public IEnumerator<Parameter> GetEnumerator() => ((IEnumerable<Parameter>)_parameters).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Says that values have been written, or may be from now on.</summary>
    internal void MarkChanged() => Interlocked.Increment(ref _version);
}

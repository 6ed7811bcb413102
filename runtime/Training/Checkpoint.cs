namespace CnnGen;

/// <summary>
/// A file in which <see cref="Trainer{T}"/> keeps all that training depends on: weights, velocities, learning rate, the
/// place in the epoch and the random order. A new trainer that finds it goes on from there, and ends with the same weights,
/// to the bit, and the same reports as if it had never been interrupted. The file is replaced as a whole or not at all, and
/// never by weights that are not finite. A path is for the trainer of one run.
/// </summary>
/// <remarks>
/// It is a safetensors file with the network's weights under their own names: <c>LoadWeights</c> reads it, into a network
/// that is to be used, or to be trained with other settings.
/// </remarks>
public sealed class Checkpoint
{
    private readonly TimeSpan _every = TimeSpan.FromMinutes(5);
    private readonly int? _everySteps;

    /// <summary>Saves after each epoch, and within an epoch every five minutes.</summary>
    /// <param name="path">The file. Its folder must exist; it need not.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public Checkpoint(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The longest time between two saves within an epoch, above zero; 5 minutes unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above zero.</exception>
    public TimeSpan Every
    {
        get => _every;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, nameof(Every));
            _every = value;
        }
    }

    /// <summary>The most steps between two saves, at least 1; <see langword="null"/>, unless set, for any number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? EverySteps
    {
        get => _everySteps;
        init
        {
            if (value is { } steps)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1, nameof(EverySteps));
            }

            _everySteps = value;
        }
    }
}

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

    /// <summary>
    /// Numbers that a loop over <see cref="Trainer{T}.Epochs"/> keeps from epoch to epoch, under names of its own: the best loss so far, or
    /// how many epochs it has waited. They are saved with the rest; a run that goes on finds them, when its loop begins, as they were
    /// when the file was saved, to the bit, and those that are not in the file are gone.
    /// </summary>
    /// <remarks>
    /// The file is saved after an epoch before the loop sees its report, and a run that goes on gives that report again: so a loop that
    /// keeps all that it remembers here, and in the learning rate, does the same whether or not it was interrupted.
    /// </remarks>
    public Dictionary<string, double> State { get; } = [];

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

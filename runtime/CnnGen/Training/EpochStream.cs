using System.Collections;

namespace CnnGen.Training;

/// <summary>Epochs that are trained while they are enumerated: once, since a second enumeration would train on unasked.</summary>
internal sealed class EpochStream(IEnumerator<EpochReport> epochs) : IEnumerable<EpochReport>
{
    private IEnumerator<EpochReport>? _epochs = epochs;

    public IEnumerator<EpochReport> GetEnumerator() =>
        Interlocked.Exchange(ref _epochs, null) ?? throw new InvalidOperationException(
            "These epochs were enumerated before, and each enumeration trains. Call Epochs again to train on; to look at reports more than once, "
            + "keep the history that Fit returns.");

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

using System.Globalization;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Numerics;

namespace CnnGen.Kernels.Tests.Fuzzing;

/// <summary>Counts which strategies, tiles, borders and batches the drawn networks reach, by what their emitted code says of itself.</summary>
internal sealed class Coverage
{
    private readonly SortedDictionary<string, (int Times, DrawnCase? Last)> _counts = new(StringComparer.Ordinal);

    /// <summary>How often each was met.</summary>
    public IEnumerable<(string Feature, int Times)> Counts => _counts.Select(count => (count.Key, count.Value.Times));

    /// <summary>Counts on from what an earlier part of a run has met.</summary>
    /// <param name="lines">Each how often, and what.</param>
    public void Resume(IEnumerable<string> lines)
    {
        foreach (string[] parts in lines.Select(line => line.Trim().Split(' ', 2)))
        {
            _counts[parts[1]] = (_counts.GetValueOrDefault(parts[1]).Times + int.Parse(parts[0], CultureInfo.InvariantCulture), null);
        }
    }

    /// <summary>Counts what a case and its files show, each thing once.</summary>
    public void Add(DrawnCase drawn, IEnumerable<string> sources)
    {
        int blocks = (drawn.Samples + MicroBatch.Samples - 1) / MicroBatch.Samples;
        string[] batchStatistics =
        [
            FormattableString.Invariant($"batch: {blocks} micro-batches"),
            drawn.Samples % MicroBatch.Samples == 0 ? "batch: last micro-batch full" : "batch: last micro-batch partial",
            blocks > 1 ? "batch: several slots" : "batch: one slot",
        ];
        lock (_counts)
        {
            foreach (string feature in sources.SelectMany(EmittedFeatures.Of).Concat(batchStatistics).ToHashSet())
            {
                _counts[feature] = (_counts.GetValueOrDefault(feature).Times + 1, drawn);
            }
        }
    }

    /// <summary>A case of this run that shows what was met least often, and fewer times than wanted; mostly there is one.</summary>
    public DrawnCase? Rarest(int wanted)
    {
        lock (_counts)
        {
            return _counts.Values.Where(count => count.Times < wanted && count.Last is not null).OrderBy(count => count.Times).Select(count => count.Last).FirstOrDefault();
        }
    }
}

using System.Globalization;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Numerics;

namespace CnnGen.Kernels.Tests.Fuzzing;

/// <summary>Counts which strategies, tiles, borders and batches the drawn networks reach, by what their emitted code says of itself.</summary>
internal sealed class Coverage
{
    private readonly SortedDictionary<string, Count> _counts = new(StringComparer.Ordinal);

    /// <summary>A line for each thing that was met: how often, the seed of a case that shows it, and what it is.</summary>
    public IEnumerable<string> Lines => _counts.Select(count => FormattableString.Invariant($"{count.Value.Times,6} {count.Value.Seed,6} {count.Key}"));

    /// <summary>Counts on from what an earlier part of a run has met.</summary>
    /// <param name="lines">Its <see cref="Lines"/>.</param>
    public void Resume(IEnumerable<string> lines)
    {
        foreach (string[] parts in lines.Select(line => line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries)))
        {
            int seed = int.Parse(parts[1], CultureInfo.InvariantCulture);
            _counts[parts[2]] = new(int.Parse(parts[0], CultureInfo.InvariantCulture), seed, seed > 0 ? DrawnCase.Draw(seed) : null);
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
                Count before = _counts.GetValueOrDefault(feature);
                _counts[feature] = new(before.Times + 1, drawn.IsVaried ? before.Seed : drawn.Seed, drawn);
            }
        }
    }

    /// <summary>A case that shows what was met least often, and fewer times than wanted; there is none where all were met often enough.</summary>
    public DrawnCase? Rarest(int wanted)
    {
        lock (_counts)
        {
            return _counts.Values.Where(count => count.Times < wanted && count.Last is not null).OrderBy(count => count.Times).Select(count => count.Last).FirstOrDefault();
        }
    }

    // How often, the seed by which a case that shows it is drawn (0 where such cases were varied ones alone), and the last case.
    private readonly record struct Count(int Times, int Seed, DrawnCase? Last);
}

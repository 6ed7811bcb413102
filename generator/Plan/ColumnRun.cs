using System.Collections.Immutable;
using CnnGen.Generator.Declarations;

namespace CnnGen.Generator.Plan;

/// <summary>One tap in a tile of columns: target and source columns that it joins, counted from the tile's first ones.</summary>
internal sealed record TapColumns(int Tap, EquatableArray<TargetSource> Columns);

/// <summary>A target column and the source column that reaches it, counted from the first ones of a tile.</summary>
internal readonly record struct TargetSource(int Target, int Source);

/// <summary>
/// Tiles of neighbouring columns that one piece of code computes: the same taps, and sources that move on by the same
/// number of columns from tile to tile.
/// </summary>
/// <param name="First">The first target column of the first tile.</param>
/// <param name="Width">The target columns of a tile.</param>
/// <param name="Count">The tiles.</param>
/// <param name="Step">Target columns from tile to tile.</param>
/// <param name="Source">The first source column of the first tile.</param>
/// <param name="SourceStep">Source columns from tile to tile.</param>
/// <param name="Taps">The taps in ascending order.</param>
internal sealed record ColumnRun(
    int First, int Width, int Count, int Step, int Source, int SourceStep, EquatableArray<TapColumns> Taps)
{
    /// <summary>The last target column.</summary>
    public int Last => First + ((Count - 1) * Step) + Width - 1;

    /// <summary>Whether each tap joins every column, and the sources move on evenly from tap to tap: a loop can walk them.</summary>
    public bool IsRegular { get; } = IsEven(Taps, Width);

    /// <summary>The most taps that reach one column: products that wait for one another.</summary>
    public int MostTaps { get; } = Enumerable.Range(0, Width).Max(column => Taps.Count(tap => tap.Columns.Any(each => each.Target == column)));

    /// <summary>Kernel columns from tap to tap, where the run is regular.</summary>
    public int TapStep => Taps[1].Tap - Taps[0].Tap;

    /// <summary>Source columns from tap to tap, where the run is regular.</summary>
    public int TapSourceStep => Taps[1].Columns[0].Source - Taps[0].Columns[0].Source;

    /// <summary>Cuts a dimension into tiles of <paramref name="width"/> columns and gathers those that are computed alike.</summary>
    public static IReadOnlyList<ColumnRun> Cut(Axis axis, int width)
    {
        List<ColumnRun> runs = [];
        for (int first = 0; first < axis.Targets; first += width)
        {
            ColumnRun tile = Tile(axis, first, Math.Min(width, axis.Targets - first));
            int known = runs.FindIndex(run => run.Continues(tile));
            if (known < 0)
            {
                runs.Add(tile);
            }
            else
            {
                ColumnRun run = runs[known];
                runs[known] = run with
                {
                    Count = run.Count + 1,
                    Step = tile.First - (run.First + ((run.Count - 1) * run.Step)),
                    SourceStep = tile.Source - (run.Source + ((run.Count - 1) * run.SourceStep)),
                };
            }
        }

        return runs;
    }

    private static bool IsEven(EquatableArray<TapColumns> taps, int width) => taps.Count > 1
        && taps.All(tap => tap.Columns.Count == width)
        && Enumerable.Range(1, taps.Count - 1).All(i =>
            taps[i].Tap - taps[i - 1].Tap == taps[1].Tap - taps[0].Tap
            && Enumerable.Range(0, width).All(column =>
                taps[i].Columns[column].Source - taps[i - 1].Columns[column].Source == taps[1].Columns[0].Source - taps[0].Columns[0].Source));

    private bool Continues(ColumnRun tile)
    {
        if (tile.Width != Width || !tile.Taps.Equals(Taps))
        {
            return false;
        }

        int step = tile.First - (First + ((Count - 1) * Step));
        int sourceStep = tile.Source - (Source + ((Count - 1) * SourceStep));
        return Count == 1 || (step == Step && sourceStep == SourceStep);
    }

    // Loops and no queries: tiles of every width are cut before one is chosen.
    private static ColumnRun Tile(Axis axis, int first, int width)
    {
        int source = int.MaxValue;
        int lastTap = -1;
        for (int target = 0; target < width; target++)
        {
            foreach (Contact contact in axis.Contacts[first + target])
            {
                source = Math.Min(source, contact.Source);
                lastTap = Math.Max(lastTap, contact.Tap);
            }
        }

        ImmutableArray<TapColumns>.Builder taps = ImmutableArray.CreateBuilder<TapColumns>();
        ImmutableArray<TargetSource>.Builder columns = ImmutableArray.CreateBuilder<TargetSource>(width);
        for (int tap = 0; tap <= lastTap; tap++)
        {
            columns.Clear();
            for (int target = 0; target < width; target++)
            {
                foreach (Contact contact in axis.Contacts[first + target])
                {
                    if (contact.Tap == tap)
                    {
                        columns.Add(new TargetSource(target, contact.Source - source));
                    }
                }
            }

            if (columns.Count > 0)
            {
                taps.Add(new TapColumns(tap, new EquatableArray<TargetSource>(columns.ToImmutable())));
            }
        }

        return new ColumnRun(
            first, width, 1, width, lastTap < 0 ? 0 : source, 0, new EquatableArray<TapColumns>(taps.ToImmutable()));
    }
}

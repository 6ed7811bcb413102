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
    public bool IsRegular => Taps.Count > 1
        && Taps.All(tap => tap.Columns.Count == Width)
        && Enumerable.Range(1, Taps.Count - 1).All(i =>
            Taps[i].Tap - Taps[i - 1].Tap == TapStep
            && Enumerable.Range(0, Width).All(column =>
                Taps[i].Columns[column].Source - Taps[i - 1].Columns[column].Source == TapSourceStep));

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

    private static ColumnRun Tile(Axis axis, int first, int width)
    {
        var contacts = Enumerable.Range(0, width)
            .SelectMany(target => axis.Contacts[first + target].Select(contact => (contact.Tap, Target: target, contact.Source)))
            .ToList();
        int source = contacts.Count == 0 ? 0 : contacts.Min(contact => contact.Source);
        EquatableArray<TapColumns> taps = contacts
            .GroupBy(contact => contact.Tap)
            .OrderBy(tap => tap.Key)
            .Select(tap => new TapColumns(
                tap.Key,
                tap.Select(contact => new TargetSource(contact.Target, contact.Source - source)).ToEquatableArray()))
            .ToEquatableArray();
        return new ColumnRun(first, width, 1, width, source, 0, taps);
    }
}

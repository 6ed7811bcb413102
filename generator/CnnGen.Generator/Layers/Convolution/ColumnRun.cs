using System.Collections.Immutable;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Layers;

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
    int First, int Width, int Count, int Step, int Source, int SourceStep, EquatableArray<TapColumns> Taps) : Run<ColumnRun>
{
    /// <summary>The last target column.</summary>
    public int Last => LastTile + Width - 1;

    /// <summary>Whether each tap joins every column, and the sources move on evenly from tap to tap: a loop can walk them.</summary>
    public bool IsRegular { get; } = IsEven(Taps, Width);

    /// <summary>The most taps that reach one column: products that wait for one another.</summary>
    public required int MostTaps { get; init; }

    /// <summary>Kernel columns from tap to tap, where the run is regular.</summary>
    public int TapStep => Taps[1].Tap - Taps[0].Tap;

    /// <summary>Source columns from tap to tap, where the run is regular.</summary>
    public int TapSourceStep => Taps[1].Columns[0].Source - Taps[0].Columns[0].Source;

    /// <summary>Cuts a dimension into tiles of <paramref name="width"/> columns and gathers those that are computed alike.</summary>
    public static IReadOnlyList<ColumnRun> Cut(Axis axis, int width) => Cut(axis, width, 0, axis.Targets);

    /// <summary>Cuts the columns from <paramref name="first"/> up to <paramref name="end"/>, which is not among them.</summary>
    public static IReadOnlyList<ColumnRun> Cut(Axis axis, int width, int first, int end) =>
        Gather(axis, first, end, width, target => Tile(axis, target, Math.Min(width, end - target)));

    private static bool IsEven(EquatableArray<TapColumns> taps, int width)
    {
        for (int i = 0; i < taps.Count; i++)
        {
            if (taps[i].Columns.Count != width)
            {
                return false;
            }

            for (int column = 0; i > 0 && column < width; column++)
            {
                if (taps[i].Tap - taps[i - 1].Tap != taps[1].Tap - taps[0].Tap
                    || taps[i].Columns[column].Source - taps[i - 1].Columns[column].Source != taps[1].Columns[0].Source - taps[0].Columns[0].Source)
                {
                    return false;
                }
            }
        }

        return taps.Count > 1;
    }

    protected override bool Continues(ColumnRun piece)
    {
        if (piece.Width != Width || !piece.Taps.Equals(Taps))
        {
            return false;
        }

        int step = piece.First - LastTile;
        int sourceStep = piece.Source - LastSource;
        return Count == 1 || (step == Step && sourceStep == SourceStep);
    }

    protected override ColumnRun With(ColumnRun piece) =>
        this with { Count = Count + 1, Step = piece.First - LastTile, SourceStep = piece.Source - LastSource };

    protected override ColumnRun With(int pieces) => this with { Count = Count + pieces };

    protected override (int FirstTarget, int LastTarget, int FirstSource, int LastSource) Reach =>
        (First, Last, Source, LastSource + Taps.SelectMany(tap => tap.Columns).Select(column => column.Source).DefaultIfEmpty().Max());

    private int LastTile => First + ((Count - 1) * Step);

    private int LastSource => Source + ((Count - 1) * SourceStep);

    // Loops and no queries: tiles of every width are cut before one is chosen.
    private static ColumnRun Tile(Axis axis, int first, int width)
    {
        var reached = new Taps[width];
        int source = int.MaxValue;
        int firstTap = int.MaxValue;
        int lastTap = -1;
        for (int target = 0; target < width; target++)
        {
            Taps taps = reached[target] = axis.At(first + target);
            if (taps.Count > 0)
            {
                source = Math.Min(source, Math.Min(taps.Source, taps.Source + ((taps.Count - 1) * axis.TapSourceStep)));
                firstTap = Math.Min(firstTap, taps.First);
                lastTap = Math.Max(lastTap, taps.First + ((taps.Count - 1) * axis.TapStep));
            }
        }

        ImmutableArray<TapColumns>.Builder tapColumns = ImmutableArray.CreateBuilder<TapColumns>();
        ImmutableArray<TargetSource>.Builder columns = ImmutableArray.CreateBuilder<TargetSource>(width);
        for (int tap = firstTap; tap <= lastTap; tap++)
        {
            columns.Clear();
            for (int target = 0; target < width; target++)
            {
                Taps taps = reached[target];
                int step = tap - taps.First;
                int place = step / axis.TapStep;
                if (step >= 0 && place < taps.Count && step % axis.TapStep == 0)
                {
                    columns.Add(new TargetSource(target, taps.Source + (place * axis.TapSourceStep) - source));
                }
            }

            if (columns.Count > 0)
            {
                tapColumns.Add(new TapColumns(tap, new EquatableArray<TargetSource>(columns.ToImmutable())));
            }
        }

        return new ColumnRun(first, width, 1, width, lastTap < 0 ? 0 : source, 0, new EquatableArray<TapColumns>(tapColumns.ToImmutable()))
        {
            MostTaps = reached.Max(taps => taps.Count),
        };
    }
}

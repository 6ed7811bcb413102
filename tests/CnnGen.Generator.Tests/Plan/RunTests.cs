using CnnGen.Generator.Layers;
using FsCheck.Xunit;

namespace CnnGen.Generator.Tests.Plan;

/// <summary>Rows and columns that are computed alike are gathered, and none is lost, doubled or changed by it.</summary>
[Properties(Arbitrary = [typeof(DrawnAxis)], MaxTest = 300)]
public class RunTests
{
    [Property]
    internal void Column_runs_join_what_the_axis_joins(Axis axis, byte width)
    {
        IReadOnlyList<ColumnRun> runs = ColumnRun.Cut(axis, 1 + (width % 12));
        Assert.Equal(
            Enumerable.Range(0, axis.Targets),
            runs.SelectMany(run => Tiles(run).SelectMany(tile => Enumerable.Range(run.First + (tile * run.Step), run.Width))).Order());
        Assert.Equal(
            AxisTests.Joints(axis).Order(),
            runs.SelectMany(run =>
                from tile in Tiles(run)
                from tap in run.Taps
                from column in tap.Columns
                select (
                    run.First + (tile * run.Step) + column.Target,
                    tap.Tap,
                    run.Source + (tile * run.SourceStep) + column.Source)).Order());
        Assert.All(runs, run => Assert.Equal(run.Taps.Select(tap => tap.Tap).Order().Distinct(), run.Taps.Select(tap => tap.Tap)));
        Assert.All(runs, run => Assert.Equal(Tiles(run).Max(tile => run.First + (tile * run.Step) + run.Width - 1), run.Last));
    }

    [Property]
    internal void A_regular_column_run_can_be_walked_by_a_loop_over_its_taps(Axis axis, byte width)
    {
        foreach (ColumnRun run in ColumnRun.Cut(axis, 1 + (width % 12)).Where(run => run.IsRegular))
        {
            for (int i = 0; i < run.Taps.Count; i++)
            {
                Assert.Equal(run.Taps[0].Tap + (i * run.TapStep), run.Taps[i].Tap);
                Assert.Equal(
                    run.Taps[0].Columns.Select(column => new TargetSource(column.Target, column.Source + (i * run.TapSourceStep))),
                    run.Taps[i].Columns);
            }
        }
    }

    [Property]
    internal void Row_runs_join_what_the_axis_joins(Axis axis)
    {
        IReadOnlyList<RowRun> runs = RowRun.Cut(axis);
        Assert.Equal(
            Enumerable.Range(0, axis.Targets),
            runs.SelectMany(run => Rows(run).Select(row => run.First + (row * run.Step))).Order());
        Assert.Equal(
            AxisTests.Joints(axis).Order(),
            runs.SelectMany(run =>
                from row in Rows(run)
                from tap in Enumerable.Range(0, run.TapCount)
                select (
                    run.First + (row * run.Step),
                    run.FirstTap + (tap * run.TapStep),
                    run.Source + (row * run.SourceStep) + (tap * run.TapSourceStep))).Order());
        Assert.All(runs, run => Assert.Equal(run.First + ((run.Count - 1) * run.Step), run.Last));
    }

    // One loop over the taps serves all rows: only where it starts and how often it runs differ.
    [Property]
    internal void All_row_runs_of_several_taps_step_alike(Axis axis) => Assert.True(
        RowRun.Cut(axis).Where(run => run.TapCount > 1).Select(run => (run.TapStep, run.TapSourceStep)).Distinct().Count() <= 1);

    private static IEnumerable<int> Tiles(ColumnRun run) => Enumerable.Range(0, run.Count);

    private static IEnumerable<int> Rows(RowRun run) => Enumerable.Range(0, run.Count);
}

using CnnGen.Generator.Declarations;

namespace CnnGen.Generator.Plan;

/// <summary>
/// Rows that one loop computes: the same taps, and sources that move on by the same number of rows from row to row.
/// </summary>
/// <param name="First">The first target row.</param>
/// <param name="Count">The rows.</param>
/// <param name="Step">Target rows from row to row.</param>
/// <param name="Source">The source row under the first tap of the first row.</param>
/// <param name="SourceStep">Source rows from row to row.</param>
/// <param name="FirstTap">The first tap that is not on padding.</param>
/// <param name="TapCount">The taps; zero where no source reaches these rows.</param>
/// <param name="TapStep">Kernel rows from tap to tap.</param>
/// <param name="TapSourceStep">Source rows from tap to tap.</param>
internal sealed record RowRun(
    int First, int Count, int Step, int Source, int SourceStep, int FirstTap, int TapCount, int TapStep, int TapSourceStep)
{
    public int Last => First + ((Count - 1) * Step);

    /// <summary>Gathers the rows of a dimension that are computed alike.</summary>
    public static IReadOnlyList<RowRun> Cut(Axis axis)
    {
        List<RowRun> runs = [];
        for (int row = 0; row < axis.Targets; row++)
        {
            RowRun single = Single(row, axis.Contacts[row]);
            int known = runs.FindIndex(run => run.Continues(single));
            if (known < 0)
            {
                runs.Add(single);
            }
            else
            {
                RowRun run = runs[known];
                runs[known] = run with
                {
                    Count = run.Count + 1,
                    Step = row - run.Last,
                    SourceStep = single.Source - run.LastSource,
                };
            }
        }

        return runs;
    }

    private int LastSource => Source + ((Count - 1) * SourceStep);

    private bool Continues(RowRun row) =>
        row.FirstTap == FirstTap
        && row.TapCount == TapCount
        && row.TapStep == TapStep
        && row.TapSourceStep == TapSourceStep
        && (Count == 1 || (row.First - Last == Step && row.Source - LastSource == SourceStep));

    private static RowRun Single(int row, EquatableArray<Contact> contacts) => contacts.Count switch
    {
        0 => new RowRun(row, 1, 1, 0, 0, 0, 0, 0, 0),
        1 => new RowRun(row, 1, 1, contacts[0].Source, 0, contacts[0].Tap, 1, 0, 0),
        _ => new RowRun(
            row,
            1,
            1,
            contacts[0].Source,
            0,
            contacts[0].Tap,
            contacts.Count,
            contacts[1].Tap - contacts[0].Tap,
            contacts[1].Source - contacts[0].Source),
    };
}

using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>Neighbouring rows of a kernel that meet the same output rows.</summary>
/// <param name="FirstTap">The first kernel row.</param>
/// <param name="Count">The kernel rows.</param>
/// <param name="OutputRow">The first output row whose window holds these taps.</param>
/// <param name="Positions">The output rows.</param>
/// <param name="SourceRow">The input row under the first tap at the first output row.</param>
internal sealed record KernelRows(int FirstTap, int Count, int OutputRow, int Positions, int SourceRow)
{
    public static IReadOnlyList<KernelRows> Cut(Window window, int input, int output)
    {
        List<KernelRows> rows = [];
        Axis positions = Axis.Positions(window, input, output);
        for (int tap = 0; tap < window.Kernel; tap++)
        {
            Taps met = positions.At(tap);
            if (met.Count == 0)
            {
                continue;
            }

            if (rows.Count > 0 && rows[rows.Count - 1] is var last
                && last.OutputRow == met.First && last.Positions == met.Count && last.FirstTap + last.Count == tap)
            {
                rows[rows.Count - 1] = last with { Count = last.Count + 1 };
            }
            else
            {
                rows.Add(new KernelRows(tap, 1, met.First, met.Count, met.Source));
            }
        }

        foreach (KernelRows run in rows)
        {
            int last = run.SourceRow + ((run.Count - 1) * window.Dilation) + ((run.Positions - 1) * window.Stride);
            Bounds.Require(run.SourceRow, last, input, "the rows of an input");
            Bounds.Require(run.OutputRow, run.OutputRow + run.Positions - 1, output, "the rows of an output");
        }

        return rows;
    }
}

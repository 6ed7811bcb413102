using System.Globalization;
using System.Text;

namespace CnnGen.Training.Schedules;

/// <summary>A schedule as a chart of text.</summary>
internal static class SchedulePlot
{
    private const string Eighths = " ▁▂▃▄▅▆▇█";

    public static string Draw(LearningRateSchedule schedule, int width, int height)
    {
        // The middle of each column, so that a step falls between two of them.
        double[] factors = [.. Enumerable.Range(0, width).Select(column => schedule.Factor((column + 0.5) / width))];
        double top = Math.Max(factors.Max(), double.Epsilon);
        string[] labels = [top.ToString("G2", CultureInfo.InvariantCulture), "0"];
        int margin = labels.Max(label => label.Length);
        var text = new StringBuilder();
        for (int row = height - 1; row >= 0; row--)
        {
            string label = row == height - 1 ? labels[0] : row == 0 ? labels[1] : string.Empty;
            text.Append(label.PadLeft(margin)).Append(" │");
            foreach (double factor in factors)
            {
                double eighths = ((factor / top * height) - row) * 8;
                text.Append(Eighths[(int)Math.Round(Math.Clamp(eighths, 0, 8))]);
            }

            text.Append('\n');
        }

        return text.Append(' ', margin).Append(" └").Append('─', width).Append('\n').ToString();
    }
}

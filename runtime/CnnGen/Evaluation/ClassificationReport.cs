using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using CnnGen.Json;

namespace CnnGen;

/// <summary>
/// Precision, recall and F1 of each class, and their means: the figures of scikit-learn's <c>classification_report</c> for all classes of the
/// network. As there by default, what would be 0/0 is 0 and counts in the means: a class that is never predicted has precision 0.
/// </summary>
/// <param name="Accuracy">The part of the samples, 0 to 1, whose class was predicted; not a number where there are no samples.</param>
/// <param name="Classes">A row for each class.</param>
/// <param name="Macro">The mean over classes, each counted once.</param>
/// <param name="Weighted">The mean over classes, each counted as often as it has samples.</param>
public sealed record ClassificationReport(
    [property: JsonConverter(typeof(NumberOrNullConverter))] double Accuracy,
    IReadOnlyList<ClassMetrics> Classes,
    ClassMetrics Macro,
    ClassMetrics Weighted)
{
    private const string WeightedName = "weighted avg";
    private const int ColumnWidth = 9;

    /// <summary>The table that scikit-learn prints, with the numbers of the classes for names; the same under every culture.</summary>
    public override string ToString()
    {
        var table = new StringBuilder();
        AppendRow(table, string.Empty, "precision", "recall", "f1-score", "support").AppendLine().AppendLine();
        for (int i = 0; i < Classes.Count; i++)
        {
            AppendRow(table, i.ToString(CultureInfo.InvariantCulture), Classes[i]).AppendLine();
        }

        table.AppendLine();
        AppendRow(table, "accuracy", string.Empty, string.Empty, Text(Accuracy), Text(Macro.Support)).AppendLine();
        AppendRow(table, "macro avg", Macro).AppendLine();
        return AppendRow(table, WeightedName, Weighted).ToString();
    }

    internal static ClassificationReport Of(ConfusionMatrix confusion)
    {
        var classes = new ClassMetrics[confusion.Classes];
        for (int i = 0; i < classes.Length; i++)
        {
            int support = 0;
            int predicted = 0;
            for (int other = 0; other < classes.Length; other++)
            {
                support += confusion[i, other];
                predicted += confusion[other, i];
            }

            double hits = confusion[i, i];
            classes[i] = new ClassMetrics(
                Ratio(hits, predicted), Ratio(hits, support), Ratio(2 * hits, (double)predicted + support), support);
        }

        return new ClassificationReport(
            (double)confusion.Correct / confusion.Total, classes, Mean(classes, confusion.Total, _ => 1), Mean(classes, confusion.Total, row => row.Support));
    }

    private static ClassMetrics Mean(ClassMetrics[] classes, int samples, Func<ClassMetrics, double> weight)
    {
        double total = 0;
        double precision = 0;
        double recall = 0;
        double f1 = 0;
        foreach (ClassMetrics row in classes)
        {
            total += weight(row);
            precision += weight(row) * row.Precision;
            recall += weight(row) * row.Recall;
            f1 += weight(row) * row.F1;
        }

        return new ClassMetrics(Ratio(precision, total), Ratio(recall, total), Ratio(f1, total), samples);
    }

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;

    private static StringBuilder AppendRow(StringBuilder table, string name, ClassMetrics row) =>
        AppendRow(table, name, Text(row.Precision), Text(row.Recall), Text(row.F1), Text(row.Support));

    private static StringBuilder AppendRow(StringBuilder table, string name, params string[] columns)
    {
        table.Append(name.PadLeft(WeightedName.Length)).Append(' ');
        foreach (string column in columns)
        {
            table.Append(' ').Append(column.PadLeft(ColumnWidth));
        }

        return table;
    }

    // Python rounds a tie to the even digit, .NET away from zero. Of the ties from 0 to 1, odd eighths, two fall apart.
    private static string Text(double ratio) =>
        (ratio is 0.125 or 0.625 ? Math.BitDecrement(ratio) : ratio).ToString("F2", CultureInfo.InvariantCulture);

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}

using CnnGen;
using Spectre.Console;

namespace LeNet;

/// <summary>A confusion matrix as a table: a row for what an image is, a column for what it was read as.</summary>
internal static class ConfusionTable
{
    private static readonly Padding NoPadding = new(0);

    public static Table Of(ConfusionMatrix confusion)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("is \\ read") { Padding = NoPadding, NoWrap = true });
        for (int predicted = 0; predicted < confusion.Classes; predicted++)
        {
            table.AddColumn(new TableColumn($"{predicted}") { Width = 5, Padding = NoPadding }.RightAligned());
        }

        table.AddColumn(new TableColumn("right") { Width = 8, Padding = NoPadding }.RightAligned());
        for (int actual = 0; actual < confusion.Classes; actual++)
        {
            table.AddRow([.. Row(confusion, actual)]);
        }

        return table;
    }

    private static IEnumerable<string> Row(ConfusionMatrix confusion, int actual)
    {
        yield return $"[bold]{actual}[/]";
        int total = 0;
        for (int predicted = 0; predicted < confusion.Classes; predicted++)
        {
            int count = confusion[actual, predicted];
            total += count;
            yield return count == 0 ? "[grey]·[/]"
                : predicted == actual ? $"[green]{count}[/]"
                : $"[red]{count}[/]";
        }

        yield return total == 0 ? "" : $"{(double)confusion[actual, actual] / total:P1}";
    }
}

using CnnGen;
using Spectre.Console;

namespace ResNet;

/// <summary>How many images of each class were told, and what the others were taken for most often.</summary>
internal static class ClassTable
{
    public static Table Of(ConfusionMatrix confusion, IReadOnlyList<string> classes)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumn("class");
        table.AddColumn(new TableColumn("right").RightAligned());
        table.AddColumn("most often taken for");
        for (int actual = 0; actual < confusion.Classes; actual++)
        {
            int[] row = [.. Enumerable.Range(0, confusion.Classes).Select(predicted => confusion[actual, predicted])];
            int other = Enumerable.Range(0, row.Length).Where(predicted => predicted != actual).MaxBy(predicted => row[predicted]);
            table.AddRow(
                classes[actual],
                row.Sum() == 0 ? "" : $"{(double)row[actual] / row.Sum():P1}",
                row[other] == 0 ? "" : $"{classes[other]} ({row[other]:N0})");
        }

        return table;
    }
}

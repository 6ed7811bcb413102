using CnnGen;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LeNet;

/// <summary>The first of a list of misreadings, drawn side by side in two rows.</summary>
internal static class MisreadDigits
{
    private const int DrawnRows = 2;
    private const int Gap = 2;

    public static Columns Of(IReadOnlyList<Misreading> misreadings, IdxDataset images, int width)
    {
        int perRow = Math.Clamp((width + Gap) / (images.Width + Gap), 1, 4);
        return new Columns(misreadings.Take(DrawnRows * perRow).Select(misreading => Drawing(misreading, images)))
        {
            Expand = false,
            Padding = new Padding(0, 0, Gap, 0),
        };
    }

    private static Rows Drawing(Misreading misreading, IdxDataset images) => new(
        new Markup($"[green]{misreading.Actual}[/], read as [red]{misreading.Read}[/] ({misreading.Probability:P1})"),
        new Digit(images.Image(misreading.Index).ToArray(), images.Height, images.Width),
        Text.Empty);
}

using ResNet;
using Spectre.Console;

namespace CnnGen.Samples.Tests.ResNet;

public sealed class CurveTests
{
    [Fact]
    public void Accuracies_stand_at_their_places_and_leave_room_for_epochs_to_come()
    {
        var curve = new Curve(epochs: 4);
        Assert.Equal(string.Empty, Text(curve));
        curve.Add(1, train: 0.5, heldOut: 0.6);
        curve.Add(2, train: 0.75, heldOut: 0.75);
        curve.Add(3, train: 0.9, heldOut: 0.8);
        Assert.Equal(
            """
            100 % ┤
             95 % ┤
             90 % ┤        ·
             85 % ┤
             80 % ┤        ●
             75 % ┤    ●
             70 % ┤
             65 % ┤
             60 % ┤●
             55 % ┤
             50 % ┤·
                  └─────────────
                   epoch 1 to 4   ● held out   · training

            """,
            Text(curve));
    }

    [Fact]
    public void A_thousand_epochs_fit_the_same_width()
    {
        var curve = new Curve(epochs: 1_000);
        curve.Add(1, train: 0.95, heldOut: 0.9);
        curve.Add(1_000, train: 1, heldOut: 1);
        string[] lines = Text(curve).Split('\n');
        Assert.Equal(79, lines[0].Length);
        Assert.EndsWith("●", lines[0], StringComparison.Ordinal);
        Assert.Equal(" 90 % ┤●", lines[10]);
    }

    private static string Text(Curve curve)
    {
        using StringWriter text = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = 100;
        console.Write(curve);
        return string.Join('\n', text.ToString().Split('\n').Select(line => line.TrimEnd()));
    }
}

using CnnGen.Generator.Emit;

namespace CnnGen.Generator.Shapes;

/// <summary>The way of the shapes up to a layer, as a message shows it: <c>(28 → conv 5 → 24 → pool 2 → 12)</c>.</summary>
internal sealed class ShapeChain(Shape? input)
{
    private const string Unknown = "…";

    // A longer chain shows how it begins and how it ends, where the fault mostly is: of fifty layers nobody reads all.
    private const int MostSteps = 8;
    private const int FirstSteps = 2;
    private const int LastSteps = 4;

    private readonly List<(string Step, string Output)> _steps = [];

    private string Start => input is { } shape ? Describe(shape) : Unknown;

    public void Add(string? step, Shape output)
    {
        if (step is not null)
        {
            _steps.Add((step, Describe(output)));
        }
    }

    /// <summary>Goes on behind a layer that does not fit, at the shape that it would give all the same.</summary>
    public void AddUnknown(Shape output) => _steps.Add((Unknown, Describe(output)));

    /// <summary>In brackets behind a space, or nothing where no step was made.</summary>
    public override string ToString()
    {
        if (_steps.Count == 0)
        {
            return string.Empty;
        }

        int hidden = _steps.Count > MostSteps ? _steps.Count - FirstSteps - LastSteps : 0;
        IEnumerable<(string Step, string Output)> shown = hidden == 0
            ? _steps
            :
            [
                .. _steps.Take(FirstSteps),
                ($"{Unknown} {Literal.Of(hidden)} more {Unknown}", _steps[FirstSteps + hidden - 1].Output),
                .. _steps.Skip(FirstSteps + hidden),
            ];

        // An input that is not known, and a layer behind it whose own is not: one gap.
        IEnumerable<string> words = shown.SelectMany(step => new[] { step.Step, step.Output }).Prepend(Start);
        return $" ({string.Join(" → ", input is null && _steps[0].Step == Unknown ? words.Skip(1) : words)})";
    }

    private static string Describe(Shape shape) => shape.Rank switch
        {
            Rank.Image => Windows.Describe(shape.Height, shape.Width),
            Rank.Signal => Literal.Of(shape.Width),
            _ => shape.ToString(),
        };
}

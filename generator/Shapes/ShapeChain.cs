using CnnGen.Generator.Emit;

namespace CnnGen.Generator.Shapes;

/// <summary>
/// The way of the shapes up to a layer, as a message shows it: <c>(28 → conv 5 → 24 → pool 2 → 12)</c>. Each step knows the
/// one before it alone, so that branches go on from the same one.
/// </summary>
internal sealed class ShapeChain
{
    private const string Unknown = "…";

    // A longer chain shows how it begins and how it ends, where the fault mostly is: of fifty layers nobody reads all.
    private const int MostSteps = 8;
    private const int FirstSteps = 2;
    private const int LastSteps = 4;

    private readonly ShapeChain? _before;
    private readonly string? _step;
    private readonly string _output;

    public ShapeChain(Shape? input) => _output = input is { } shape ? Describe(shape) : Unknown;

    private ShapeChain(ShapeChain before, string step, Shape output) => (_before, _step, _output) = (before, step, Describe(output));

    /// <summary>Behind a layer, which may be one that is left out.</summary>
    public ShapeChain With(string? step, Shape output) => step is null ? this : new ShapeChain(this, step, output);

    /// <summary>Behind a layer that does not fit, at the shape that it would give all the same.</summary>
    public ShapeChain WithUnknown(Shape output) => new(this, Unknown, output);

    /// <summary>In brackets behind a space, or nothing where no step was made.</summary>
    public override string ToString()
    {
        List<(string Step, string Output)> steps = [];
        ShapeChain start = this;
        for (; start._before is not null; start = start._before)
        {
            steps.Insert(0, (start._step!, start._output));
        }

        if (steps.Count == 0)
        {
            return string.Empty;
        }

        int hidden = steps.Count > MostSteps ? steps.Count - FirstSteps - LastSteps : 0;
        IEnumerable<(string Step, string Output)> shown = hidden == 0
            ? steps
            :
            [
                .. steps.Take(FirstSteps),
                ($"{Unknown} {Literal.Of(hidden)} more {Unknown}", steps[FirstSteps + hidden - 1].Output),
                .. steps.Skip(FirstSteps + hidden),
            ];

        // An input that is not known, and a layer behind it whose own is not: one gap.
        IEnumerable<string> words = shown.SelectMany(step => new[] { step.Step, step.Output }).Prepend(start._output);
        return $" ({string.Join(" → ", start._output == Unknown && steps[0].Step == Unknown ? words.Skip(1) : words)})";
    }

    private static string Describe(Shape shape) => shape.Rank switch
        {
            Rank.Image => Windows.Describe(shape.Height, shape.Width),
            Rank.Signal => Literal.Of(shape.Width),
            _ => shape.ToString(),
        };
}

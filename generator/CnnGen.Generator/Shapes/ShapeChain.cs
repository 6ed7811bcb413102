using CnnGen.Generator.Text;

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
    private readonly int _length;

    // Up to the first steps that are always shown, so that nobody has to walk there.
    private readonly ShapeChain _beginning;

    public ShapeChain(Shape? input) => (_output, _beginning) = (input is { } shape ? Describe(shape) : Unknown, this);

    private ShapeChain(ShapeChain before, string step, Shape output)
    {
        (_before, _step, _output) = (before, step, Describe(output));
        _length = before._length + 1;
        _beginning = _length <= FirstSteps ? this : before._beginning;
    }

    /// <summary>The last layer of those that are shown, <c>conv 5</c>; <see langword="null"/> before the first.</summary>
    public string? LastStep => _step;

    /// <summary>Behind a layer, which may be one that is left out.</summary>
    public ShapeChain With(string? step, Shape output) => step is null ? this : new ShapeChain(this, step, output);

    /// <summary>Behind a layer that does not fit, at the shape that it would give all the same.</summary>
    public ShapeChain WithUnknown(Shape output) => new(this, Unknown, output);

    /// <summary>In brackets behind a space, or nothing where no step was made.</summary>
    public override string ToString()
    {
        if (_length == 0)
        {
            return string.Empty;
        }

        int hidden = _length > MostSteps ? _length - FirstSteps - LastSteps : 0;
        IEnumerable<(string Step, string Output)> shown = hidden == 0
            ? Last(_length)
            : [.. _beginning.Last(FirstSteps), ($"{Unknown} {Literal.Of(hidden)} more {Unknown}", Before(LastSteps)._output), .. Last(LastSteps)];

        // An input that is not known, and a layer behind it whose own is not: one gap.
        ShapeChain start = _beginning.Before(_beginning._length);
        IEnumerable<string> words = shown.SelectMany(step => new[] { step.Step, step.Output }).Prepend(start._output);
        return $" ({string.Join(" → ", start._output == Unknown && shown.First().Step == Unknown ? words.Skip(1) : words)})";
    }

    private IEnumerable<(string Step, string Output)> Last(int steps) =>
        Enumerable.Range(1, steps).Select(i => Before(steps - i)).Select(chain => (chain._step!, chain._output));

    private ShapeChain Before(int steps)
    {
        ShapeChain chain = this;
        for (int i = 0; i < steps; i++)
        {
            chain = chain._before!;
        }

        return chain;
    }

    private static string Describe(Shape shape) => shape.Rank switch
        {
            Rank.Image => Windows.Describe(shape.Height, shape.Width),
            Rank.Signal => Literal.Of(shape.Width),
            _ => shape.ToString(),
        };
}

using System.Text;

namespace CnnGen.Generator.Shapes;

/// <summary>The way of the shapes up to a layer, as a message shows it: <c>(28 → conv 5 → 24 → pool 2 → 12)</c>.</summary>
internal sealed class ShapeChain
{
    private const string Unknown = "…";

    private readonly StringBuilder _text = new();
    private bool _hasSteps;

    public ShapeChain(Shape? input) => _text.Append(input is { } shape ? Describe(shape) : Unknown);

    public void Add(string? step, Shape output)
    {
        if (step is null)
        {
            return;
        }

        _text.Append(" → ").Append(step).Append(" → ").Append(Describe(output));
        _hasSteps = true;
    }

    /// <summary>Goes on behind a layer that does not fit, at the shape that it would give all the same.</summary>
    public void AddUnknown(Shape output)
    {
        _text.Append(_text.Length == Unknown.Length && _text.ToString() == Unknown ? string.Empty : $" → {Unknown}").Append(" → ").Append(Describe(output));
        _hasSteps = true;
    }

    /// <summary>In brackets behind a space, or nothing where no step was made.</summary>
    public override string ToString() => _hasSteps ? $" ({_text})" : string.Empty;

    private static string Describe(Shape shape) =>
        shape.Rank == Rank.Image ? Windows.Describe(shape.Height, shape.Width) : shape.ToString();
}

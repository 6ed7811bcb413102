using System.Runtime.CompilerServices;
using System.Text;

namespace CnnGen.Generator.Text;

/// <summary>An interpolated string whose numbers are the same under every culture.</summary>
/// <param name="literalLength">Letters of the text itself.</param>
/// <param name="holes">The expressions in it.</param>
[InterpolatedStringHandler]
internal readonly struct InvariantText(int literalLength, int holes)
{
    private const int LettersOfHole = 16;

    private readonly StringBuilder _text = new(literalLength + (LettersOfHole * holes));

    public void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted(string? text) => _text.Append(text);

    public void AppendFormatted(int number) => _text.Append(Literal.Of(number));

    public void AppendFormatted(long number) => _text.Append(Literal.Of(number));

    public void AppendFormatted(IEnumerable<int> numbers) => _text.Append(string.Join(", ", numbers.Select(Literal.Of)));

    public void AppendFormatted(bool value) => _text.Append(Literal.Of(value));

    /// <summary>Something whose text has no numbers that depend on a culture: an expression, a shape, a name.</summary>
    public void AppendFormatted(object value) => _text.Append(value);

    public override string ToString() => _text.ToString();
}

using System.Text;

namespace CnnGen.Generator.Text;

/// <summary>Text with indentation, and braces that close by themselves.</summary>
/// <param name="depth">Where it begins.</param>
internal class SourceWriter(int depth = 0)
{
    /// <summary>The name of the constant in emitted code that has the options of <c>MethodImpl</c>.</summary>
    public const string Optimized = "Optimized";

    private const int Columns = 120;
    private const int Indentation = 4;

    private readonly StringBuilder _text = new();
    private int _depth = depth;

    /// <summary>Letters that a line has room for where the writer stands.</summary>
    public int Room => Columns - (Indentation * _depth);

    /// <summary>One line or several, indented to where the writer stands; empty lines stay empty.</summary>
    public void Line(string text = "")
    {
        if (text.IndexOf('\n') >= 0)
        {
            foreach (string line in text.Split('\n'))
            {
                Line(line.TrimEnd('\r'));
            }

            return;
        }

        if (text.Length > 0)
        {
            _text.Append(' ', Indentation * _depth).Append(text);
        }

        _text.Append('\n');
    }

    /// <inheritdoc cref="Line(string)"/>
    public void Line(InvariantText text) => Line(text.ToString());

    /// <summary>A line that <paramref name="print"/> writes, indented to where the writer stands.</summary>
    public void Line(Action<StringBuilder> print)
    {
        _text.Append(' ', Indentation * _depth);
        print(_text);
        _text.Append('\n');
    }

    /// <summary>Text as another writer has indented it.</summary>
    public void Append(string text) => _text.Append(text);

    /// <summary>A header with its braces; what is written until the result is disposed stands inside, <paramref name="end"/> after it.</summary>
    public Scope Block(string header = "", string end = "")
    {
        if (header.Length > 0)
        {
            Line(header);
        }

        Line("{");
        _depth++;
        return new Scope(this, end);
    }

    /// <inheritdoc cref="Block(string, string)"/>
    public Scope Block(InvariantText header) => Block(header.ToString());

    /// <summary>A counting loop around what follows, or a plain start where it would run once.</summary>
    public Scope? Loop(string variable, int count, int step = 1) => count <= step
        ? null
        : step == 1 ? Block($"for (int {variable} = 0; {variable} < {count}; {variable}++)")
        : Block($"for (int {variable} = 0; {variable} < {count}; {variable} += {step})");

    /// <summary>A kernel: generic over the lanes, and compiled at once with all optimisations, <see cref="Optimized"/>.</summary>
    public Scope Method(string name, string parameters)
    {
        Line($"[MethodImpl({Optimized})]");
        Line($"private static void {name}<V>({parameters})");
        Line("    where V : struct, ILanes<V>");
        return Body();
    }

    /// <summary>
    /// The braces of a method. Its arithmetic wraps around whatever the user's project says: that an index is inside of an image
    /// is one comparison of unsigned numbers, for which a negative one becomes a large one.
    /// </summary>
    public Scope Body()
    {
        Line("{ unchecked {");
        _depth++;
        return new Scope(this, " }");
    }

    public override string ToString() => _text.ToString();

    internal sealed class Scope(SourceWriter writer, string end) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer.Line("}" + end);
        }
    }
}

using System.Text;

namespace CnnGen.Generator.Text;

/// <summary>
/// Emitted text in lines of a width that people read: one that is longer goes on in the next line, four columns further in. It is
/// broken where the fewest brackets are open: after a comma or a semicolon, or before an operator; a comment is broken between words.
/// </summary>
internal static class LineWrap
{
    private const int Width = 120;
    private const string Comment = "//";
    private const string Operators = "+-*/&|";

    public static string Wrap(string text)
    {
        StringBuilder wrapped = new(text.Length + (text.Length / 16));
        for (int first = 0; first < text.Length;)
        {
            int end = text.IndexOf('\n', first);
            end = end < 0 ? text.Length : end;
            if (end - first <= Width)
            {
                wrapped.Append(text, first, end - first);
            }
            else
            {
                WrapLine(wrapped, text.Substring(first, end - first));
            }

            if (end < text.Length)
            {
                wrapped.Append('\n');
            }

            first = end + 1;
        }

        return wrapped.ToString();
    }

    private static void WrapLine(StringBuilder wrapped, string line)
    {
        int indent = line.Length - line.TrimStart(' ').Length;
        bool isComment = string.CompareOrdinal(line, indent, Comment, 0, Comment.Length) == 0;
        string start = new(' ', indent);
        string next = isComment ? start + Comment + " " : start + "    ";
        int begin = isComment ? indent + Comment.Length + 1 : indent;
        while (line.Length > Width && Break(line, begin, isComment) is { } at)
        {
            string head = line.Substring(0, at).TrimEnd(' ');
            wrapped.Append(head).Append('\n');
            bool endsStatement = !isComment && head[head.Length - 1] == ';' && IsOutermost(line, begin, at);
            string further = endsStatement ? start : next;
            line = further + line.Substring(at).TrimStart(' ');
            begin = further.Length;
        }

        wrapped.Append(line);
    }

    // The last place up to the width at which the fewest brackets are open.
    private static int? Break(string line, int begin, bool isComment)
    {
        int? best = null;
        int fewest = int.MaxValue;
        int open = 0;
        bool isQuoted = false;
        for (int i = begin; i <= Width && i < line.Length; i++)
        {
            char letter = line[i];
            if (letter == '"' && !isComment)
            {
                isQuoted = !isQuoted;
            }

            if (isQuoted)
            {
                i += letter == '\\' ? 1 : 0;
                continue;
            }

            if (!isComment && letter == '/' && i + 1 < line.Length && line[i + 1] == '/')
            {
                break;
            }

            open += Opens(line, i) - Closes(line, i);
            bool isPlace = letter == ' ' && i > begin && (isComment || line[i - 1] is ',' or ';' || IsOperator(line, i + 1));
            int depth = isComment ? 0 : open;
            if (isPlace && depth <= fewest)
            {
                (best, fewest) = (i, depth);
            }
        }

        return best;
    }

    private static bool IsOutermost(string line, int begin, int end)
    {
        int open = 0;
        for (int i = begin; i < end; i++)
        {
            open += Opens(line, i) - Closes(line, i);
        }

        return open == 0;
    }

    // Type arguments follow a name; what is less than something has spaces around it.
    private static int Opens(string line, int i) => line[i] is '(' or '[' || (line[i] == '<' && i > 0 && char.IsLetterOrDigit(line[i - 1])) ? 1 : 0;

    private static int Closes(string line, int i) => line[i] is ')' or ']' || (line[i] == '>' && line[i - 1] is not (' ' or '-' or '=')) ? 1 : 0;

    private static bool IsOperator(string line, int i) =>
        i + 1 < line.Length && Operators.IndexOf(line[i]) >= 0 && (line[i + 1] == ' ' || (line[i + 1] == line[i] && line[i] is '&' or '|'));
}

using System.Globalization;

namespace Signals;

/// <summary>
/// Reads the <c>.ts</c> text of the UCR archive: lines that begin with <c>#</c> are comments, those with <c>@</c> tell what
/// the file holds, and after <c>@data</c> each line is a signal, its values with commas between, a colon and its class.
/// </summary>
internal static class SignalFile
{
    /// <summary>Reads one file. Values stay as they are: those of the archive are normalised.</summary>
    /// <exception cref="InvalidDataException">The text is no such file: its path, the line, what was expected and what was found.</exception>
    public static LabelledSignals Read(string path)
    {
        using StreamReader text = File.OpenText(path);
        return Read(text, path);
    }

    /// <param name="text">The content of the file.</param>
    /// <param name="path">What errors call it.</param>
    public static LabelledSignals Read(TextReader text, string path)
    {
        Reader reader = new(path);
        while (text.ReadLine() is { } line)
        {
            reader.Take(line.AsSpan().Trim());
        }

        return reader.Finish();
    }

    private sealed class Reader(string path)
    {
        private readonly List<float> _values = [];
        private readonly List<int> _labels = [];
        private string[] _classes = [];
        private bool _isData;
        private int _line;
        private int _length;
        private int _firstLine;

        public void Take(ReadOnlySpan<char> line)
        {
            _line++;
            if (line.IsEmpty || line[0] == '#')
            {
                return;
            }

            if (_isData)
            {
                TakeSignal(line);
            }
            else
            {
                TakeHeader(line);
            }
        }

        public LabelledSignals Finish() =>
            !_isData ? throw new InvalidDataException($"{path}: expected a line '@data', but the file ends without one.")
            : _labels.Count == 0 ? throw new InvalidDataException($"{path}: expected signals after '@data', but the file ends there.")
            : new LabelledSignals([.. _values], [.. _labels], _length, _classes.Length);

        private void TakeHeader(ReadOnlySpan<char> line)
        {
            string[] words = line.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            switch (words[0].ToUpperInvariant())
            {
                case "@CLASSLABEL":
                    _classes = words.Length > 3 && IsTrue(words[1])
                        ? words[2..]
                        : throw Unexpected("'@classLabel true' and at least two classes", line);
                    break;
                case "@UNIVARIATE" when words.Length != 2 || !IsTrue(words[1]):
                    throw Unexpected("'@univariate true', one channel a signal", line);
                case "@TIMESTAMPS" when words.Length != 2 || IsTrue(words[1]):
                    throw Unexpected("'@timeStamps false', values without times", line);
                case "@DATA":
                    _isData = _classes.Length > 0 ? true : throw Unexpected("'@classLabel' before '@data'", line);
                    break;
                case var word when word[0] != '@':
                    throw Unexpected("a line that begins with '#' or '@' before '@data'", line);
            }
        }

        private void TakeSignal(ReadOnlySpan<char> line)
        {
            int colon = line.IndexOf(':');
            if (colon < 0)
            {
                throw Unexpected("values, a colon and the signal's class", line);
            }

            int first = _values.Count;
            ReadOnlySpan<char> values = line[..colon];
            foreach (Range value in values.Split(','))
            {
                _values.Add(Number(values[value].Trim()));
            }

            int length = _values.Count - first;
            if (_length == 0)
            {
                (_length, _firstLine) = (length, _line);
            }

            if (length != _length)
            {
                throw Unexpected($"{_length} values, as in line {_firstLine}", $"{length}");
            }

            _labels.Add(Class(line[(colon + 1)..].Trim()));
        }

        private float Number(ReadOnlySpan<char> text) =>
            float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
                ? value
                : throw Unexpected("a finite number", text);

        private int Class(ReadOnlySpan<char> text)
        {
            int index = Array.IndexOf(_classes, text.ToString());
            return index >= 0 ? index : throw Unexpected($"one of the classes {string.Join(", ", _classes)}", text);
        }

        private static bool IsTrue(string word) => word.Equals("true", StringComparison.OrdinalIgnoreCase);

        private InvalidDataException Unexpected(string expected, ReadOnlySpan<char> found)
        {
            const int Shown = 40;
            string excerpt = found.Length > Shown ? $"{found[..Shown]}…" : found.ToString();
            return new InvalidDataException($"{path}, line {_line}: expected {expected}, but found '{excerpt}'.");
        }
    }
}

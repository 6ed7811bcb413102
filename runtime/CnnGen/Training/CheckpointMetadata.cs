using System.Globalization;
using System.Numerics;
using CnnGen.Files;

namespace CnnGen.Training;

/// <summary>The entries of a checkpoint's header, each of which has to be there and to be what it should be.</summary>
internal sealed class CheckpointMetadata(string path, IReadOnlyDictionary<string, string> entries)
{
    /// <exception cref="InvalidDataException">There is no such entry.</exception>
    public string Text(string entry) => entries.TryGetValue(entry, out string? text)
        ? text
        : throw new InvalidDataException($"{path}: expected a checkpoint, whose __metadata__ has {entry}, but found none.");

    /// <summary>An entry that files of earlier versions lack.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="absent">What those files mean.</param>
    public string TextOr(string entry, string absent) => entries.GetValueOrDefault(entry, absent);

    /// <inheritdoc cref="TextOr"/>
    /// <exception cref="InvalidDataException">The entry is no number of the range.</exception>
    public TNumber NumberOr<TNumber>(string entry, TNumber absent, TNumber least, TNumber most)
        where TNumber : struct, INumber<TNumber> =>
        entries.ContainsKey(entry) ? Number(entry, least, most) : absent;

    /// <exception cref="InvalidDataException">There is no such entry, or it is no number of the range.</exception>
    public TNumber Number<TNumber>(string entry, TNumber least, TNumber most)
        where TNumber : struct, INumber<TNumber>
    {
        string text = Text(entry);
        return TryParse(text, least, most, out TNumber number)
            ? number
            : throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"{path}: expected a number from {least} to {most} as {entry}, but found {Quotation.Of(text)}."));
    }

    /// <exception cref="InvalidDataException">There is no such entry, or it is not so many numbers of the range with spaces between them.</exception>
    public TNumber[] Numbers<TNumber>(string entry, long count, TNumber least, TNumber most)
        where TNumber : struct, INumber<TNumber>
    {
        string text = Text(entry);
        string[] parts = text.Split(' ');
        var numbers = new TNumber[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts.Length != count || !TryParse(parts[i], least, most, out numbers[i]))
            {
                throw new InvalidDataException(
                    string.Create(CultureInfo.InvariantCulture, $"{path}: expected {count} numbers from {least} to {most} as {entry}, but found {Quotation.Of(text)}."));
            }
        }

        return numbers;
    }

    /// <summary>A number that may be infinite or none.</summary>
    /// <exception cref="InvalidDataException">There is no such entry, or it is no number.</exception>
    public double Real(string entry) => double.TryParse(Text(entry), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        ? number
        : throw new InvalidDataException($"{path}: expected a number as {Quotation.Of(entry)}, but found {Quotation.Of(Text(entry))}.");

    /// <summary>The entries whose names begin so.</summary>
    public IEnumerable<string> Under(string prefix) => entries.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal));

    private static bool TryParse<TNumber>(string text, TNumber least, TNumber most, out TNumber number)
        where TNumber : struct, INumber<TNumber> =>
        TNumber.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
}

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

    /// <exception cref="InvalidDataException">There is no such entry, or it is no number of the range.</exception>
    public TNumber Number<TNumber>(string entry, TNumber least, TNumber most)
        where TNumber : struct, INumber<TNumber>
    {
        string text = Text(entry);
        return TNumber.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out TNumber number) && number >= least && number <= most
            ? number
            : throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"{path}: expected a number from {least} to {most} as {entry}, but found {Quotation.Of(text)}."));
    }
}

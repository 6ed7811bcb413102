namespace CnnGen.Data;

/// <summary>How a row of a CIFAR file is laid out: labels, one byte each, then the pixels.</summary>
/// <param name="LabelLength">The labels of a row.</param>
/// <param name="LabelOffset">The one that counts.</param>
/// <param name="ClassCount">Its classes.</param>
internal sealed record CifarRow(int LabelLength, int LabelOffset, int ClassCount)
{
    /// <summary>Bytes of a row.</summary>
    public int Length => LabelLength + CifarDataset.ImageLength;

    /// <summary>Reads a file whole.</summary>
    /// <returns>Its rows.</returns>
    /// <exception cref="InvalidDataException">It has none, or not whole ones, or a label that is no class.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> Read(string path) => DataFile.Read(path, file =>
    {
        if (file.Length is { } length)
        {
            ThrowUnlessRows(length);
        }

        // Of what is compressed, one byte more than is believed tells that there is more.
        byte[] content = file.Read((int)Math.Min(file.Length ?? file.MostBytes + 1, Array.MaxLength));
        file.ThrowIfBeyondBelief(0, content.Length);
        ThrowUnlessRows(content.Length);
        var rows = new ReadOnlyMemory<byte>[content.Length / Length];
        for (int row = 0; row < rows.Length; row++)
        {
            int label = content[(row * Length) + LabelOffset];
            if (label >= ClassCount)
            {
                throw new InvalidDataException(
                    $"byte {(row * Length) + LabelOffset}: expected labels from 0 to {ClassCount - 1}, but found {label} in row {row}.");
            }

            rows[row] = content.AsMemory(row * Length, Length);
        }

        return rows;
    });

    private void ThrowUnlessRows(long length)
    {
        if (length == 0 || length % Length != 0 || length > Array.MaxLength)
        {
            throw new InvalidDataException(
                $"byte {length - (length % Length)}: expected whole rows of {Length} bytes, at least one and at most {Array.MaxLength / Length}, "
                + $"but found {length} bytes in all.");
        }
    }
}

namespace CnnGen.Onnx.Import;

/// <summary>
/// The values that may be computed from constants while a file is read. A small file could otherwise ask for many copies of
/// a large constant; what converters write stays far below this.
/// </summary>
/// <param name="fileBytes">The size of the file.</param>
internal sealed class ImportLimits(long fileBytes)
{
    private const long ValuesPerByte = 16;
    private const long Least = 1 << 16;

    private long _left = Least + (ValuesPerByte * fileBytes);

    /// <exception cref="RefusedException">So many more are too many.</exception>
    public void Spend(long values)
    {
        if (values > _left)
        {
            throw new RefusedException("constants would have to be computed that are out of proportion to the file");
        }

        _left -= values;
    }
}

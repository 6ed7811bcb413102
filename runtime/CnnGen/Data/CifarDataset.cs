using CnnGen.Data;

namespace CnnGen;

/// <summary>Colour images of 32×32 pixels with their labels, kept as bytes; as samples, values run from 0 to 1.</summary>
public sealed class CifarDataset : Dataset
{
    /// <summary>Red, green and blue.</summary>
    public const int Channels = 3;

    /// <summary>The rows of an image.</summary>
    public const int Height = 32;

    /// <summary>The columns of an image.</summary>
    public const int Width = 32;

    internal const int ImageLength = Channels * Height * Width;

    private readonly CifarRow _layout;
    private readonly ReadOnlyMemory<byte>[] _rows;

    private CifarDataset(CifarRow layout, string[] files)
    {
        _layout = layout;
        _rows = [.. files.SelectMany(layout.Read)];
        Files = files;
    }

    /// <summary>The files from which the images come, in their order.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <inheritdoc/>
    public override int Count => _rows.Length;

    /// <inheritdoc/>
    public override int SampleSize => ImageLength;

    /// <inheritdoc/>
    public override IReadOnlyList<int> SampleShape => [Channels, Height, Width];

    /// <inheritdoc/>
    public override int ClassCount => _layout.ClassCount;

    /// <summary>The values of an image: red, green, blue; row-major, 0 to 255.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    public ReadOnlySpan<byte> Image(int index) => _rows[index].Span[_layout.LabelLength..];

    /// <inheritdoc/>
    public override int Label(int index) => _rows[index].Span[_layout.LabelOffset];

    /// <summary>Writes an image: red, green, blue; row-major, each value divided by 255.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    /// <param name="destination"><see cref="SampleSize"/> floats.</param>
    public override void CopySample(int index, Span<float> destination) => Pixels.Scale(Image(index), destination);

    internal static CifarDataset Open(CifarRow layout, string[] files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return files.Length > 0
            ? new CifarDataset(layout, [.. files])
            : throw new ArgumentException("Expected at least one file.", nameof(files));
    }
}

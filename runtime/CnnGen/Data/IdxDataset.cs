using CnnGen.Data;

namespace CnnGen;

/// <summary>Grey images with their labels, kept as bytes; as samples, pixels run from 0 to 1.</summary>
public sealed class IdxDataset : Dataset
{
    private readonly byte[] _pixels;
    private readonly byte[] _labels;

    internal IdxDataset(IdxArray images, byte[] labels, int classCount)
    {
        _pixels = images.Values;
        _labels = labels;
        Height = images.Sizes[1];
        Width = images.Sizes[2];
        ClassCount = classCount;
    }

    /// <inheritdoc/>
    public override int Count => _labels.Length;

    /// <inheritdoc/>
    public override int SampleSize => Height * Width;

    /// <inheritdoc/>
    public override IReadOnlyList<int> SampleShape => [1, Height, Width];

    /// <inheritdoc/>
    public override int ClassCount { get; }

    /// <summary>The rows of an image.</summary>
    public int Height { get; }

    /// <summary>The columns of an image.</summary>
    public int Width { get; }

    /// <summary>The pixels of an image, row-major: 0 is the background, 255 the ink.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    public ReadOnlySpan<byte> Image(int index) => _pixels.AsSpan(index * SampleSize, SampleSize);

    /// <inheritdoc/>
    public override int Label(int index) => _labels[index];

    /// <summary>Writes the pixels of an image, row-major, each divided by 255.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    /// <param name="destination"><see cref="SampleSize"/> floats.</param>
    public override void CopySample(int index, Span<float> destination) => Pixels.Scale(Image(index), destination);
}

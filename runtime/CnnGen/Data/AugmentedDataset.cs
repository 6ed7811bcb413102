using CnnGen.Numerics;

namespace CnnGen.Data;

/// <summary>Images as one epoch sees them: moved and mirrored, each by what a hash of epoch and sample says.</summary>
/// <param name="data">The images.</param>
/// <param name="augmentation">What is done to them.</param>
/// <param name="height">Rows of an image.</param>
/// <param name="width">Columns of an image.</param>
internal sealed class AugmentedDataset(Dataset data, Augmentation augmentation, int height, int width) : DatasetView(data)
{
    // Sets these numbers apart from those that put samples into order, and those of dropout.
    private const ulong Salt = 0x8CB92BA72F3D8DD7UL;
    private const ulong NextSample = 0x9E3779B97F4A7C15UL;

    private ulong _epoch;

    /// <summary>Begins an epoch.</summary>
    /// <param name="random">The state of the random numbers before they put its samples into order.</param>
    public void Begin(ulong random) => _epoch = SeededRandom.Mix(random ^ Salt);

    public override void CopySample(int index, Span<float> destination)
    {
        Data.CopySample(index, destination);
        ulong number = SeededRandom.Mix(_epoch + ((ulong)index * NextSample));
        int down = Shift((uint)number >> 1);
        int right = Shift((uint)(number >> 32) >> 1);
        bool flips = augmentation.HorizontalFlip && (number & 1) != 0;
        for (int plane = 0; plane < destination.Length; plane += height * width)
        {
            Move(destination.Slice(plane, height * width), down, right);
            if (flips)
            {
                Flip(destination.Slice(plane, height * width));
            }
        }
    }

    // 31 random bits → −padding to padding.
    private int Shift(uint bits) => (int)((bits * ((2UL * (uint)augmentation.CropPadding) + 1)) >> 31) - augmentation.CropPadding;

    /// <summary>height × width → itself, moved; in place, so that a step needs no memory: no row is written before it was read.</summary>
    private void Move(Span<float> plane, int down, int right)
    {
        int first = down > 0 ? height - 1 : 0;
        int next = down > 0 ? -1 : 1;
        for (int row = first; (uint)row < (uint)height; row += next)
        {
            Span<float> target = plane.Slice(row * width, width);
            if ((uint)(row - down) >= (uint)height)
            {
                target.Clear();
                continue;
            }

            ReadOnlySpan<float> source = plane.Slice((row - down) * width, width);
            source.Slice(Math.Max(0, -right), width - Math.Abs(right)).CopyTo(target[Math.Max(0, right)..]);
            (right > 0 ? target[..right] : target[(width + right)..]).Clear();
        }
    }

    /// <summary>height × width → itself, mirrored.</summary>
    private void Flip(Span<float> plane)
    {
        for (int row = 0; row < height; row++)
        {
            plane.Slice(row * width, width).Reverse();
        }
    }
}

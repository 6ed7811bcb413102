using CnnGen.Data;
using CnnGen.Runtime.Tests.Networks;
using CnnGen.Runtime.Tests.Weights;

namespace CnnGen.Runtime.Tests.Data;

/// <summary>Images that are moved and mirrored.</summary>
public sealed class AugmentationTests
{
    private const int Channels = 2;
    private const int Height = 5;
    private const int Width = 4;
    private const int Padding = 3;

    private static readonly Augmentation s_both = new() { CropPadding = Padding, HorizontalFlip = true };

    // No pixel is like another, none is zero.
    private static readonly Dataset s_images = Numbered(2_000);

    [Fact]
    public void Each_crop_and_side_is_drawn_as_often_as_the_others_to_the_pixel()
    {
        Dictionary<(int Down, int Right, bool Flips), int> drawn = [];
        var images = new AugmentedDataset(s_images, s_both, Height, Width);
        images.Begin(7);
        for (int i = 0; i < images.Count; i++)
        {
            float[] found = Read(images, i);
            var draw = Assert.Single(Draws(Padding), draw => Expected(i, draw).SequenceEqual(found));
            drawn[draw] = drawn.GetValueOrDefault(draw) + 1;
        }

        // 98 ways, 20 times each in the mean, 4.5 the standard deviation.
        Assert.Equal(98, drawn.Count);
        Assert.All(drawn.Values, times => Assert.InRange(times, 5, 40));
        Assert.InRange(drawn.Where(draw => draw.Key.Flips).Sum(draw => draw.Value), 920, 1080);
    }

    [Fact]
    public void What_is_not_asked_for_is_not_done()
    {
        var none = new AugmentedDataset(s_images, new Augmentation(), Height, Width);
        var crops = new AugmentedDataset(s_images, new Augmentation { CropPadding = 1 }, Height, Width);
        var flips = new AugmentedDataset(s_images, new Augmentation { HorizontalFlip = true }, Height, Width);
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(Read(s_images, i), Read(none, i));
            Assert.Single(Draws(1), draw => !draw.Flips && Expected(i, draw).SequenceEqual(Read(crops, i)));
            Assert.Single(new[] { false, true }, flip => Expected(i, (0, 0, flip)).SequenceEqual(Read(flips, i)));
        }
    }

    [Fact]
    public void Draws_depend_on_epoch_and_sample_alone()
    {
        var images = new AugmentedDataset(s_images, s_both, Height, Width);
        images.Begin(7);
        float[][] first = [.. Enumerable.Range(0, 200).Select(i => Read(images, i))];
        images.Begin(8);
        float[][] second = [.. Enumerable.Range(0, 200).Select(i => Read(images, i))];
        Assert.InRange(first.Zip(second, (a, b) => a.SequenceEqual(b)).Count(same => same), 0, 10);

        // From several threads, in another order, and some of them more than once.
        var again = new AugmentedDataset(s_images, s_both, Height, Width);
        again.Begin(7);
        float[][] found = new float[200][];
        Parallel.For(0, 400, i => found[(399 - i) % 200] = Read(again, (399 - i) % 200));
        Assert.Equal(first, found);
    }

    [Fact]
    public void Draws_are_the_same_in_every_version()
    {
        var images = new AugmentedDataset(s_images, s_both, Height, Width);
        images.Begin(7);
        Assert.Equal(
            "(-2, 0, True) (-1, 2, True) (-3, -3, False) (1, 2, True) (-1, -3, True) (-1, -3, False) (-1, 0, False) (-2, 2, False)",
            string.Join(' ', Enumerable.Range(0, 8).Select(i => Draws(Padding).Single(draw => Expected(i, draw).SequenceEqual(Read(images, i))))));
    }

    [Fact]
    public void Labels_and_targets_stay_what_they_are()
    {
        var labelled = new AugmentedDataset(s_images, s_both, Height, Width);
        Assert.Equal((2_000, 40, 3, 0), (labelled.Count, labelled.SampleSize, labelled.ClassCount, labelled.TargetSize));
        Assert.Equal([0, 1, 2, 0], Enumerable.Range(0, 4).Select(labelled.Label));
        var numbers = new AugmentedDataset(Dataset.FromTargets(new float[40], [5, 6], 20, 1), s_both, Height, Width);
        float[] target = new float[1];
        numbers.CopyTarget(1, target);
        Assert.Equal((1, 6f), (numbers.TargetSize, target[0]));
    }

    [Fact]
    public void A_sample_allocates_nothing()
    {
        var images = new AugmentedDataset(s_images, s_both, Height, Width);
        float[] image = new float[images.SampleSize];
        images.CopySample(0, image);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            images.CopySample(i, image);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("CropPadding", () => new Augmentation { CropPadding = -1 });
        Dataset images = Dataset.FromArrays(new float[50], [0], 50, 4);
        AssertRefused(
            "Augmentation moves images by less than their height and width, but Small reads images of 2×5×5, and CropPadding is 5.",
            () => new Trainer<Small>(new Small(), new Sgd(1f)) { Augmentation = new Augmentation { CropPadding = 5 } }.Fit(images));
        AssertRefused(
            "Augmentation moves and flips images of channels × height × width, but LinearNetwork reads samples of 2×300.",
            () => new Trainer<LinearNetwork>(new LinearNetwork(), new Sgd(1f)) { Augmentation = new Augmentation() }.Fit(Networks.Samples.Draw(3)));

        static void AssertRefused(string message, Func<object> call) => Assert.StartsWith(
            message, Assert.Throws<ArgumentException>("Augmentation", call).Message, StringComparison.Ordinal);
    }

    private static Dataset Numbered(int count)
    {
        const int size = Channels * Height * Width;
        return Dataset.FromArrays(
            [.. Enumerable.Range(1, count * size).Select(i => (float)i)], [.. Enumerable.Range(0, count).Select(i => i % 3)], size, 3);
    }

    private static float[] Read(Dataset data, int index)
    {
        float[] sample = new float[data.SampleSize];
        data.CopySample(index, sample);
        return sample;
    }

    private static IEnumerable<(int Down, int Right, bool Flips)> Draws(int padding) =>
        from down in Enumerable.Range(-padding, (2 * padding) + 1)
        from right in Enumerable.Range(-padding, (2 * padding) + 1)
        from flips in new[] { false, true }
        select (down, right, flips);

    // As it would be done by hand: a padded image, of which a part is cropped, and mirrored.
    private static float[] Expected(int index, (int Down, int Right, bool Flips) draw)
    {
        float[] image = Read(s_images, index);
        float[] expected = new float[image.Length];
        for (int channel = 0; channel < Channels; channel++)
        {
            float[,] padded = new float[Height + (2 * Padding), Width + (2 * Padding)];
            for (int y = 0; y < Height; y++)
            {
                for (int x = 0; x < Width; x++)
                {
                    padded[y + Padding, x + Padding] = image[(((channel * Height) + y) * Width) + x];
                }
            }

            for (int y = 0; y < Height; y++)
            {
                for (int x = 0; x < Width; x++)
                {
                    int from = draw.Flips ? Width - 1 - x : x;
                    expected[(((channel * Height) + y) * Width) + x] = padded[y + Padding - draw.Down, from + Padding - draw.Right];
                }
            }
        }

        return expected;
    }
}

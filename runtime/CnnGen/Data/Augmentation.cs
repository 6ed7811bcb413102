using System.Globalization;
using CnnGen.Networks;

namespace CnnGen;

/// <summary>
/// What training does to each image before the network sees it, another thing in each epoch, so that it learns what images have
/// in common and not the images. What is drawn depends on the trainer's seed, the epoch and the number of the sample, and on
/// nothing else. Evaluations and predictions take images as they are.
/// </summary>
public sealed class Augmentation
{
    private readonly int _cropPadding;

    /// <summary>
    /// The most pixels by which an image is moved up or down, and left or right, each number from −<c>CropPadding</c> to
    /// <c>CropPadding</c> as often as the others; at least 0 and less than height and width; 0 unless set. What comes in from
    /// outside is 0: the image is padded by so many pixels, and one of its own size cropped at random.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int CropPadding
    {
        get => _cropPadding;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(CropPadding));
            _cropPadding = value;
        }
    }

    /// <summary>Whether every second image, at random, is mirrored, left to right; <see langword="false"/> unless set.</summary>
    public bool HorizontalFlip { get; init; }

    /// <summary>The settings in one line.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"CropPadding = {CropPadding}, HorizontalFlip = {HorizontalFlip}");

    /// <exception cref="ArgumentException">The network reads no images, or images that the crop could miss.</exception>
    internal void ThrowIfUnfitFor(NetworkLayout layout)
    {
        string shape = string.Join('×', layout.InputShape);
        if (layout.InputShape is not [_, int height, int width])
        {
            throw new ArgumentException(
                $"Augmentation moves and flips images of channels × height × width, but {layout.Name} reads samples of {shape}.", nameof(Augmentation));
        }

        if (CropPadding >= Math.Min(height, width))
        {
            throw new ArgumentException(
                $"Augmentation moves images by less than their height and width, but {layout.Name} reads images of {shape}, and CropPadding is {CropPadding}.",
                nameof(Augmentation));
        }
    }
}

using StbImageSharp;

namespace DigitReader;

/// <summary>Reads pictures from files.</summary>
internal static class PictureFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">A PGM, PNG, JPEG, BMP, GIF or TGA file.</param>
    /// <exception cref="InvalidDataException">It is none of these, or damaged; or all of it is of one shade.</exception>
    /// <exception cref="IOException">It is missing, or cannot be read.</exception>
    public static Picture Read(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        try
        {
            return Pgm.IsPgm(content) ? Pgm.Read(content) : Decode(content);
        }
        catch (InvalidDataException problem)
        {
            throw new InvalidDataException($"{path}: {problem.Message}", problem);
        }
    }

    // What is transparent shows white paper.
    private static Picture Decode(byte[] content)
    {
        ImageResult image;
        try
        {
            image = ImageResult.FromMemory(content, ColorComponents.GreyAlpha);
        }
        catch (Exception problem)
        {
            throw new InvalidDataException($"expected a PGM, PNG, JPEG, BMP, GIF or TGA file, but it cannot be read as one ({problem.Message}).", problem);
        }

        byte[] pixels = new byte[image.Width * image.Height];
        for (int i = 0; i < pixels.Length; i++)
        {
            int alpha = image.Data[(2 * i) + 1];
            pixels[i] = (byte)(((image.Data[2 * i] * alpha) + (255 * (255 - alpha))) / 255);
        }

        return new Picture(image.Width, image.Height, pixels);
    }
}

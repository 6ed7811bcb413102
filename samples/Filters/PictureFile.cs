using StbImageSharp;
using StbImageWriteSharp;

namespace Filters;

/// <summary>Reads pictures of any size, and writes PNG files.</summary>
internal static class PictureFile
{
    /// <summary>Reads a picture and cuts its middle out as a square of 256 × 256 pixels; larger ones are averaged, smaller ones enlarged.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no PNG, JPEG, BMP, GIF or TGA file.</exception>
    public static Picture Read(string path)
    {
        ImageResult image;
        try
        {
            image = ImageResult.FromMemory(File.ReadAllBytes(path), StbImageSharp.ColorComponents.RedGreenBlue);
        }
        catch (Exception error) when (error is not (IOException or UnauthorizedAccessException))
        {
            throw new InvalidDataException($"{path} cannot be read as a picture: PNG is expected, or JPEG, BMP, GIF or TGA ({error.Message}).", error);
        }

        int side = Math.Min(image.Width, image.Height);
        (int left, int top) = ((image.Width - side) / 2, (image.Height - side) / 2);
        Picture picture = Picture.Black();
        for (int channel = 0; channel < Picture.Channels; channel++)
        for (int row = 0; row < Picture.Size; row++)
        for (int column = 0; column < Picture.Size; column++)
        {
            (int firstRow, int endRow) = Covered(row, side);
            (int firstColumn, int endColumn) = Covered(column, side);
            long sum = 0;
            for (int y = firstRow; y < endRow; y++)
            for (int x = firstColumn; x < endColumn; x++)
            {
                sum += image.Data[((((long)top + y) * image.Width) + left + x) * Picture.Channels + channel];
            }

            picture[channel, row, column] = sum / (255f * (endRow - firstRow) * (endColumn - firstColumn));
        }

        return picture;
    }

    /// <summary>Writes a picture, or several side by side; a file of that name stays until the new one is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pictures">The pictures, row by row.</param>
    /// <param name="columns">Pictures side by side.</param>
    /// <param name="zoom">Pixels of the file, in each direction, for one of a picture.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<Picture> pictures, int columns = 1, int zoom = 1)
    {
        int rows = (pictures.Count + columns - 1) / columns;
        int tile = Picture.Size * zoom;
        byte[] pixels = new byte[rows * tile * columns * tile * Picture.Channels];
        for (int y = 0; y < rows * tile; y++)
        for (int x = 0; x < columns * tile; x++)
        {
            int shown = (y / tile * columns) + (x / tile);
            for (int channel = 0; channel < Picture.Channels && shown < pictures.Count; channel++)
            {
                float value = pictures[shown][channel, y % tile / zoom, x % tile / zoom];
                pixels[(((y * columns * tile) + x) * Picture.Channels) + channel] = (byte)Math.Round(255 * Math.Clamp(value, 0, 1));
            }
        }

        string unfinished = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (FileStream stream = File.Create(unfinished))
            {
                new ImageWriter().WritePng(pixels, columns * tile, rows * tile, StbImageWriteSharp.ColorComponents.RedGreenBlue, stream);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    // The pixels along one side that a pixel of the square stands for, one at least.
    private static (int First, int End) Covered(int pixel, int side)
    {
        int first = (int)((long)pixel * side / Picture.Size);
        return (first, Math.Max(first + 1, (int)((long)(pixel + 1) * side / Picture.Size)));
    }
}

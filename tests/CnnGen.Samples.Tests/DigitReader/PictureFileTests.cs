using DigitReader;
using StbImageWriteSharp;

namespace CnnGen.Samples.Tests.DigitReader;

public class PictureFileTests
{
    [Fact]
    public void A_PNG_file_shows_its_shades_and_white_paper_where_it_is_transparent()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "grey.png");
        using (FileStream stream = File.Create(path))
        {
            // Grey and opacity: black ink, half of it, and none.
            new ImageWriter().WritePng(new byte[] { 0, 255, 0, 127, 0, 0, 200, 255 }, 2, 2, ColorComponents.GreyAlpha, stream);
        }

        Picture picture = PictureFile.Read(path);
        Assert.Equal((2, 2), (picture.Width, picture.Height));
        Assert.Equal([0, 128, 255, 200], picture.Pixels);
    }

    [Fact]
    public void A_file_that_is_no_picture_is_refused_by_name()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("note.png", "Remember the milk.");
        Assert.StartsWith(
            $"{path}: expected a PGM, PNG, JPEG, BMP, GIF or TGA file, but it cannot be read as one (",
            Assert.Throws<InvalidDataException>(() => PictureFile.Read(path)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("nowhere.png", Assert.Throws<FileNotFoundException>(() => PictureFile.Read("nowhere.png")).Message, StringComparison.Ordinal);
}

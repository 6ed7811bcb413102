using System.Buffers.Binary;
using LeNet.Pictures;

namespace CnnGen.Samples.Tests.Pictures;

public sealed class PictureTests
{
    private static readonly Rgb s_red = new(255, 0, 0);

    [Fact]
    public void A_rectangle_is_cut_off_at_the_edges()
    {
        Picture picture = new(4, 3);
        picture.Fill(-1, 1, 3, 9, s_red);
        Assert.Equal([(0, 1), (1, 1), (0, 2), (1, 2)], Inked(picture));
    }

    [Fact]
    public void A_number_of_a_map_is_a_square_of_its_colour()
    {
        Picture picture = new(10, 8);
        ColorScale scale = ColorScale.For([0, 1, 2, 3, 4, 5]);
        picture.Map(2, 1, [0, 1, 2, 3, 4, 5], columns: 3, side: 2, scale);
        Assert.Equal(Rgb.Pale, picture[1, 0]);
        Assert.Equal(scale[0], picture[2, 1]);
        Assert.Equal(scale[0], picture[3, 2]);
        Assert.Equal(scale[2], picture[7, 2]);
        Assert.Equal(scale[4], picture[4, 3]);
        Assert.Equal(Rgb.Pale, picture[8, 5]);
        Assert.Equal(Rgb.White, picture[9, 0]);
    }

    [Fact]
    public void A_one_looks_like_a_one()
    {
        Picture picture = new(Font.Width, Font.Height);
        picture.Text(0, 0, "1", s_red, size: 1);
        Assert.Equal([(2, 0), (1, 1), (2, 1), (2, 2), (2, 3), (2, 4), (2, 5), (1, 6), (2, 6), (3, 6)], Inked(picture));
    }

    [Fact]
    public void Letters_stand_side_by_side_and_scale()
    {
        Picture picture = new(Picture.TextWidth("ll", size: 3), 3 * Font.Height);
        picture.Text(0, 0, "ll", s_red, size: 3);
        Assert.Equal(33, picture.Width);
        Assert.Equal(2 * 9 * 10, Inked(picture).Count());
        Assert.Equal(Inked(picture).Where(pixel => pixel.X < 18).Select(pixel => (pixel.X + 18, pixel.Y)), Inked(picture).Where(pixel => pixel.X >= 18));
    }

    [Fact]
    public void There_is_a_letter_for_all_that_is_written()
    {
        Assert.All("abcdefghijklmnopqrstuvwxyz0123456789.,:-−+%×()?", letter => Assert.Contains(
            true, from row in Enumerable.Range(0, Font.Height) from column in Enumerable.Range(0, Font.Width) select Font.HasInk(letter, row, column)));
        Assert.False(Font.HasInk(' ', 3, 3));
    }

    [Fact]
    public void A_picture_is_saved_as_png_in_its_size()
    {
        using MemoryStream stream = new();
        new Picture(300, 7).Save(stream);
        byte[] bytes = stream.ToArray();
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], bytes[..8]);
        Assert.Equal(300, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)));
        Assert.Equal(7, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)));
    }

    private static IEnumerable<(int X, int Y)> Inked(Picture picture) =>
        from y in Enumerable.Range(0, picture.Height)
        from x in Enumerable.Range(0, picture.Width)
        where picture[x, y] != Rgb.White
        select (x, y);
}

using System.Text;
using DigitReader;

namespace CnnGen.Samples.Tests.DigitReader;

public class PgmTests
{
    [Theory]
    [InlineData("P5\n2 1\n255\n")]
    [InlineData("P5 2 1 255 ")]
    [InlineData("P5 # two pixels\n# in a row\n2 # wide\n1\n255\n")]
    public void A_picture_is_its_header_and_a_byte_a_pixel(string header)
    {
        Picture picture = Pgm.Read(Content(header, 7, 255));
        Assert.Equal((2, 1), (picture.Width, picture.Height));
        Assert.Equal([7, 255], picture.Pixels);
    }

    [Fact]
    public void Values_are_parts_of_the_highest_one() =>
        Assert.Equal([0, 85, 255], Pgm.Read(Content("P5 3 1 15 ", 0, 5, 15)).Pixels);

    [Fact]
    public void Two_bytes_a_pixel_are_read_the_high_one_first() =>
        Assert.Equal([0, 255, 127], Pgm.Read(Content("P5 3 1 65535 ", 0, 0, 255, 255, 127, 255)).Pixels);

    [Theory]
    [InlineData("P5 2 1 255 ", "expected 2×1 pixels in 2 bytes behind the header, but found 1 bytes.")]
    [InlineData("P5 2 1 ", "byte 7: expected the highest value of a PGM picture, 1 to 65535.")]
    [InlineData("P5 0 1 255 ", "byte 3: expected the width of a PGM picture, 1 to 16384.")]
    [InlineData("P5 2 99999999999 255 ", "byte 5: expected the height of a PGM picture, 1 to 16384.")]
    [InlineData("P5 2 -1 255 ", "byte 5: expected the height of a PGM picture, 1 to 16384.")]
    public void What_is_damaged_is_refused(string header, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Pgm.Read(Content(header, 7))).Message);

    private static byte[] Content(string header, params byte[] pixels) => [.. Encoding.ASCII.GetBytes(header), .. pixels];
}

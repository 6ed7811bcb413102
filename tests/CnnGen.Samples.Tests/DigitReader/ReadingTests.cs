using DigitReader;

namespace CnnGen.Samples.Tests.DigitReader;

/// <summary>The network that comes with the sample reads digits in the form in which people have them.</summary>
public class ReadingTests
{
    private static readonly LeNet5 Network = LeNet5.LoadEmbedded();

    [Fact]
    public void The_digits_that_it_carries_are_read() => Assert.All(
        SampleDigits.Names,
        (name, digit) => Assert.Equal(digit, Network.Predict(MnistForm.Of(SampleDigits.Open(name))).Label));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(160, 80)]
    [InlineData(37, 11)]
    public void Dark_digits_anywhere_on_a_bright_sheet_are_read(int left, int top) => Assert.All(
        SampleDigits.Names,
        (name, digit) => Assert.Equal(
            digit, Network.Predict(MnistForm.Of(EnlargedDigit.Draw(SampleDigits.Open(name), left, top))).Label));

    [Fact]
    public void Where_a_digit_lies_on_the_sheet_does_not_matter()
    {
        Picture digit = SampleDigits.Open("4.pgm");
        Assert.Equal(MnistForm.Of(EnlargedDigit.Draw(digit, 3, 5)), MnistForm.Of(EnlargedDigit.Draw(digit, 120, 70)));
    }

    [Fact]
    public void A_digit_of_28_by_28_pixels_stays_where_it_is_in_whatever_ink()
    {
        Picture bright = SampleDigits.Open("7.pgm");
        Picture dark = bright with { Pixels = [.. bright.Pixels.Select(pixel => (byte)(255 - pixel))] };
        float[] expected = [.. bright.Pixels.Select(pixel => pixel / 255f)];
        Assert.Equal(expected, MnistForm.Of(bright));
        Assert.Equal(expected, MnistForm.Of(dark));
    }

    // Each is drawn as MNIST's are: 20 pixels at its longest side, its centre of mass within half a pixel of the middle.
    [Fact]
    public void The_form_is_that_of_MNIST() => Assert.All(SampleDigits.Names, name =>
    {
        float[] form = MnistForm.Of(EnlargedDigit.Draw(SampleDigits.Open(name), 20, 30));
        int[] rows = [.. Enumerable.Range(0, 28).Where(row => form.AsSpan(row * 28, 28).ContainsAnyExcept(0f))];
        int[] columns = [.. Enumerable.Range(0, 28).Where(column => Enumerable.Range(0, 28).Any(row => form[(row * 28) + column] > 0))];
        Assert.Equal(20, Math.Max(rows[^1] - rows[0], columns[^1] - columns[0]) + 1);
        float mass = form.Sum();
        Assert.InRange(form.Select((ink, i) => ink * ((i % 28) + 0.5f)).Sum() / mass, 13.45f, 14.55f);
        Assert.InRange(form.Select((ink, i) => ink * ((i / 28) + 0.5f)).Sum() / mass, 13.45f, 14.55f);
        Assert.All(form, ink => Assert.InRange(ink, 0f, 1.0001f));
    });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(40, 3)]
    public void A_sheet_without_ink_is_refused(int width, int height) => Assert.Equal(
        "expected a digit whose shade differs from that of the border, but found none.",
        Assert.Throws<InvalidDataException>(() => MnistForm.Of(new Picture(width, height, new byte[width * height]))).Message);

    // A stroke of a single pixel is a digit of some kind.
    [Theory]
    [InlineData(3, 3)]
    [InlineData(200, 3)]
    public void The_smallest_ink_has_a_form(int width, int height)
    {
        byte[] pixels = new byte[width * height];
        pixels[width + 1] = 255;
        Assert.Equal(400f, MnistForm.Of(new Picture(width, height, pixels)).Sum(), 0.1f);
    }
}

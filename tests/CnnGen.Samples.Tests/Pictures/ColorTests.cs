using LeNet.Pictures;

namespace CnnGen.Samples.Tests.Pictures;

public sealed class ColorTests
{
    [Fact]
    public void Zero_is_white_between_blue_and_red()
    {
        ColorScale scale = ColorScale.For([-2, 0.5f, 1]);
        Assert.Equal((-2, 2), (scale.Least, scale.Most));
        Assert.Equal(Rgb.White, scale[0]);
        Assert.True(scale[-1.5f] is { Blue: > 150, Red: < 100 });
        Assert.True(scale[1.5f] is { Red: > 150, Blue: < 100 });
    }

    [Fact]
    public void Where_nothing_is_negative_brighter_is_more()
    {
        ColorScale scale = ColorScale.For([0, 3, 1]);
        Assert.Equal((0, 3), (scale.Least, scale.Most));
        int[] brightness = [.. Enumerable.Range(0, 31).Select(i => scale[i / 10f]).Select(c => (30 * c.Red) + (59 * c.Green) + (11 * c.Blue))];
        Assert.Equal(brightness.Order(), brightness);
        Assert.Equal(31, brightness.Distinct().Count());
    }

    [Fact]
    public void Numbers_outside_of_a_scale_have_the_colour_of_its_end()
    {
        ColorMap map = ColorMap.Grey;
        Assert.Equal(map[0], map[-5]);
        Assert.Equal(map[1], map[float.PositiveInfinity]);
        Assert.Equal(new Rgb(128, 128, 128), map[0.5f]);
    }

    [Fact]
    public void Zeros_alone_have_a_colour_too() => Assert.Equal(ColorMap.Viridis[0], ColorScale.For([0, 0])[0]);
}

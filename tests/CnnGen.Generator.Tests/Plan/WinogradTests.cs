using CnnGen.Generator.Layers;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Tests.Plan;

/// <summary>When a convolution is computed in tiles of 2×2 results.</summary>
public class WinogradTests
{
    [Theory]
    [InlineData(64, 64, 32)]
    [InlineData(64, 96, 7)]
    [InlineData(256, 256, 8)]
    [InlineData(20, 50, 224)]
    public void Many_channels_pay(int channels, int filters, int size) => Assert.True(Pays(3, 1, channels, filters, size));

    [Theory]
    [InlineData(3, 64, 32)] // the transforms of the results cost more than the products save
    [InlineData(64, 3, 32)]
    [InlineData(8, 8, 32)]
    [InlineData(64, 64, 1)] // eight of nine taps fall on padding
    [InlineData(8192, 8192, 4)] // the transformed weights would not fit into one arena
    public void Others_do_not(int channels, int filters, int size) => Assert.False(Pays(3, 1, channels, filters, size));

    [Theory]
    [InlineData(5, 1)]
    [InlineData(3, 2)]
    [InlineData(1, 1)]
    public void Only_three_by_three_of_stride_one(int kernel, int stride) => Assert.False(Pays(kernel, stride, 64, 64, 32));

    private static bool Pays(int kernel, int stride, int channels, int filters, int size)
    {
        var window = new Window(kernel, stride, 1);
        int output = (int)window.Output(size);
        return Winograd.Pays(window, window, Shape.Image(channels, size, size), Shape.Image(filters, output, output));
    }
}

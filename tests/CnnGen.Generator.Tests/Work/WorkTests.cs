using System.Globalization;

namespace CnnGen.Generator.Tests.Work;

/// <summary>The generator's work does not grow with the size of an image, nor faster than the layers.</summary>
[Trait("Speed", "Slow")]
public class WorkTests
{
    // Digits of longer numbers, a few more tiles at the borders, and other tiles.
    private const double MoreForALargerImage = 1.5;

    // Buffers that double.
    private const double MoreThanLinear = 1.3;

    [Theory]
    [InlineData("Conv1D(4, 31, Stride = 7, Padding = 100, Dilation = 3)")]
    [InlineData("Conv1D(4, 3, Padding = 1), ReLU, MaxPool1D(5), Conv1D(4, 5, Stride = 2), Tanh, AveragePool1D(3, Stride = 2, Padding = 1)")]
    [InlineData("Conv1D(4, 3), ReLU, Conv1D(4, 2, Stride = 20), ReLU, Conv1D(4, 2, Stride = 3)")]
    [InlineData("Conv1D(4, 3), Tanh, Conv1D(4, 1, Stride = 999), ReLU, Conv1D(2, 1)")]
    [InlineData("Conv1D(8, 9), Conv1D(Kernel = 9, Groups = 8, Padding = 4), BatchNorm, ReLU, Dropout, LocalResponseNorm, GELU")]
    [InlineData("Filter1D(1, 2, 1, Padding = 1), Conv1D(2, 5), Filter1D(1, 0, -1, Stride = 3)")]
    [InlineData("MaxPool1D(2, Stride = 5), AveragePool1D(3, Stride = 7, CeilMode = true)")]
    public void A_longer_signal(string layers) => CompareImages(
        size => $"[Network(2, {size}), {layers}, GlobalAveragePool, FullyConnected(2), SoftmaxCrossEntropy] public partial class Signals;", 3_000, 300_000);

    [Theory]
    [InlineData("Conv2D(4, 3, Padding = 1), ReLU, MaxPool2D(2), Conv2D(4, 5, Stride = 2), Tanh")]
    [InlineData("Conv2D(4, 7, Stride = 2, Padding = 3), BatchNorm, ReLU, Residual(typeof(Body)), Concat(typeof(Body), typeof(Body))")]
    [InlineData("Conv2D(16, 3, Stride = 4), Conv2D(16, 3), ReLU, Conv2D(16, 3, Padding = 1)")]
    [InlineData("Conv2D(2, 41, 3, Padding = 20), ReLU, Conv2D(2, 3, 3, Stride = 30)")]
    [InlineData("Filter2D(FilterKernel.Sharpen, Padding = 1), AveragePool2D(3, Stride = 2, Padding = 1)")]
    public void A_larger_image(string layers) => CompareImages(
        size => $"[Block, Conv2D(4, 3, Padding = 1), ReLU] class Body; [Network(1, {size}, {size}), {layers}, GlobalAveragePool, FullyConnected(2), SoftmaxCrossEntropy] public partial class Images;",
        100,
        1_500);

    [Theory]
    [InlineData("[Network(2, {0})", "Conv1D(4, 3, Padding = 1), ReLU")]
    [InlineData("[Network(2, {0})", "LocallyConnected1D(2, 3)")]
    public void A_larger_input_of_a_fully_connected_layer(string network, string layers) => CompareImages(
        size => $"{string.Format(CultureInfo.InvariantCulture, network, size)}, {layers}, Flatten, FullyConnected(2), SoftmaxCrossEntropy] public partial class Signals;", 4_000, 400_000);

    [Theory]
    [InlineData("FullyConnected(8), ReLU")]
    [InlineData("Tanh")]
    [InlineData("FullyConnected(8), BatchNorm, Sigmoid, Dropout")]
    public void More_layers_of_vectors(string block) => CompareLayers(
        repeat => $"[Block, {block}] class Body; [Network(8), Use(typeof(Body), Repeat = {repeat}), FullyConnected(2), SoftmaxCrossEntropy] public partial class Vectors;");

    [Theory]
    [InlineData("Use(typeof(Body), Repeat = {0})", "Conv2D(8, 3, Padding = 1), ReLU")]
    [InlineData("Residual(typeof(Body), Repeat = {0})", "Conv2D(8, 3, Padding = 1), BatchNorm, ReLU")]
    [InlineData("Concat(typeof(Body), typeof(Body), Repeat = {0})", "Conv2D(4, 3, Padding = 1), ReLU")]
    [InlineData("Use(typeof(Body), Repeat = {0})", "MaxPool2D(3, Stride = 1, Padding = 1), Conv2D(8, 1)")]
    public void More_layers_of_images(string use, string block) => CompareLayers(
        repeat => $"[Block, {block}] class Body; [Network(8, 12, 12), {string.Format(CultureInfo.InvariantCulture, use, repeat)}, Flatten, FullyConnected(2), SoftmaxCrossEntropy] public partial class Images;");

    // Code for each of the rows and columns at the borders would be a hundred megabytes.
    [Theory]
    [InlineData("Conv1D(4, {0}, Padding = {1})", "3, 3000")]
    [InlineData("Conv2D(2, {0}, Padding = {1})", "2, 1200, 1200")]
    public void A_larger_kernel(string layer, string input)
    {
        Measured OfKernel(int kernel) => Measured.Of(
            $"[Network({input}), {string.Format(CultureInfo.InvariantCulture, layer, kernel, kernel / 2)}, ReLU, {string.Format(CultureInfo.InvariantCulture, layer, kernel, kernel / 2)}, GlobalAveragePool, FullyConnected(2), SoftmaxCrossEntropy] public partial class Large;");
        (Measured small, Measured large) = (OfKernel(101), OfKernel(1023));
        Assert.InRange(large.Letters, 0, MoreForALargerImage * small.Letters);
        Assert.InRange(large.Letters, 0, 400_000);
        Assert.InRange(large.Bytes, 0, 10 * MoreThanLinear * small.Bytes);
    }

    private static void CompareImages(Func<string, string> declaration, int small, int large)
    {
        Measured OfSize(int size) => Measured.Of(declaration(size.ToString(CultureInfo.InvariantCulture)));
        (Measured ofSmall, Measured ofLarge) = (OfSize(small), OfSize(large));
        Assert.InRange(ofLarge.Bytes, 0, MoreForALargerImage * ofSmall.Bytes);
        Assert.InRange(ofLarge.Letters, 0, MoreForALargerImage * ofSmall.Letters);
    }

    private static void CompareLayers(Func<string, string> declaration)
    {
        Measured OfLayers(int repeat) => Measured.Of(declaration(repeat.ToString(CultureInfo.InvariantCulture)));
        (Measured few, Measured many) = (OfLayers(50), OfLayers(400));
        Assert.InRange(many.Bytes, 0, 8 * MoreThanLinear * few.Bytes);
        Assert.InRange(many.Letters, 0, 8 * MoreThanLinear * few.Letters);
    }
}

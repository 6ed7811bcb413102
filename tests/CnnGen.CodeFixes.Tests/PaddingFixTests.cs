namespace CnnGen.CodeFixes.Tests;

/// <summary>A padding with which a convolution fits: the one that keeps the size, or else the least.</summary>
public class PaddingFixTests
{
    [Theory]
    [InlineData("4, 4", "Conv2D(16, 5)", "Add Padding = 2, which keeps 4×4", "Conv2D(16, 5, Padding = 2)")]
    [InlineData("4, 6", "Conv2D(16, kernel: 5)", "Add Padding = 2, which keeps 4×6", "Conv2D(16, kernel: 5, Padding = 2)")]
    [InlineData("4, 4", "Conv2D(16, 5 /* far */)", "Add Padding = 2, which keeps 4×4", "Conv2D(16, 5, Padding = 2 /* far */)")]
    [InlineData("4, 4", "Conv2D(16, 9, Padding = 1, Bias = false)", "Set Padding to 4, which keeps 4×4", "Conv2D(16, 9, Padding = 4, Bias = false)")]
    [InlineData("4, 4", "Conv2D(16, 5, Bias = false)", "Add Padding = 2, which keeps 4×4", "Conv2D(16, 5, Bias = false, Padding = 2)")]
    [InlineData("4, 4", "Conv2D(16, 6)", "Add Padding = 1, the least that fits", "Conv2D(16, 6, Padding = 1)")]
    [InlineData("4, 4", "Conv2D(16, 7, Stride = 2)", "Add Padding = 2, the least that fits", "Conv2D(16, 7, Stride = 2, Padding = 2)")]
    [InlineData("4, 4", "Conv2D(16, 3, 7)", "Add Padding = 2, the least that fits", "Conv2D(16, 3, 7, Padding = 2)")]
    [InlineData("5, 5", "Conv2D(16, 1, 9, Padding = /* one */ 1)", "Set Padding to 2, the least that fits", "Conv2D(16, 1, 9, Padding = /* one */ 2)")]
    [InlineData("2, 2", "Filter2D(FilterKernel.Sharpen)", "Add Padding = 1, which keeps 2×2", "Filter2D(FilterKernel.Sharpen, Padding = 1)")]
    public Task A_kernel_that_is_too_large(string size, string before, string title, string after) =>
        Fixed.By("CNN2003", title, Document(size, before), Document(size, after));

    [Fact]
    public Task A_negative_padding() => Fixed.By("CNN3002", "Set Padding to 0",
        Document("8, 8", "Conv2D(2, 3, Padding = -1)"), Document("8, 8", "Conv2D(2, 3, Padding = 0)"));

    [Fact]
    public Task A_padding_wider_than_half_the_pool() => Fixed.By("CNN3009", "Set Padding to 1",
        Document("8, 8", "MaxPool2D(3, Stride = 2, Padding = 2)"), Document("8, 8", "MaxPool2D(3, Stride = 2, Padding = 1)"));

    private static string Document(string size, string layer) =>
        $"""
        using CnnGen;

        [Network(1, {size})]
        [{layer}, ReLU]
        [Flatten, FullyConnected(10), SoftmaxCrossEntropy]
        public sealed partial class Digits;
        """;
}

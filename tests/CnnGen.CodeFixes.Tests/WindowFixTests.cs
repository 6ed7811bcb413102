namespace CnnGen.CodeFixes.Tests;

/// <summary>A kernel or a pool becomes as large as its input allows.</summary>
public class WindowFixTests
{
    [Theory]
    [InlineData("4, 4", "Conv2D(16, 5)", "Set the kernel to 4", "Conv2D(16, 4)")]
    [InlineData("4, 4", "Conv2D(kernel: 5, filters: 16)", "Set the kernel to 4", "Conv2D(kernel: 4, filters: 16)")]
    [InlineData("4, 4", "Conv2D(16, /* far */ 5, Bias = false)", "Set the kernel to 4", "Conv2D(16, /* far */ 4, Bias = false)")]
    [InlineData("4, 4", "Conv2D(16, Kernel)", "Set the kernel to 4", "Conv2D(16, 4)")]
    [InlineData("4, 9", "Conv2D(16, 11, Padding = 1)", "Set the kernel to 6", "Conv2D(16, 6, Padding = 1)")]
    [InlineData("10, 10", "Conv2D(16, 3, 12)", "Set the kernel to 3×10", "Conv2D(16, 3, 10)")]
    [InlineData("10, 10", "Conv2D(16, kernelWidth: 12, kernelHeight: 1 + 2)", "Set the kernel to 3×10", "Conv2D(16, kernelWidth: 10, kernelHeight: 1 + 2)")]
    [InlineData("4, 4", "Conv2D(Bias = false, Kernel = 5)", "Set the kernel to 4", "Conv2D(Bias = false, Kernel = 4)")]
    [InlineData("10, 10", "Conv2D(KernelHeight = 3, KernelWidth = 12)", "Set the kernel to 3×10", "Conv2D(KernelHeight = 3, KernelWidth = 10)")]
    [InlineData("10, 20", "Conv2D(16, 12, 12)", "Set the kernel to 10", "Conv2D(16, 10, 10)")]
    [InlineData("5, 7", "Conv2D(16, 9, 8)", "Set the kernel to 5×7", "Conv2D(16, 5, 7)")]
    public Task A_kernel(string size, string before, string title, string after) => Sized("CNN2003", size, before, title, after);

    [Theory]
    [InlineData("2, 2", "MaxPool2D(3)", "Set the pool to 2", "MaxPool2D(2)")]
    [InlineData("2, 9", "AveragePool2D(size: 3, Stride = 1)", "Set the pool to 2", "AveragePool2D(size: 2, Stride = 1)")]
    [InlineData("4, 9", "AveragePool2D(5, 2)", "Set the pool to 4×2", "AveragePool2D(4, 2)")]
    [InlineData("4, 9", "MaxPool2D(width: 10, height: 2)", "Set the pool to 2×9", "MaxPool2D(width: 9, height: 2)")]
    [InlineData("4, 9", "global::CnnGen.MaxPool2DAttribute(7)", "Set the pool to 4", "global::CnnGen.MaxPool2DAttribute(4)")]
    public Task A_pool(string size, string before, string title, string after) => Sized("CNN2004", size, before, title, after);

    [Fact]
    public Task Each_kernel_of_a_document_to_its_own_size() => Fixed.EverywhereBy("CNN2003", "Set the kernel to 4",
        """
        using CnnGen;

        [Network(1, 4, 4), Conv2D(2, 5), Flatten, SoftmaxCrossEntropy] public partial class Digits;
        [Network(1, 3, 3), Conv2D(2, 5), Flatten, SoftmaxCrossEntropy] public partial class Letters;
        """,
        """
        using CnnGen;

        [Network(1, 4, 4), Conv2D(2, 4), Flatten, SoftmaxCrossEntropy] public partial class Digits;
        [Network(1, 3, 3), Conv2D(2, 3), Flatten, SoftmaxCrossEntropy] public partial class Letters;
        """);

    private static Task Sized(string id, string size, string before, string title, string after) =>
        Fixed.By(id, title, Document(size, before), Document(size, after));

    private static string Document(string size, string layer) =>
        $$"""
        using CnnGen;

        [Network(1, {{size}})]
        [{{layer}}, ReLU] // the only one
        [Flatten, FullyConnected(10), SoftmaxCrossEntropy]
        public sealed partial class Digits
        {
            private const int Kernel = 5;
        }
        """;
}

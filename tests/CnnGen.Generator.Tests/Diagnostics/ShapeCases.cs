namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>Layers that do not fit what comes before them.</summary>
internal static class ShapeCases
{
    public static IEnumerable<DiagnosticCase> All =>
        [.. NeedsImage, .. NeedsSignal, .. NeedsFlatten, .. KernelTooLarge, .. PoolTooLarge, .. LossNeedsVector, .. LossNeedsOneScore, .. TooLarge, .. TooManyParameters, .. TooManyValues, .. Groups, .. FollowedInput];

    private static DiagnosticCase[] NeedsImage =>
    [
        Single("A convolution on a vector",
            "Network(784), {|CNN2001:Conv2D(6, 5)|}, FullyConnected(10)",
            "Conv2D(6, 5) needs an image (channels×height×width), but its input here is a vector of 784. Declare the input as an image: [Network(channels, height, width)], where channels × height × width = 784."),
        Single("A pool on a signal",
            "Network(2, 128), {|CNN2001:MaxPool2D(2)|}, FullyConnected(10)",
            "MaxPool2D(2) needs an image (channels×height×width), but its input here is a signal of 2×128. Use MaxPool1D."),
        Single("A convolution after Flatten",
            "Network(1, 28, 28), Conv2D(6, 5), Flatten, {|CNN2001:Conv2D(16, 5)|}, FullyConnected(10)",
            "Conv2D(16, 5) needs an image (channels×height×width), but its input here is a vector of 3456 (28 → conv 5 → 24 → flatten → 3456). Move it in front of Flatten, or remove it."),
        Single("A pool after a fully connected layer",
            "Network(12), FullyConnected(20), ReLU, {|CNN2001:AveragePool2D(1, 2)|}, FullyConnected(10)",
            "AveragePool2D(1, 2) needs an image (channels×height×width), but its input here is a vector of 20 (12 → fully connected → 20). Declare the input as an image, [Network(channels, height, width)], and move it to the front; or remove it."),
        Single("A pool behind two layers that give vectors: the first is where the image ends",
            "Network(1, 8, 8), Flatten, ReLU, FullyConnected(64), {|CNN2001:MaxPool2D(2)|}, FullyConnected(10)",
            "MaxPool2D(2) needs an image (channels×height×width), but its input here is a vector of 64 (8 → flatten → 64 → fully connected → 64). Move it in front of Flatten, or remove it."),
        Single("A convolution on a signal behind an activation",
            "Network(3, 50), Tanh, {|CNN2001:Conv2D(6, 1, 5)|}, Flatten, FullyConnected(10)",
            "Conv2D(6, 1, 5) needs an image (channels×height×width), but its input here is a signal of 3×50. Use Conv1D."),
        Single("A locally connected layer on a signal",
            "Network(2, 128), {|CNN2001:LocallyConnected2D(6, 5)|}, Flatten, FullyConnected(10)",
            "LocallyConnected2D(6, 5) needs an image (channels×height×width), but its input here is a signal of 2×128. Use LocallyConnected1D."),
        Single("A filter of images on a signal",
            "Network(2, 128), {|CNN2001:Filter2D(FilterKernel.BoxBlur)|}, Flatten, FullyConnected(10)",
            "Filter2D(FilterKernel.BoxBlur) needs an image (channels×height×width), but its input here is a signal of 2×128. Use Filter1D."),
        Single("Global pooling after Flatten",
            "Network(2, 8, 8), Flatten, {|CNN2001:GlobalAveragePool|}, FullyConnected(10)",
            "GlobalAveragePool needs an image (channels×height×width), but its input here is a vector of 128 (8 → flatten → 128). Move it in front of Flatten, or remove it."),
        Single("Two global pools",
            "Network(2, 16), GlobalAveragePool, {|CNN2001:GlobalAveragePool|}, FullyConnected(10)",
            "GlobalAveragePool needs an image (channels×height×width), but its input here is a vector of 2 (16 → global pool → 2). Move it in front of GlobalAveragePool, or remove it."),
    ];

    private static DiagnosticCase[] NeedsSignal =>
    [
        Single("A one-dimensional convolution on an image",
            "Network(3, 32, 32), {|CNN2012:Conv1D(16, 5)|}, FullyConnected(10)",
            "Conv1D(16, 5) needs a signal (channels×length), but its input here is an image of 3×32×32. Use Conv2D."),
        Single("A one-dimensional pool on a vector",
            "Network(784), {|CNN2012:AveragePool1D(2)|}, FullyConnected(10)",
            "AveragePool1D(2) needs a signal (channels×length), but its input here is a vector of 784. Declare the input as a signal: [Network(channels, length)], where channels × length = 784."),
        Single("A one-dimensional convolution after Flatten",
            "Network(2, 128), Conv1D(6, 5), MaxPool1D(2), Flatten, {|CNN2012:Conv1D(16, 5)|}, FullyConnected(10)",
            "Conv1D(16, 5) needs a signal (channels×length), but its input here is a vector of 372 (128 → conv 5 → 124 → pool 2 → 62 → flatten → 372). Move it in front of Flatten, or remove it."),
    ];

    private static DiagnosticCase[] NeedsFlatten =>
    [
        Single("A fully connected layer on an image",
            "Network(1, 28, 28), Conv2D(6, 5), {|CNN2002:FullyConnected(10)|}",
            "FullyConnected(10) needs a vector, but its input here is 6×24×24 (28 → conv 5 → 24). Put Flatten in front of it: 6×24×24 = 3456 inputs."),
        Single("A fully connected layer on a signal",
            "Network(2, 128), {|CNN2002:FullyConnected(10)|}",
            "FullyConnected(10) needs a vector, but its input here is 2×128. Put Flatten in front of it: 2×128 = 256 inputs."),
    ];

    private static DiagnosticCase[] KernelTooLarge =>
    [
        Single("A kernel larger than what is left of the image",
            "Network(1, 28, 28), Conv2D(6, 5), ReLU, MaxPool2D(2), Conv2D(16, 5), ReLU, MaxPool2D(2), {|CNN2003:Conv2D(16, 5)|}, ReLU, Flatten, FullyConnected(10)",
            "Conv2D(16, 5) needs an input of at least 5×5, but its input here is 16×4×4 (28 → conv 5 → 24 → pool 2 → 12 → conv 5 → 8 → pool 2 → 4). Use a kernel of at most 4, or Padding = 1 or more."),
        Single("A kernel larger than a padded first image",
            "Network(3, 4, 9), {|CNN2003:Conv2D(16, 11, Padding = 1)|}, Flatten, FullyConnected(10)",
            "Conv2D(16, 11, Padding = 1) needs an input of at least 9×9, but its input here is 3×4×9. Use a kernel of at most 6, or Padding = 4 or more."),
        Single("A kernel that is too wide, and low enough",
            "Network(1, 20, 30), MaxPool2D(2, 3), {|CNN2003:Conv2D(16, 3, 12)|}, Flatten, FullyConnected(10)",
            "Conv2D(16, 3, 12) needs an input of at least 3×12, but its input here is 1×10×10 (20×30 → pool 2×3 → 10). Use a kernel of at most 3×10, or Padding = 1 or more."),
        Single("A kernel that is too wide, and lower than its padding",
            "Network(1, 5, 5), {|CNN2003:Conv2D(16, 1, 9, Padding = 1)|}, Flatten, FullyConnected(10)",
            "Conv2D(16, 1, 9, Padding = 1) needs an input of at least 1×7, but its input here is 1×5×5. Use a kernel of at most 1×7, or Padding = 2 or more."),
        Single("A kernel longer than a signal",
            "Network(2, 40), Conv1D(6, 5), MaxPool1D(4), {|CNN2003:Conv1D(16, 10)|}, Flatten, FullyConnected(10)",
            "Conv1D(16, 10) needs an input of at least 10, but its input here is 6×9 (40 → conv 5 → 36 → pool 4 → 9). Use a kernel of at most 9, or Padding = 1 or more."),
        Single("A kernel whose taps lie too far apart",
            "Network(1, 9, 12), {|CNN2003:Conv2D(6, 3, Dilation = 5)|}, Flatten, FullyConnected(10)",
            "Conv2D(6, 3, Dilation = 5) needs an input of at least 11×11, but its input here is 1×9×12. Use a kernel of at most 2, Dilation = 4, or Padding = 1 or more."),
        Single("Taps that lie too far apart at any distance",
            "Network(1, 3), {|CNN2003:Conv1D(6, 9, Dilation = 2)|}, Flatten, FullyConnected(10)",
            "Conv1D(6, 9, Dilation = 2) needs an input of at least 17, but its input here is 1×3. Use a kernel of at most 2, or Padding = 7 or more."),
        Single("A local field larger than what is left of the image",
            "Network(1, 28, 28), LocallyConnected2D(6, 5), MaxPool2D(6), {|CNN2003:LocallyConnected2D(16, 5)|}, Flatten, FullyConnected(10)",
            "LocallyConnected2D(16, 5) needs an input of at least 5×5, but its input here is 6×4×4 (28 → local 5 → 24 → pool 6 → 4). Use a kernel of at most 4, or Padding = 1 or more."),
        Single("A filter larger than what is left of the image",
            "Network(1, 8, 8), Filter2D(FilterKernel.GaussianBlur, Stride = 3), {|CNN2003:Filter2D(FilterKernel.Sharpen)|}, Flatten, FullyConnected(10)",
            "Filter2D(FilterKernel.Sharpen) needs an input of at least 3×3, but its input here is 1×2×2 (8 → filter 3 → 2). Use Padding = 1 or more."),
        Single("A filter whose taps lie too far apart",
            "Network(1, 7), {|CNN2003:Filter1D(1, 0, -1, Dilation = 4)|}, Flatten, FullyConnected(10)",
            "Filter1D(1, 0, -1, Dilation = 4) needs an input of at least 9, but its input here is 1×7. Use Dilation = 3, or Padding = 1 or more."),
    ];

    private static DiagnosticCase[] Groups =>
    [
        Single("Groups that divide neither channels nor filters",
            "Network(1, 28, 28), Conv2D(6, 5), {|CNN2022:Conv2D(18, 3, Groups = 4)|}, Flatten, FullyConnected(10)",
            "Conv2D(18, 3, Groups = 4) has 4 groups, but 6 channels = 4 · 1 + 2 (28 → conv 5 → 24) and 18 filters = 4 · 4 + 2. Use Groups = 1, 2, 3 or 6."),
        Single("Groups that do not divide the filters",
            "Network(6, 9, 9), {|CNN2022:Conv2D(10, 3, Groups = 3)|}, Flatten, FullyConnected(10)",
            "Conv2D(10, 3, Groups = 3) has 3 groups, but 10 filters = 3 · 3 + 1. Use Groups = 1 or 2, or 9 or 12 filters."),
        Single("Groups that do not divide the channels, and a kernel that is too large",
            "Network(24, 9), {|CNN2022:{|CNN2003:Conv1D(48, 11, Groups = 16)|}|}, Flatten, FullyConnected(10)",
            "Conv1D(48, 11, Groups = 16) needs an input of at least 11, but its input here is 24×9. Use a kernel of at most 9, or Padding = 1 or more.",
            "Conv1D(48, 11, Groups = 16) has 16 groups, but 24 channels = 16 · 1 + 8. Use Groups = 3, 4, 6, 8, 12 or 24."),
        Single("More groups than a channel, and than filters",
            "Network(1, 9, 9), {|CNN2022:Conv2D(2, 3, Groups = 4)|}, Flatten, FullyConnected(10)",
            "Conv2D(2, 3, Groups = 4) has 4 groups, but 1 channel is fewer and 2 filters are fewer. Use Groups = 1."),
        Single("Fewer filters than groups",
            "Network(4, 9, 9), {|CNN2022:Conv2D(3, 3, Groups = 4)|}, Flatten, FullyConnected(10)",
            "Conv2D(3, 3, Groups = 4) has 4 groups, but 3 filters are fewer. Use Groups = 1, or 4 filters."),
    ];

    private static DiagnosticCase[] FollowedInput =>
    [
        Single("Filters that follow the input are told",
            "Network(6, 9, 9), {|CNN2003:Conv2D(Kernel = 11)|}, Flatten, FullyConnected(3)",
            "Conv2D(Kernel = 11) with 6 filters needs an input of at least 11×11, but its input here is 6×9×9. Use a kernel of at most 9, or Padding = 1 or more."),
        Single("Filters that follow a convolution, in groups that do not divide them",
            "Network(1, 9), Conv1D(7, 3), {|CNN2022:Conv1D(Kernel = 3, Groups = 2)|}, Flatten, FullyConnected(3)",
            "Conv1D(Kernel = 3, Groups = 2) with 7 filters has 2 groups, but 7 channels = 2 · 3 + 1 (9 → conv 3 → 7) and 7 filters = 2 · 3 + 1. Use Groups = 1 or 7."),
        Single("Filters that would be too many values",
            "Network(3, 4000, 2000), {|CNN2006:Conv2D(Kernel = 1, Padding = 2000)|}, Flatten, FullyConnected(3)",
            "The output of Conv2D(Kernel = 1, Padding = 2000) with 3 filters would be 3×8000×6000 = 144,000,000 values a sample; at most 33,554,431 can be held. Use a padding smaller than the kernel."),
    ];

    private static DiagnosticCase[] PoolTooLarge =>
    [
        Single("A pool larger than what is left of the image",
            "Network(1, 28, 28), MaxPool2D(14), {|CNN2004:MaxPool2D(3)|}, Flatten, FullyConnected(10)",
            "MaxPool2D(3) needs an input of at least 3×3, but its input here is 1×2×2 (28 → pool 14 → 2). Use a pool of at most 2."),
        Single("A pool that is too high, and narrow enough",
            "Network(1, 4, 9), {|CNN2004:AveragePool2D(5, 2)|}, Flatten, FullyConnected(10)",
            "AveragePool2D(5, 2) needs an input of at least 5×2, but its input here is 1×4×9. Use a pool of at most 4×2."),
        Single("A pool longer than a signal",
            "Network(3, 7), {|CNN2004:MaxPool1D(8)|}, Flatten, FullyConnected(10)",
            "MaxPool1D(8) needs an input of at least 8, but its input here is 3×7. Use a pool of at most 7."),
    ];

    private static DiagnosticCase[] LossNeedsVector =>
    [
        new("A loss on an image",
            "[Network(1, 28, 28), Conv2D(6, 5), {|CNN2005:SoftmaxCrossEntropy|}] public sealed partial class Digits;",
            "SoftmaxCrossEntropy needs a vector of scores, but its input here is 6×24×24 (28 → conv 5 → 24). Put [Flatten, FullyConnected(classes)] in front of it."),
        new("A loss on a signal",
            "[Network(2, 30), Tanh, {|CNN2005:SoftmaxCrossEntropy|}] public sealed partial class Digits;",
            "SoftmaxCrossEntropy needs a vector of scores, but its input here is 2×30. Put [Flatten, FullyConnected(classes)] in front of it."),
        new("A loss of one score on an image",
            "[Network(1, 28, 28), Conv2D(6, 5), {|CNN2005:BinaryCrossEntropy|}] public sealed partial class Digits;",
            "BinaryCrossEntropy needs a vector of scores, but its input here is 6×24×24 (28 → conv 5 → 24). Put [Flatten, FullyConnected(1)] in front of it."),
        new("A loss behind a convolution of 1×1",
            "[Network(1, 28, 28), Conv2D(10, 1), ReLU, {|CNN2005:SoftmaxCrossEntropy|}] public sealed partial class Digits;",
            "SoftmaxCrossEntropy needs a vector of scores, but its input here is 10×28×28 (28 → conv 1 → 28). Put GlobalAveragePool, which makes a score of each of the 10 channels, or [Flatten, FullyConnected(classes)] in front of it."),
        new("A loss of numbers on a signal",
            "[Network(2, 30), Tanh, {|CNN2005:MeanSquaredError|}] public sealed partial class Digits;",
            "MeanSquaredError needs a vector of scores, but its input here is 2×30. Put [Flatten, FullyConnected(outputs)] in front of it."),
    ];

    private static DiagnosticCase[] LossNeedsOneScore =>
    [
        new("A loss of one score on ten",
            "[Network(1, 28, 28), Flatten, FullyConnected(10), {|CNN2011:BinaryCrossEntropy|}] public sealed partial class Digits;",
            "BinaryCrossEntropy needs exactly one score, but its input here is a vector of 10 (28 → flatten → 784 → fully connected → 10). Put FullyConnected(1) in front of it to tell two classes apart, use SoftmaxCrossEntropy where one of 10 classes is right, or [Sigmoid, MeanSquaredError] where several of 10 labels may be."),
        new("A loss of one score on the input",
            "[Network(2), Tanh, {|CNN2011:BinaryCrossEntropy|}] public sealed partial class Digits;",
            "BinaryCrossEntropy needs exactly one score, but its input here is a vector of 2. Put FullyConnected(1) in front of it to tell two classes apart, use SoftmaxCrossEntropy where one of 2 classes is right, or [Sigmoid, MeanSquaredError] where several of 2 labels may be."),
    ];

    private static DiagnosticCase[] TooLarge =>
    [
        Single("An input whose size overflows",
            "{|CNN2006:Network(3, 2147483647, 2147483647)|}, Conv2D(1, 3), FullyConnected(10)",
            "The input Network(3, 2147483647, 2147483647) would be 3×2147483647×2147483647 = 13,835,058,042,397,261,827 values a sample; at most 33,554,431 can be held. Use a smaller input."),
        Single("A vector that is too long",
            "{|CNN2006:Network(33554432)|}, FullyConnected(10)",
            "The input Network(33554432) would be 33,554,432 values a sample; at most 33,554,431 can be held. Use a smaller input."),
        Single("A convolution whose output overflows",
            "Network(1, 28, 28), {|CNN2006:Conv2D(2147483647, 1)|}, Flatten, FullyConnected(10)",
            "The output of Conv2D(2147483647, 1) would be 2147483647×28×28 = 1,683,627,179,248 values a sample; at most 33,554,431 can be held. Use at most 42799 filters, a larger stride, or pooling before it."),
        Single("A convolution with too many filters, and more padding than kernel",
            "Network(1, 8, 8), {|CNN2006:Conv2D(400000, 1, Padding = 1)|}, Flatten, FullyConnected(10)",
            "The output of Conv2D(400000, 1, Padding = 1) would be 400000×10×10 = 40,000,000 values a sample; at most 33,554,431 can be held. Use at most 335544 filters, a larger stride, or pooling before it."),
        Single("A convolution whose padding overflows",
            "Network(1, 28, 28), {|CNN2006:Conv2D(1, 3, Padding = 2147483647)|}, Flatten, FullyConnected(10)",
            "The output of Conv2D(1, 3, Padding = 2147483647) would be 1×4294967320×4294967320 = 18,446,744,279,867,982,400 values a sample; at most 33,554,431 can be held. Use a padding smaller than the kernel."),
        Single("A padding so wide that the padded image cannot be held, under few windows",
            "Network(1, 28, 28), {|CNN2006:Conv2D(4, 3, Stride = 1000000, Padding = 1000000)|}, Flatten, FullyConnected(10)",
            "The input of Conv2D(4, 3, Stride = 1000000, Padding = 1000000) with its padding would be 1×2000028×2000028 = 4,000,112,000,784 values a sample; at most 33,554,431 can be held. Use a smaller padding, or pooling before it."),
        Single("A padding and a kernel as large as numbers go",
            "Network(3, 8, 8), {|CNN2006:Conv2D(1, 2147483647, Padding = 1073741824)|}, Flatten, FullyConnected(10)",
            "The input of Conv2D(1, 2147483647, Padding = 1073741824) with its padding would be 3×2147483656×2147483656 = 13,835,058,158,361,379,008 values a sample; at most 33,554,431 can be held. Use a smaller padding, or pooling before it."),
        Single("A signal's padding",
            "Network(2, 28), {|CNN2006:Conv1D(4, 3, Stride = 100000000, Padding = 100000000)|}, Flatten, FullyConnected(10)",
            "The input of Conv1D(4, 3, Stride = 100000000, Padding = 100000000) with its padding would be 2×200000028 = 400,000,056 values a sample; at most 33,554,431 can be held. Use a smaller padding, or pooling before it."),
        Single("A fully connected layer with too many outputs",
            "Network(1), {|CNN2006:FullyConnected(2147483647)|}, FullyConnected(10)",
            "The output of FullyConnected(2147483647) would be 2,147,483,647 values a sample; at most 33,554,431 can be held. Use fewer outputs."),
    ];

    private static DiagnosticCase[] TooManyValues =>
    [
        Single("More values than an arena holds, in all layers",
            "Network(1, 4096, 4096), Conv2D(1, 1), Conv2D(1, 1), {|CNN2008:Conv2D(1, 1)|}, MaxPool2D(64), Flatten, FullyConnected(2)",
            "Conv2D(1, 1) gives 1×4096×4096 = 16,777,216 values (4096 → conv 1 → 4096 → conv 1 → 4096), and brings network 'Digits' to 67,108,864 values a sample; at most 53,687,091 can be held. Use fewer filters, a larger stride, or pooling before it."),
    ];

    private static DiagnosticCase[] TooManyParameters =>
    [
        Single("More parameters than an array holds, in one layer",
            "Network(30000), {|CNN2007:FullyConnected(20000)|}, FullyConnected(10)",
            "FullyConnected(20000) has 600,020,000 parameters at an input of 30000, and brings network 'Digits' to 600,020,000; at most 536,870,911 can be held. Use fewer outputs or filters, or pooling before it."),
        Single("More parameters than an array holds, in all layers",
            "Network(1, 20, 20), Flatten, FullyConnected(1000000), {|CNN2007:FullyConnected(200, Bias = false)|}, FullyConnected(3)",
            "FullyConnected(200, Bias = false) has 200,000,000 parameters at an input of 1000000 (20 → flatten → 400 → fully connected → 1000000), and brings network 'Digits' to 601,000,000; at most 536,870,911 can be held. Use fewer outputs or filters, or pooling before it."),
        Single("An image of 200×200, fully connected to 400,000 units",
            "Network(1, 200, 200), Flatten, {|CNN2007:FullyConnected(400000, Bias = false)|}, FullyConnected(10)",
            "FullyConnected(400000, Bias = false) has 16,000,000,000 parameters at an input of 40000 (200 → flatten → 40000), and brings network 'Digits' to 16,000,000,000; at most 536,870,911 can be held. Use fewer outputs or filters, or pooling before it."),
        Single("An image of 200×200 with too many local fields",
            "Network(1, 200, 200), {|CNN2007:LocallyConnected2D(160, 10)|}, Flatten, FullyConnected(10)",
            "LocallyConnected2D(160, 10) has 589,532,960 parameters at an input of 1×200×200, and brings network 'Digits' to 589,532,960; at most 536,870,911 can be held. Use fewer outputs or filters, or pooling before it."),
        Single("A convolution with too many kernels",
            "Network(60000, 8, 8), {|CNN2007:Conv2D(1000, 3)|}, Flatten, FullyConnected(10)",
            "Conv2D(1000, 3) has 540,001,000 parameters at an input of 60000×8×8, and brings network 'Digits' to 540,001,000; at most 536,870,911 can be held. Use fewer outputs or filters, or pooling before it."),
    ];

    private static DiagnosticCase Single(string name, string attributes, params string[] messages) =>
        new(name, $"[{attributes}, SoftmaxCrossEntropy] public sealed partial class Digits;", messages);
}

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>Networks that are right, and likely not what was meant.</summary>
internal static class AdviceCases
{
    private const string OneScoreMessage =
        "SoftmaxCrossEntropy has a single score here: its probability is always 1 and the loss always 0, so that nothing is learned. Use one output for each class, two at least, or BinaryCrossEntropy.";

    public static IEnumerable<DiagnosticCase> All =>
    [
        .. ActivationBehindActivation, .. ScoresSqueezed, .. ScoresCutOff, .. NoEffect, .. BiasBeforeNorm, .. PoolDropsInput, .. StrideSkipsInput,
        .. OneScore, .. WideLayer, .. Several, .. Silent,
    ];

    private static DiagnosticCase[] ActivationBehindActivation =>
    [
        Single("A rectifier behind a rectifier",
            "Network(4), FullyConnected(8), ReLU, {|CNN1009:ReLU()|}, FullyConnected(3)",
            "ReLU() stands behind ReLU, and nothing between them learns: it has no effect, since what it reads is 0 or more. Remove it."),
        Single("Three rectifiers",
            "Network(4), FullyConnected(8), ReLU, {|CNN1009:ReLU|}, {|CNN1009:ReLU|}, FullyConnected(3)",
            "ReLU stands behind ReLU, and nothing between them learns: it has no effect, since what it reads is 0 or more. Remove it.",
            "ReLU stands behind ReLU, and nothing between them learns: it has no effect, since what it reads is 0 or more. Remove it."),
        Single("A rectifier behind a rectifier and Flatten",
            "Network(1, 8, 8), Conv2D(2, 3), ReLU, Flatten, {|CNN1009:ReLU|}, FullyConnected(3)",
            "ReLU stands behind ReLU, and nothing between them learns: it has no effect, since what it reads is 0 or more. Remove it."),
        Single("A rectifier behind the logistic function",
            "Network(4), FullyConnected(8), Sigmoid, {|CNN1009:ReLU|}, FullyConnected(3)",
            "ReLU stands behind Sigmoid, and nothing between them learns: it has no effect, since what it reads is 0 to 1. Remove it."),
        Single("The logistic function behind a rectifier",
            "Network(4), FullyConnected(8), ReLU, {|CNN1009:Sigmoid|}, FullyConnected(3)",
            "Sigmoid stands behind ReLU, and nothing between them learns: of 0 or more it makes 0.5 to 1, where it could give 0 to 1. Remove one of the two, or put a layer that learns between them."),
        Single("The logistic function twice",
            "Network(4), FullyConnected(8), Sigmoid, {|CNN1009:Sigmoid|}, FullyConnected(3)",
            "Sigmoid stands behind Sigmoid, and nothing between them learns: of 0 to 1 it makes 0.5 to 0.731, where it could give 0 to 1. Remove one of the two, or put a layer that learns between them."),
        Single("The hyperbolic tangent twice, first thing in the network",
            "Network(4), Tanh, {|CNN1009:Tanh|}, FullyConnected(3)",
            "Tanh stands behind Tanh, and nothing between them learns: of -1 to 1 it makes -0.762 to 0.762, where it could give -1 to 1. Remove one of the two, or put a layer that learns between them."),
        Single("A rectifier behind the hyperbolic tangent",
            "Network(4), FullyConnected(8), Tanh, {|CNN1009:ReLU|}, FullyConnected(3)",
            "ReLU stands behind Tanh, and nothing between them learns: of -1 to 1 it makes 0 to 1, where it could give 0 or more. Remove one of the two, or put a layer that learns between them."),
        Single("A rectifier behind a rectifier and the hyperbolic tangent",
            "Network(4), FullyConnected(8), ReLU, {|CNN1009:Tanh|}, {|CNN1009:ReLU|}, FullyConnected(3)",
            "Tanh stands behind ReLU, and nothing between them learns: of 0 or more it makes 0 to 1, where it could give -1 to 1. Remove one of the two, or put a layer that learns between them.",
            "ReLU stands behind Tanh, and nothing between them learns: it has no effect, since what it reads is 0 to 1. Remove it."),
    ];

    private static DiagnosticCase[] ScoresSqueezed =>
    [
        Single("The logistic function in front of softmax",
            "Network(4), FullyConnected(10), {|CNN1010:Sigmoid|}",
            "Sigmoid squeezes the scores into 0 to 1, but SoftmaxCrossEntropy makes probabilities of scores itself: no probability could rise above 23.2 %, nor the loss fall below 1.46. Remove Sigmoid."),
        Single("The logistic function in front of softmax, with two classes",
            "Network(4), FullyConnected(2), {|CNN1010:Sigmoid|}",
            "Sigmoid squeezes the scores into 0 to 1, but SoftmaxCrossEntropy makes probabilities of scores itself: no probability could rise above 73.1 %, nor the loss fall below 0.313. Remove Sigmoid."),
        Last("The logistic function in front of the loss that contains it",
            "Network(4), FullyConnected(1), {|CNN1010:Sigmoid|}, BinaryCrossEntropy",
            "Sigmoid squeezes the scores into 0 to 1, but BinaryCrossEntropy makes probabilities of scores itself: no probability could rise above 73.1 %, nor the loss fall below 0.313. Remove Sigmoid."),
        Last("A rectifier in front of the binary loss",
            "Network(4), FullyConnected(1), {|CNN1011:ReLU|}, BinaryCrossEntropy",
            "ReLU makes 0 of each score below 0 that BinaryCrossEntropy is to read, and of its gradient: a sample whose scores are all cut off has 50 % for each class, and teaches nothing. Remove ReLU."),
        Single("The hyperbolic tangent in front of softmax, and nothing that learns",
            "Network(10), {|CNN1010:Tanh|}",
            "Tanh squeezes the scores into -1 to 1, but SoftmaxCrossEntropy makes probabilities of scores itself: no probability could rise above 45.1 %, nor the loss fall below 0.797. Remove Tanh."),
        Single("The logistic function in front of averages that are scores",
            "Network(1, 8, 8), Conv2D(10, 3), {|CNN1010:Sigmoid|}, AveragePool2D(6), Flatten",
            "Sigmoid squeezes the scores into 0 to 1, but SoftmaxCrossEntropy makes probabilities of scores itself: no probability could rise above 23.2 %, nor the loss fall below 1.46. Remove Sigmoid."),
        Single("Two functions that squeeze scores, of which both have to go",
            "Network(4), FullyConnected(10), {|CNN1010:Sigmoid|}, {|CNN1010:Tanh|}",
            "Sigmoid squeezes the scores into 0 to 1, but SoftmaxCrossEntropy makes probabilities of scores itself: no probability could rise above 23.2 %, nor the loss fall below 1.46. Remove Sigmoid.",
            "Tanh squeezes the scores into -1 to 1, but SoftmaxCrossEntropy makes probabilities of scores itself: no probability could rise above 45.1 %, nor the loss fall below 0.797. Remove Tanh."),
        Single("Scores that are squeezed, and a rectifier that changes nothing of it",
            "Network(4), FullyConnected(10), {|CNN1010:Sigmoid|}, {|CNN1009:ReLU|}",
            "Sigmoid squeezes the scores into 0 to 1, but SoftmaxCrossEntropy makes probabilities of scores itself: no probability could rise above 23.2 %, nor the loss fall below 1.46. Remove Sigmoid.",
            "ReLU stands behind Sigmoid, and nothing between them learns: it has no effect, since what it reads is 0 to 1. Remove it."),
    ];

    private static DiagnosticCase[] ScoresCutOff =>
    [
        Single("A rectifier in front of softmax",
            "Network(4), FullyConnected(10), {|CNN1011:ReLU|}",
            "ReLU makes 0 of each score below 0 that SoftmaxCrossEntropy is to read, and of its gradient: a sample whose scores are all cut off has 10 % for each class, and teaches nothing. Remove ReLU."),
        Single("A rectifier in front of softmax, with largest values and Flatten between",
            "Network(1, 8, 8), Conv2D(3, 3), {|CNN1011:ReLU|}, MaxPool2D(6), Flatten",
            "ReLU makes 0 of each score below 0 that SoftmaxCrossEntropy is to read, and of its gradient: a sample whose scores are all cut off has 33.3 % for each class, and teaches nothing. Remove ReLU."),
        Single("Scores that are cut off twice",
            "Network(4), FullyConnected(10), {|CNN1011:ReLU|}, {|CNN1009:ReLU|}",
            "ReLU makes 0 of each score below 0 that SoftmaxCrossEntropy is to read, and of its gradient: a sample whose scores are all cut off has 10 % for each class, and teaches nothing. Remove ReLU.",
            "ReLU stands behind ReLU, and nothing between them learns: it has no effect, since what it reads is 0 or more. Remove it."),
        Single("Scores that are cut off and squeezed",
            "Network(4), FullyConnected(10), {|CNN1011:ReLU|}, {|CNN1010:Sigmoid|}",
            "ReLU makes 0 of each score below 0 that SoftmaxCrossEntropy is to read, and of its gradient: a sample whose scores are all cut off has 10 % for each class, and teaches nothing. Remove ReLU.",
            "Sigmoid squeezes the scores into 0 to 1, but SoftmaxCrossEntropy makes probabilities of scores itself: no probability could rise above 23.2 %, nor the loss fall below 1.46. Remove Sigmoid."),
    ];

    private static DiagnosticCase[] NoEffect =>
    [
        Single("Flatten on a vector",
            "Network(784), {|CNN1012:Flatten|}, FullyConnected(10), {|CNN1012:Flatten()|}",
            "Flatten has no effect: its input is a vector of 784 already. Remove it.",
            "Flatten() has no effect: its input is a vector of 10 already. Remove it."),
        Single("Flatten twice",
            "Network(2, 3, 4), Flatten, {|CNN1012:Flatten|}, FullyConnected(10)",
            "Flatten has no effect: its input is a vector of 24 already. Remove it."),
        Single("Pools of one value",
            "Network(1, 8, 8), {|CNN1012:MaxPool2D(1)|}, {|CNN1012:AveragePool2D(1, 1, Stride = 1)|}, Flatten, FullyConnected(10)",
            "MaxPool2D(1) has no effect: each window is one value, and none is left out. Remove it.",
            "AveragePool2D(1, 1, Stride = 1) has no effect: each window is one value, and none is left out. Remove it."),
        Single("Filters that change nothing",
            "Network(2, 8, 8), {|CNN1012:Filter2D(1, 1, 1)|}, {|CNN1012:Filter2D(3, 3, 0, 0, 0, 0, 1, 0, 0, 0, 0, Padding = 1)|}, Flatten, FullyConnected(3)",
            "Filter2D(1, 1, 1) has no effect: each output is the input in its place. Remove it.",
            "Filter2D(3, 3, 0, 0, 0, 0, 1, 0, 0, 0, 0, Padding = 1) has no effect: each output is the input in its place. Remove it."),
        Single("A filter that leaves rows and columns over",
            "Network(1, 8, 8), {|CNN2010:Filter2D(FilterKernel.BoxBlur, Stride = 2)|}, Flatten, FullyConnected(3)",
            "Filter2D(FilterKernel.BoxBlur, Stride = 2) never reads the last row and the last column of 8×8. A height and width of 7 or 9 would leave nothing over. So would Padding = 1."),
        Single("A pool of one value on one pixel",
            "Network(7, 1, 1), {|CNN1012:MaxPool2D(1, Stride = 3)|}, Flatten, FullyConnected(10)",
            "MaxPool2D(1, Stride = 3) has no effect: each window is one value, and none is left out. Remove it."),
        Single("A rectifier behind the largest of what a rectifier gives",
            "Network(1, 8, 8), Conv2D(2, 3), ReLU(), MaxPool2D(2), {|CNN1012:ReLU|}, Flatten, FullyConnected(3)",
            "ReLU has no effect: what it reads comes from ReLU() and is never negative. Remove it."),
        Single("A rectifier behind averages of what the logistic function gives",
            "Network(1, 8, 8), Conv2D(2, 3), Sigmoid, AveragePool2D(2), Flatten, {|CNN1012:ReLU|}, FullyConnected(3)",
            "ReLU has no effect: what it reads comes from Sigmoid and is never negative. Remove it."),
        Single("A rectifier in front of softmax that has nothing to cut off",
            "Network(1, 8, 8), Conv2D(2, 3), ReLU, AveragePool2D(6), Flatten, {|CNN1012:ReLU|}",
            "ReLU has no effect: what it reads comes from ReLU and is never negative. Remove it."),
    ];

    private static DiagnosticCase[] BiasBeforeNorm =>
    [
        Single("Biases in front of norms",
            "Network(1, 8, 8), {|CNN1016:Conv2D(2, 3)|}, BatchNorm, ReLU, Flatten, {|CNN1016:FullyConnected(10)|}, BatchNorm(Momentum = 0.2), FullyConnected(3)",
            "Conv2D(2, 3) adds a bias that BatchNorm takes away again, since it subtracts the mean of each channel; the bias of BatchNorm is learned in its place. Set Bias = false.",
            "FullyConnected(10) adds a bias that BatchNorm(Momentum = 0.2) takes away again, since it subtracts the mean of each channel; the bias of BatchNorm(Momentum = 0.2) is learned in its place. Set Bias = false."),
        Single("Biases that a norm leaves",
            "Network(1, 8, 8), Conv2D(2, 3, Bias = false), BatchNorm, Conv2D(2, 3), BatchNorm(Frozen = true), Conv2D(2, 2, Frozen = true), BatchNorm, Conv2D(2, 2), ReLU, BatchNorm, Flatten, FullyConnected(3)"),
    ];

    private static DiagnosticCase[] PoolDropsInput =>
    [
        Single("A pool that drops a row and two columns",
            "Network(1, 10, 11), {|CNN2009:MaxPool2D(3)|}, Flatten, FullyConnected(10)",
            "MaxPool2D(3) drops the last row and the last 2 columns of 10×11. A height and width of 9 or 12 would leave nothing over."),
        Single("A pool that drops a row and two columns, each of its own size",
            "Network(1, 11, 14), {|CNN2009:MaxPool2D(2, 3)|}, Flatten, FullyConnected(10)",
            "MaxPool2D(2, 3) drops the last row and the last 2 columns of 11×14. A height of 10 or 12 and a width of 12 or 15 would leave nothing over."),
        Single("A pool that drops columns alone",
            "Network(3, 12, 11), {|CNN2009:AveragePool2D(3, 4)|}, Flatten, FullyConnected(10)",
            "AveragePool2D(3, 4) drops the last 3 columns of 12×11. A width of 8 or 12 would leave nothing over."),
        Single("Overlapping pools",
            "Network(3, 8, 9), {|CNN2009:MaxPool2D(3, Stride = 2)|}, Flatten, FullyConnected(10)",
            "MaxPool2D(3, Stride = 2) drops the last row of 8×9. A height of 7 or 9 would leave nothing over."),
        Single("A pool that drops what a kernel one larger would not give",
            "Network(1, 28, 28), Conv2D(6, 4), ReLU, {|CNN2009:MaxPool2D(2)|}, Flatten, FullyConnected(10)",
            "MaxPool2D(2) drops the last row and the last column of 25×25 (28 → conv 4 → 25). A height and width of 24 or 26 would leave nothing over. A kernel of 3 in Conv2D(6, 4) would give 26×26."),
        Single("A pool that drops what other padding would not give",
            "Network(1, 28, 28), Conv2D(6, 5), ReLU, {|CNN2009:MaxPool2D(5)|}, Flatten, FullyConnected(10)",
            "MaxPool2D(5) drops the last 4 rows and the last 4 columns of 24×24 (28 → conv 5 → 24). A height and width of 20 or 25 would leave nothing over. Padding = 3 in Conv2D(6, 5) would give 30×30."),
        Single("A pool behind a convolution whose neighbours do not fit either",
            "Network(1, 28, 30), Conv2D(6, 5, 4), {|CNN2009:AveragePool2D(9)|}, Flatten, FullyConnected(10)",
            "AveragePool2D(9) drops the last 6 rows of 24×27 (28×30 → conv 5×4 → 24×27). A height of 18 or 27 would leave nothing over."),
        Single("A pool of which a second one drops a row",
            "Network(1, 30, 30), MaxPool2D(2), {|CNN2009:MaxPool2D(2)|}, Flatten, FullyConnected(10)",
            "MaxPool2D(2) drops the last row and the last column of 15×15 (30 → pool 2 → 15). A height and width of 14 or 16 would leave nothing over."),
        Single("Pools further apart than they are wide",
            "Network(1, 9, 8), {|CNN2009:MaxPool2D(2, Stride = 3)|}, Flatten, FullyConnected(10)",
            "MaxPool2D(2, Stride = 3) drops 3 rows and 2 columns of 9×8. Windows of 2 stand 3 apart: use Stride = 1."),
        Single("Single values far apart",
            "Network(1, 9, 9), {|CNN2009:MaxPool2D(1, Stride = 2)|}, Flatten, FullyConnected(10)",
            "MaxPool2D(1, Stride = 2) drops 4 rows and 4 columns of 9×9. Windows of 1 stand 2 apart: use Stride = 1, or a pool of 3."),
    ];

    private static DiagnosticCase[] StrideSkipsInput =>
    [
        Single("A stride that does not divide",
            "Network(3, 28, 28), {|CNN2010:Conv2D(8, 3, Stride = 2)|}, Flatten, FullyConnected(10)",
            "Conv2D(8, 3, Stride = 2) never reads the last row and the last column of 28×28. A height and width of 27 or 29 would leave nothing over. So would Padding = 1."),
        Single("A stride that divides one side",
            "Network(3, 28, 29), ReLU, {|CNN2010:Conv2D(8, 1, 3, Stride = 3, Bias = false)|}, Flatten, FullyConnected(10)",
            "Conv2D(8, 1, 3, Stride = 3, Bias = false) never reads 18 rows and the last 2 columns of 28×29. Windows of 1×3 stand 3 apart: use Stride = 1."),
        Single("A stride that leaves rows over in spite of padding",
            "Network(3, 12, 12), {|CNN2010:Conv2D(8, 5, Stride = 5, Padding = 1)|}, Flatten, FullyConnected(10)",
            "Conv2D(8, 5, Stride = 5, Padding = 1) never reads the last 3 rows and the last 3 columns of 12×12. A height and width of 9 or 13 would leave nothing over. So would Padding = 2."),
        Single("Kernels of one pixel, every other pixel",
            "Network(3, 28, 28), MaxPool2D(2), {|CNN2010:Conv2D(8, 1, Stride = 2)|}, Flatten, FullyConnected(10)",
            "Conv2D(8, 1, Stride = 2) never reads 7 rows and 7 columns of 14×14 (28 → pool 2 → 14). Windows of 1 stand 2 apart: use Stride = 1, or a kernel of 2."),
        Single("A stride beyond the image",
            "Network(3, 28, 28), {|CNN2010:Conv2D(8, 1, Stride = 2147483647)|}, Flatten, FullyConnected(10)",
            "Conv2D(8, 1, Stride = 2147483647) never reads 27 rows and 27 columns of 28×28. Windows of 1 stand 2147483647 apart: use Stride = 1."),
        Single("Kernels that pixels lie between, and padding",
            "Network(3, 11, 12), {|CNN2010:Conv2D(8, 2, Stride = 4, Padding = 1)|}, Flatten, FullyConnected(10)",
            "Conv2D(8, 2, Stride = 4, Padding = 1) never reads 6 rows and 6 columns of 11×12. Windows of 2 stand 4 apart: use Stride = 2, or a kernel of 5."),
        new("Branches that both leave out every other pixel",
            """
            [Block, Conv2D(4, 1, Stride = 2)] public static class Even;
            [Network(4, 8, 8), {|CNN2010:{|CNN2010:Residual(typeof(Even), Shortcut = typeof(Even))|}|}, Flatten, FullyConnected(3), SoftmaxCrossEntropy]
            public sealed partial class Digits;
            """,
            "Conv2D(4, 1, Stride = 2) of Even never reads 4 rows and 4 columns of 8×8. Windows of 1 stand 2 apart: use Stride = 1, or a kernel of 2.",
            "Conv2D(4, 1, Stride = 2) of Even never reads 4 rows and 4 columns of 8×8. Windows of 1 stand 2 apart: use Stride = 1, or a kernel of 2.") { Emitted = ["Digits"] },
    ];

    private static DiagnosticCase[] OneScore =>
    [
        Last("One output", "Network(4), FullyConnected(1), {|CNN3003:SoftmaxCrossEntropy|}", OneScoreMessage),
        Last("One output behind the logistic function: one mistake",
            "Network(4), FullyConnected(1), Sigmoid, {|CNN3003:SoftmaxCrossEntropy|}", OneScoreMessage),
        Last("One output behind a rectifier: one mistake",
            "Network(4), FullyConnected(1), ReLU, {|CNN3003:SoftmaxCrossEntropy|}", OneScoreMessage),
        Last("One filter on one pixel",
            "Network(4, 2, 2), Conv2D(1, 2), Flatten, {|CNN3003:SoftmaxCrossEntropy|}", OneScoreMessage),
    ];

    private static DiagnosticCase[] WideLayer =>
    [
        Single("A photograph without pooling",
            "Network(3, 224, 224), Flatten, {|CNN4002:FullyConnected(1000)|}, ReLU, FullyConnected(10)",
            "FullyConnected(1000) has 150,529,000 parameters, 100 % of the network's, since it reads 3×224×224 = 150,528 values. Make the image smaller before it: behind one more MaxPool2D(2) it would have 37,633,000."),
        Single("Many filters without pooling, and an activation behind Flatten",
            "Network(3, 32, 32), Conv2D(64, 3, Padding = 1), Flatten, ReLU, {|CNN4002:FullyConnected(512, Bias = false)|}, ReLU, FullyConnected(512), ReLU, FullyConnected(10)",
            "FullyConnected(512, Bias = false) has 33,554,432 parameters, 99.2 % of the network's, since it reads 64×32×32 = 65,536 values. Make the image smaller before it: behind one more MaxPool2D(2) it would have 8,388,608."),
        Single("An image of a single row",
            "Network(2, 1, 10000), Flatten, {|CNN4002:FullyConnected(1000)|}, ReLU, FullyConnected(10)",
            "FullyConnected(1000) has 20,001,000 parameters, 99.9 % of the network's, since it reads 2×1×10000 = 20,000 values. Make the image smaller before it: behind one more MaxPool2D(1, 2) it would have 10,001,000."),
    ];

    private static DiagnosticCase[] Several =>
    [
        new("All advice at once, each once",
            """
            [Network(3, 29, 29)]
            [{|CNN2010:Conv2D(16, 3, Stride = 3)|}, ReLU, {|CNN2009:MaxPool2D(2)|}, {|CNN1012:ReLU|}]
            [Flatten, {|CNN1012:Flatten|}, FullyConnected(8), Tanh, {|CNN1009:Tanh|}, FullyConnected(4), {|CNN1011:ReLU|}]
            [SoftmaxCrossEntropy]
            public sealed partial class Digits;

            [Network(4), FullyConnected(1), {|CNN3003:SoftmaxCrossEntropy|}] public sealed partial class Other;
            """,
            "Conv2D(16, 3, Stride = 3) never reads the last 2 rows and the last 2 columns of 29×29. A height and width of 27 or 30 would leave nothing over. So would Padding = 1.",
            "MaxPool2D(2) drops the last row and the last column of 9×9 (29 → conv 3 → 9). A height and width of 8 or 10 would leave nothing over. Padding = 1 in Conv2D(16, 3, Stride = 3) would give 10×10.",
            "ReLU has no effect: what it reads comes from ReLU and is never negative. Remove it.",
            "Flatten has no effect: its input is a vector of 256 already. Remove it.",
            "Tanh stands behind Tanh, and nothing between them learns: of -1 to 1 it makes -0.762 to 0.762, where it could give -1 to 1. Remove one of the two, or put a layer that learns between them.",
            "ReLU makes 0 of each score below 0 that SoftmaxCrossEntropy is to read, and of its gradient: a sample whose scores are all cut off has 25 % for each class, and teaches nothing. Remove ReLU.",
            OneScoreMessage)
        {
            Emitted = ["Digits", "Other"],
        },
        new("An error, and nothing else of a network that has one",
            "[Network(4), FullyConnected(8), ReLU, ReLU, {|CNN3001:FullyConnected(0)|}, SoftmaxCrossEntropy] public sealed partial class Digits;",
            "FullyConnected(0): outputs must be at least 1, but is 0. Use 1 or more."),
    ];

    private static DiagnosticCase[] Silent =>
    [
        Single("LeNet-5",
            "Network(1, 28, 28), Conv2D(6, 5, Padding = 2), ReLU, MaxPool2D(2), Conv2D(16, 5), ReLU, MaxPool2D(2), "
            + "Flatten, FullyConnected(120), ReLU, FullyConnected(84), ReLU, FullyConnected(10)"),
        Last("Numbers between 0 and 1", "Network(4), FullyConnected(3), Sigmoid, MeanSquaredError"),
        Last("Numbers that are not negative", "Network(4), FullyConnected(1), ReLU, MeanSquaredError"),
        Single("The end of VGG-16",
            "Network(512, 14, 14), MaxPool2D(2), Flatten, FullyConnected(4096), ReLU, FullyConnected(4096), ReLU, FullyConnected(1000)"),
        Single("The end of SqueezeNet: averages of rectified scores",
            "Network(512, 13, 13), Conv2D(1000, 1), ReLU, AveragePool2D(13), Flatten"),
        Single("The first layers of ResNet, whose last padding alone is not read",
            "Network(3, 224, 224), Conv2D(8, 7, Stride = 2, Padding = 3), ReLU, MaxPool2D(2), Conv2D(8, 3, Stride = 2, Padding = 1), AveragePool2D(28), Flatten"),
        Single("A rectifier behind a filter behind a rectifier, and filters that move or change what they read",
            "Network(1, 8, 8), Conv2D(2, 3), ReLU, Filter2D(FilterKernel.Sharpen), ReLU, Filter2D(1, 2, 1, 0), Filter2D(1, 1, -1), Flatten, FullyConnected(3)"),
        Single("Functions that squeeze with layers that learn between them",
            "Network(1, 8, 8), Conv2D(2, 3), Sigmoid, Conv2D(2, 3), Tanh, MaxPool2D(2), Tanh, Flatten, FullyConnected(4), Sigmoid, FullyConnected(3)"),
        Single("A wide layer on a vector",
            "Network(20000), FullyConnected(1000), ReLU, FullyConnected(10)"),
        Single("A narrow layer on a photograph",
            "Network(3, 224, 224), Flatten, FullyConnected(100), ReLU, FullyConnected(10)"),
        new("A shortcut of every other pixel, beside kernels that read all of them",
            """
            [Block, Conv2D(4, 3, Stride = 2, Padding = 1)] public static class Body;
            [Block, Conv2D(4, 1, Stride = 2)] public static class Projection;
            [Block, MaxPool2D(1, Stride = 2)] public static class Subsampling;
            [Network(4, 8, 8), Residual(typeof(Body), Shortcut = typeof(Projection)), ReLU]
            [Residual(typeof(Body), Shortcut = typeof(Subsampling)), Flatten, FullyConnected(3), SoftmaxCrossEntropy]
            public sealed partial class Digits;
            """) { Emitted = ["Digits"] },
    ];

    private static DiagnosticCase Single(string name, string attributes, params string[] messages) =>
        Last(name, $"{attributes}, SoftmaxCrossEntropy", messages);

    private static DiagnosticCase Last(string name, string attributes, params string[] messages) =>
        new(name, $"[{attributes}] public sealed partial class Digits;", messages) { Emitted = ["Digits"] };
}

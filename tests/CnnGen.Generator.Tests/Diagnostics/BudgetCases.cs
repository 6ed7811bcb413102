namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>Networks that are larger than their declarations allow.</summary>
internal static class BudgetCases
{
    private const string Layers =
        """
        [Conv2D(6, 5, Padding = 2), ReLU, MaxPool2D(2)]
        [Conv2D(16, 5), ReLU, MaxPool2D(2)]
        [Flatten, FullyConnected(120), ReLU, FullyConnected(84), ReLU, FullyConnected(10)]
        [SoftmaxCrossEntropy]
        """;

    public static IEnumerable<DiagnosticCase> All => [.. OverBudget, .. NotPositive];

    private static DiagnosticCase[] OverBudget =>
    [
        LeNet5("Too many parameters", "{|CNN4003:MaxParameters = 61_705|}",
            "Network 'Digits' has 61,706 parameters, but MaxParameters is 61,705: fc1 48,120 (78 %), fc2 10,164 (16 %), conv2 2,416 (4 %), the rest 1,006 (2 %). Reduce FullyConnected(120) to 119 outputs, or raise MaxParameters to 61,706."),
        LeNet5("Far too many parameters", "{|CNN4003:MaxParameters = 1|}",
            "Network 'Digits' has 61,706 parameters, but MaxParameters is 1: fc1 48,120 (78 %), fc2 10,164 (16 %), conv2 2,416 (4 %), the rest 1,006 (2 %). Use fewer outputs, or more pooling in front of FullyConnected(120), or raise MaxParameters to 61,706."),
        LeNet5("Too much memory to train", "{|CNN4003:MaxTrainingBytes = 1L << 20|}",
            "Network 'Digits' takes 1,676,032 bytes to train in batches of 64 on one thread, but MaxTrainingBytes is 1,048,576: fc1 716,800 (43 %), the values of a micro-batch 662,336 (40 %), fc2 183,552 (11 %), the rest 113,344 (7 %). Use fewer outputs, or more pooling in front of FullyConnected(120), or raise MaxTrainingBytes to 1,676,032."),
        LeNet5("Too much memory to predict", "{|CNN4003:MaxInferenceBytes = 512 * Sizes.Kilobyte|}",
            "Network 'Digits' takes 534,016 bytes to predict single samples on one thread, but MaxInferenceBytes is 524,288: fc1 397,824 (74 %), fc2 87,168 (16 %), conv2 19,328 (4 %), the rest 29,696 (6 %). Use fewer outputs, or more pooling in front of FullyConnected(120), or raise MaxInferenceBytes to 534,016."),
        LeNet5("Every budget at once, in another order", "{|CNN4003:MaxInferenceBytes = 2|}, {|CNN4003:MaxParameters = 60_000|}, MaxTrainingBytes = long.MaxValue",
            "Network 'Digits' takes 534,016 bytes to predict single samples on one thread, but MaxInferenceBytes is 2: fc1 397,824 (74 %), fc2 87,168 (16 %), conv2 19,328 (4 %), the rest 29,696 (6 %). Use fewer outputs, or more pooling in front of FullyConnected(120), or raise MaxInferenceBytes to 534,016.",
            "Network 'Digits' has 61,706 parameters, but MaxParameters is 60,000: fc1 48,120 (78 %), fc2 10,164 (16 %), conv2 2,416 (4 %), the rest 1,006 (2 %). Reduce FullyConnected(120) to 116 outputs, or raise MaxParameters to 61,706."),
        Single("A convolution that takes most", "Network(3, 32, 32, {|CNN4003:MaxParameters = 30_000|}), Conv2D(16, 3), ReLU, Conv2D(200, 3, Stride = 4), ReLU, MaxPool2D(7), Flatten, FullyConnected(10)",
            "Network 'Digits' has 31,458 parameters, but MaxParameters is 30,000: conv2 29,000 (92 %), fc1 2,010 (6 %), conv1 448 (1 %). Reduce Conv2D(200, 3, Stride = 4) to 190 filters, or raise MaxParameters to 31,458."),
        Single("Layers that are equal", "Network(10, {|CNN4003:MaxParameters = 300|}), FullyConnected(10), ReLU, FullyConnected(10), ReLU, FullyConnected(10), ReLU, FullyConnected(10), ReLU, FullyConnected(10)",
            "Network 'Digits' has 550 parameters, but MaxParameters is 300: fc1 110 (20 %), fc2 110 (20 %), fc3 110 (20 %), the rest 220 (40 %). Use a smaller input or fewer outputs, or raise MaxParameters to 550."),
        Single("Three layers that are equal", "Network(10, {|CNN4003:MaxParameters = 300|}), FullyConnected(10), ReLU, FullyConnected(10), ReLU, FullyConnected(10)",
            "Network 'Digits' has 330 parameters, but MaxParameters is 300: fc1 110 (33 %), fc2 110 (33 %), fc3 110 (33 %). Reduce FullyConnected(10) to 8 outputs, or raise MaxParameters to 330."),
        Single("Scores that take most, of an image", "Network(3, 64, 64, {|CNN4003:MaxParameters = 100_000|}), Flatten, FullyConnected(10)",
            "Network 'Digits' has 122,890 parameters, but MaxParameters is 100,000: fc1 122,890 (100 %). Use fewer outputs, or more pooling in front of FullyConnected(10), or raise MaxParameters to 122,890."),
        Single("Scores that take most, of a vector", "Network(1000, {|CNN4003:MaxParameters = 5_000|}), FullyConnected(10)",
            "Network 'Digits' has 10,010 parameters, but MaxParameters is 5,000: fc1 10,010 (100 %). Use a smaller input or fewer outputs, or raise MaxParameters to 10,010."),
        Single("Values that take most", "Network(3, 128, 128, {|CNN4003:MaxInferenceBytes = 1_000_000|}), Conv2D(8, 3), ReLU, MaxPool2D(8), Flatten, FullyConnected(10)",
            "Network 'Digits' takes 1,402,944 bytes to predict single samples on one thread, but MaxInferenceBytes is 1,000,000: the values of a sample 1,212,672 (86 %), fc1 187,328 (13 %). Pool earlier, use larger strides or fewer filters, or raise MaxInferenceBytes to 1,402,944."),
        Single("Nothing to learn", "Network(1, 20, 20, {|CNN4003:MaxTrainingBytes = 1|}, MaxParameters = 1), MaxPool2D(5), Flatten",
            "Network 'Digits' takes 53,952 bytes to train in batches of 64 on one thread, but MaxTrainingBytes is 1: the values of a micro-batch 52,224 (97 %), the batch and alignment 1,728 (3 %). Pool earlier, use larger strides or fewer filters, or raise MaxTrainingBytes to 53,952."),
        Single("A network that is wrong is not measured", "Network(1, 28, 28, MaxParameters = 1, MaxTrainingBytes = 1), {|CNN2006:Conv2D(2147483647, 1)|}, Flatten, FullyConnected(10)",
            "The output of Conv2D(2147483647, 1) would be 2147483647×28×28 = 1,683,627,179,248 values a sample; at most 33,554,431 can be held. Use at most 42799 filters, a larger stride, or pooling before it."),
        Single("Nor is one with too many parameters", "Network(30000, MaxParameters = 1, MaxInferenceBytes = 1), {|CNN2007:FullyConnected(20000)|}, FullyConnected(10)",
            "FullyConnected(20000) has 600,020,000 parameters at an input of 30000, and brings network 'Digits' to 600,020,000; at most 536,870,911 can be held. Use fewer outputs or filters, or pooling before it."),
    ];

    private static DiagnosticCase[] NotPositive =>
    [
        LeNet5("Budgets that nothing meets",
            "{|CNN3001:MaxParameters = 0|}, {|CNN3001:MaxTrainingBytes = -9_223_372_036_854_775_808|}, {|CNN3001:MaxInferenceBytes = -Sizes.Kilobyte|}",
            "Network(1, 28, 28): MaxParameters must be at least 1, but is 0. Use 1 or more.",
            "Network(1, 28, 28): MaxTrainingBytes must be at least 1, but is -9223372036854775808. Use 1 or more.",
            "Network(1, 28, 28): MaxInferenceBytes must be at least 1, but is -1024. Use 1 or more."),
        Single("A budget that nothing meets, of a network that is wrong",
            "Network(4, {|CNN3001:MaxParameters = -1|}), {|CNN3001:FullyConnected(0)|}",
            "Network(4): MaxParameters must be at least 1, but is -1. Use 1 or more.",
            "FullyConnected(0): outputs must be at least 1, but is 0. Use 1 or more."),
    ];

    private static DiagnosticCase LeNet5(string name, string budgets, params string[] messages) => new(
        name,
        $$"""
        public static class Sizes { public const int Kilobyte = 1024; }

        [Network(1, 28, 28, {{budgets}})]
        {{Layers}}
        public sealed partial class Digits;
        """,
        messages);

    private static DiagnosticCase Single(string name, string attributes, params string[] messages) =>
        new(name, $"[{attributes}, SoftmaxCrossEntropy] public sealed partial class Digits;", messages);
}

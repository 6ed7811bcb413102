namespace CnnGen.Benchmarks.Growth;

/// <summary>A network as source text, with one number in it that an edit changes.</summary>
/// <param name="Name">Its class.</param>
/// <param name="Convolutions">Its convolutions.</param>
/// <param name="Declare">The text, with so many outputs in one of its last layers.</param>
internal sealed record GrowthNetwork(string Name, int Convolutions, Func<int, string> Declare)
{
    private const int FilterSteps = 3;

    public static IEnumerable<GrowthNetwork> All => [LeNet5, Vgg(10), Vgg(20), Vgg(50), Zoo("Vgg16", 13), Zoo("ResNet18", 20), Zoo("GoogLeNet", 57)];

    private static GrowthNetwork LeNet5 => new("LeNet5", 2, outputs =>
        $"""
        [CnnGen.Network(1, 28, 28)]
        [CnnGen.Conv2D(6, 5, Padding = 2), CnnGen.ReLU, CnnGen.MaxPool2D(2)]
        [CnnGen.Conv2D(16, 5), CnnGen.ReLU, CnnGen.MaxPool2D(2)]
        [CnnGen.Flatten, CnnGen.FullyConnected(120), CnnGen.ReLU, CnnGen.FullyConnected({outputs}), CnnGen.ReLU, CnnGen.FullyConnected(10)]
        [CnnGen.SoftmaxCrossEntropy]
        public sealed partial class LeNet5;
        """);

    // A network of the sample, whose last layer tells more classes apart from edit to edit.
    private static GrowthNetwork Zoo(string name, int convolutions)
    {
        using Stream resource = typeof(GrowthNetwork).Assembly.GetManifestResourceStream(name)!;
        string declaration = new StreamReader(resource).ReadToEnd();
        return new GrowthNetwork(name, convolutions, outputs =>
            declaration.Replace("FullyConnected(1000)", $"FullyConnected({outputs})", StringComparison.Ordinal));
    }

    // VggLike with more of the same: convolutions 3×3 of 64, 128 and 256 filters, a third of them each, and pooling behind.
    private static GrowthNetwork Vgg(int convolutions)
    {
        string name = $"Vgg{convolutions}";
        IEnumerable<string> layers = Enumerable.Range(0, convolutions).Select(layer =>
        {
            int step = FilterSteps * layer / convolutions;
            bool isLastOfStep = FilterSteps * (layer + 1) / convolutions > step;
            return $"[CnnGen.Conv2D({64 << step}, 3, Padding = 1), CnnGen.ReLU{(isLastOfStep ? ", CnnGen.MaxPool2D(2)" : string.Empty)}]";
        });
        return new GrowthNetwork(name, convolutions, outputs =>
            $"""
            [CnnGen.Network(3, 32, 32)]
            {string.Join('\n', layers)}
            [CnnGen.Flatten, CnnGen.FullyConnected({outputs}), CnnGen.ReLU, CnnGen.FullyConnected(10)]
            [CnnGen.SoftmaxCrossEntropy]
            public sealed partial class {name};
            """);
    }
}

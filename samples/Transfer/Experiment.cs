using CnnGen;
using CnnGen.Networks;
using Spectre.Console;

namespace Transfer;

/// <summary>Features are learned on one task; another task is learned with them, and without.</summary>
/// <typeparam name="TSource">The network of the first task.</typeparam>
/// <typeparam name="TWhole">The network of the second task, of which everything learns.</typeparam>
/// <typeparam name="THead">The same, of which the head alone learns.</typeparam>
internal sealed class Experiment<TSource, TWhole, THead>(Func<int, TSource> source, Func<int, TWhole> whole, Func<int, THead> head)
    where TSource : class, INetwork<TSource>
    where TWhole : class, INetwork<TWhole>
    where THead : class, INetwork<THead>
{
    private const int SourceEpochs = 3;

    // Few images are seen so often that training comes to its end.
    private const int ImagesSeen = 30_000;
    private const int FewestEpochs = 10;

    /// <summary>Runs it, and shows what it shows.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="first">The task that the features are learned on.</param>
    /// <param name="second">The other one.</param>
    /// <param name="runs">How often each way of learning is gone.</param>
    /// <param name="cancellation">Ends it between two steps.</param>
    public void Run(IAnsiConsole console, ImageTask first, ImageTask second, int runs, CancellationToken cancellation)
    {
        console.WriteLine($"Features are learned on {first.Name};");
        console.WriteLine($"then networks learn {second.Name}, with them and without.");
        TSource model = source(1);
        Outcome learned = console.Status().Start(
            "Learning the features",
            _ => Training.Run(model, first.Train, first.Test, SourceEpochs, seed: 1, cancellation));
        SafetensorsFile weights = Training.Save(model);
        WeightsReport report = Training.TakeFeatures(whole(1), weights);
        console.WriteLine($"Of {first.Name}, {learned.Accuracy:P1} of the test images are read correctly after {learned.Seconds[0]:F1} s.");
        console.WriteLine($"{report.Taken.Count} tensors go from there into a new network, {report.Taken[0]} to {report.Taken[^1]};");
        console.WriteLine("its head begins anew. Test accuracy and time of training, by the number of training images:");
        console.WriteLine();

        Way[] ways =
        [
            new("from scratch", (seed, images) => Learn(whole(seed), images, seed)),
            new("head on frozen features", (seed, images) => Learn(WithFeatures(head(seed)), images, seed)),
            new("all, from the features", (seed, images) => Learn(WithFeatures(whole(seed)), images, seed)),
        ];
        IReadOnlyList<ComparisonLine> lines = new Comparison(ways, second.Train, runs).Show(console);
        console.WriteLine();
        console.WriteLine("Against learning from scratch:");
        foreach (ComparisonLine line in lines)
        {
            console.WriteLine(line.InWords(ways));
        }

        console.WriteLine();
        console.WriteLine("A head on frozen features learns in a fraction of the time, but sees what they were made to see:");
        console.WriteLine("it is worth while where the tasks are alike and images few. Features that go on learning lose");
        console.WriteLine("little where they do not fit. The more images there are, the less it matters where training began.");

        T WithFeatures<T>(T network)
            where T : class, INetwork<T>
        {
            Training.TakeFeatures(network, weights);
            return network;
        }

        Outcome Learn<T>(T network, Dataset images, int seed)
            where T : class, INetwork<T> =>
            Training.Run(network, images, second.Test, Math.Max(FewestEpochs, ImagesSeen / images.Count), seed, cancellation);
    }
}

using System.Diagnostics;
using CnnGen;
using CnnGen.Networks;

namespace Zoo;

/// <summary>A network as it is shown.</summary>
/// <param name="Name">As the command line calls it.</param>
/// <param name="Year">When it was published.</param>
/// <param name="Layout">Its sizes.</param>
/// <param name="Parameters">Weights and biases.</param>
/// <param name="InferenceBytes">What it holds together with one thread that predicts.</param>
/// <param name="Description">The table of its layers.</param>
/// <param name="Build">Makes one with random weights, and gives what predicts with it.</param>
internal sealed record Exhibit(
    string Name, int Year, NetworkLayout Layout, int Parameters, long InferenceBytes, string Description, Func<int, Predict> Build)
{
    /// <summary>The batch for which memory of training is told.</summary>
    public const int TrainingBatch = 16;

    /// <summary>Channels, height and width of what it sees.</summary>
    public string Input => string.Join('×', Layout.InputShape);

    /// <summary>What a trainer holds on one thread, with batches of <see cref="TrainingBatch"/>.</summary>
    public long TrainingBytes => Layout.TrainingBytes(TrainingBatch, threads: 1, new Sgd(1f).StateBytes(Layout));

    /// <summary>Describes a network.</summary>
    public static Exhibit Of<T>(int year, int parameters, long inferenceBytes, string description, Func<int, T> create)
        where T : class, INetwork<T> => new(
            T.Layout.Name.ToLowerInvariant(), year, T.Layout, parameters, inferenceBytes, description, seed =>
            {
                T network = create(seed);
                return image => Predictor.Predict(network, image);
            });

    /// <summary>Predicts an image of noise again and again.</summary>
    /// <param name="seed">Seed of weights and image.</param>
    /// <param name="predictions">Predictions behind the first one.</param>
    /// <param name="onPrediction">Called behind each prediction.</param>
    /// <param name="cancellation">Ends the measurement behind a prediction.</param>
    public Latency Measure(int seed, int predictions, Action onPrediction, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        Predict predict = Build(seed);
        float[] image = new float[Layout.InputSize];
        var random = new Random(seed);
        foreach (ref float value in image.AsSpan())
        {
            value = (float)((2 * random.NextDouble()) - 1);
        }

        TimeSpan building = Stopwatch.GetElapsedTime(start);
        List<TimeSpan> times = [];
        for (int prediction = 0; prediction <= predictions; prediction++)
        {
            cancellation.ThrowIfCancellationRequested();
            start = Stopwatch.GetTimestamp();
            predict(image);
            times.Add(Stopwatch.GetElapsedTime(start));
            onPrediction();
        }

        TimeSpan[] later = [.. times.Skip(1).Order()];
        return new Latency(building, times[0], later[later.Length / 2]);
    }
}

/// <summary>Predicts one image.</summary>
internal delegate Prediction Predict(ReadOnlySpan<float> image);

/// <summary>How long predictions take.</summary>
/// <param name="Building">To draw the weights.</param>
/// <param name="First">The first one, which compiles the kernels and packs the weights.</param>
/// <param name="Median">The median of those behind it.</param>
internal sealed record Latency(TimeSpan Building, TimeSpan First, TimeSpan Median);

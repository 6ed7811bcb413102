using CnnGen;
using CnnGen.Networks;

namespace Transfer;

/// <summary>The use of the library: training, and features that go from one network to another.</summary>
internal static class Training
{
    private const string Features = "digitFeatures";

    /// <summary>Trains a network and tests it.</summary>
    public static Outcome Run<T>(T model, Dataset train, Dataset test, int epochs, int seed, CancellationToken cancellation)
        where T : class, INetwork<T>
    {
        Sgd optimizer = new(learningRate: 0.02f) { Momentum = 0.9f, WeightDecay = 0.0005f };
        Trainer<T> trainer = new(model, optimizer) { BatchSize = Math.Min(32, train.Count), Seed = seed };
        TrainingHistory history = trainer.Fit(train, epochs: epochs, cancellation: cancellation);
        return new Outcome([model.Evaluate(test, cancellation: cancellation).Accuracy], [history.TrainTime.TotalSeconds]);
    }

    /// <summary>What a network has learned, as its file.</summary>
    public static SafetensorsFile Save<T>(T model)
        where T : class, INetwork<T>
    {
        using MemoryStream content = new();
        model.Save(content);
        return SafetensorsFile.Read(content.ToArray());
    }

    /// <summary>Gives a network the features of another one. Its head, though of the same name and perhaps shape, stays its own.</summary>
    /// <exception cref="InvalidDataException">Some of them do not fit.</exception>
    public static WeightsReport TakeFeatures<T>(T model, SafetensorsFile learned)
        where T : class, INetwork<T>
    {
        WeightsReport report = model.LoadWeights(learned, part: Features);
        return report.IsComplete ? report : throw new InvalidDataException($"The features do not fit:\n{report}");
    }
}

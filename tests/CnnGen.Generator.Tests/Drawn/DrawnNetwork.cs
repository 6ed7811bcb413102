using System.Reflection;
using CnnGen.Networks;

namespace CnnGen.Generator.Tests.Drawn;

/// <summary>Constructs a network, predicts a sample and trains a step.</summary>
internal static class DrawnNetwork
{
    // Larger ones are compiled, and that is enough.
    private const int MostFloats = 1 << 20;

    // A norm needs two values.
    private const int Batch = 2;

    public static bool IsNetwork(Type type) => type.GetInterfaces()
        .Any(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(INetwork<>) && contract.GenericTypeArguments[0] == type);

    /// <summary>Whether all that comes out is a finite number.</summary>
    public static bool Trains(Type network) => (bool)typeof(DrawnNetwork)
        .GetMethod(nameof(TrainsOneStep), BindingFlags.Static | BindingFlags.NonPublic)!
        .MakeGenericMethod(network)
        .Invoke(null, null)!;

    private static bool TrainsOneStep<T>()
        where T : class, INetwork<T>
    {
        if (T.Layout.ArenaLength + T.Layout.ParameterLength + T.Layout.KeptLength > MostFloats)
        {
            return true;
        }

        var model = (T)Activator.CreateInstance(typeof(T), 1)!;
        float[] samples = [.. Enumerable.Range(0, Batch * T.Layout.InputSize).Select(i => MathF.Sin(i))];
        float[] sample = samples[..T.Layout.InputSize];
        Prediction prediction = Predictor.Predict(model, sample);
        var trainer = new Trainer<T>(model, new Sgd(learningRate: 0.1f)) { BatchSize = Batch, Threads = 1, Warnings = null };
        Dataset data = T.Layout.Predicts == PredictionKind.Numbers
            ? Dataset.FromTargets(samples, new float[Batch * T.Layout.OutputSize], sample.Length, T.Layout.OutputSize)
            : Dataset.FromArrays(samples, new int[Batch], sample.Length, T.Layout.ClassCount);
        EpochReport report = trainer.Fit(data, epochs: 1).Single();
        return prediction.Scores.All(float.IsFinite)
            && double.IsFinite(report.TrainLoss)
            && Predictor.Predict(model, sample).Scores.All(float.IsFinite);
    }
}

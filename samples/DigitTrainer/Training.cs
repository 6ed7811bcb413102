using System.Globalization;
using CnnGen;
using DigitReader;

namespace DigitTrainer;

/// <summary>
/// The training of the sample LeNet, with the same settings: so the same weights. What goes to the output is the same on any
/// number of threads, in native code and on the JIT; progress goes beside it.
/// </summary>
internal static class Training
{
    private const float LearningRate = 0.05f;
    private const float LearningRateDecay = 0.8f;

    public static void Run(Options options, CancellationToken cancellation)
    {
        if (!Directory.Exists(options.Data))
        {
            throw new DirectoryNotFoundException($"Expected a folder with the four IDX files of MNIST, but there is none at '{options.Data}'.");
        }

        (IdxDataset train, IdxDataset test) = Idx.OpenFolder(options.Data);
        LeNet5 model = new(seed: 1);
        Sgd optimizer = new(LearningRate) { Momentum = 0.9f, WeightDecay = 0.0005f };
        Trainer<LeNet5> trainer = new(model, optimizer)
        {
            BatchSize = 64,
            Threads = options.Threads,
            Seed = 1,
            Progress = new ProgressLine(),
        };

        Console.WriteLine("epoch  loss                  test");
        foreach (EpochReport epoch in trainer.Epochs(train, test, options.Epochs, cancellation))
        {
            ProgressLine.Clear();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{epoch.Epoch,5}  {epoch.TrainLoss,-20:R}  {epoch.Test!.Accuracy:P2}"));
            optimizer.LearningRate *= LearningRateDecay;
        }

        model.Save(options.Weights);
        Console.WriteLine($"{model.Parameters.ComputeHash()}  {options.Weights}");
    }
}

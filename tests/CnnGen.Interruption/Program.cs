using System.Globalization;
using CnnGen;
using CnnGen.Interruption;
using CnnGen.Networks;
using CnnGen.Reproducibility;
using Samples;

// A training run to be interrupted: the checkpoint, the steps between two saves, and the epochs after which it stops by
// itself. It writes each epoch to the last bit of its figures, and the hash of the weights at the end.
FileSizeLimit.BecomesAnError();
string path = args[0];
int everySteps = int.Parse(args[1], CultureInfo.InvariantCulture);
int left = int.Parse(args[2], CultureInfo.InvariantCulture);
var model = new Network(seed: 1);
var optimizer = new Sgd(0.02f) { Momentum = 0.9f, WeightDecay = 0.0001f };
var trainer = new Trainer<Network>(model, optimizer)
{
    BatchSize = 32,
    Threads = 2,
    Seed = 3,
    Checkpoint = new Checkpoint(path) { EverySteps = everySteps },
};
Dataset train = Draw(model, 1000);
Dataset test = Draw(model, 100);
try
{
    // Two calls, and a learning rate that falls from epoch to epoch.
    foreach (EpochReport epoch in trainer.Epochs(train, test, epochs: 2).Concat(trainer.Epochs(train, test, epochs: 4)))
    {
        optimizer.LearningRate *= 0.9f;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {epoch.Epoch}/{epoch.Epochs} {epoch.TrainLoss:R} {epoch.TrainAccuracy:R} {epoch.Test!.Loss:R} {optimizer.LearningRate:R}"));
        if (--left == 0)
        {
            return 0;
        }
    }

    Console.WriteLine($"weights {model.Parameters.ComputeHash()}");
    return 0;
}
catch (IOException problem)
{
    Console.WriteLine(problem.Message);
    return 1;
}

static Dataset Draw<T>(T _, int count)
    where T : class, INetwork<T> => IntegerSamples.For(T.Layout, count);

using CnnGen;
using CnnGen.Networks;

namespace ResNet;

/// <summary>The use of the library.</summary>
internal static class Training
{
    private const double WarmUp = 0.2;

    public static void Run<T>(T model, int parameters, Options options, Split split, Display display, CancellationToken cancellation)
        where T : class, INetwork<T>
    {
        Trainer<T> trainer = new(model, new Sgd(options.LearningRate) { Momentum = 0.9f, WeightDecay = 0.0005f })
        {
            BatchSize = options.BatchSize,
            Threads = options.Threads,
            Seed = options.Seed,
            Augmentation = options.Study.Augmentation,
            Schedule = LearningRateSchedule.Cosine(WarmUp),
            Checkpoint = options.Checkpoint is null ? null : new Checkpoint(options.Checkpoint),
            Progress = display,
        };

        display.ShowTask(T.Layout.Name, parameters, T.Layout.ForwardMultiplyAdds, options, split);
        display.ShowEpochs(trainer.Epochs(split.Train, split.HeldOut, options.Epochs, cancellation), options.Epochs);
        display.ShowResult(model.Evaluate(split.HeldOut, options.Threads, cancellation: cancellation), options.Study.Classes);
        if (options.Save is not null)
        {
            model.Save(options.Save);
            Console.WriteLine($"Weights in {options.Save}.");
        }
    }
}

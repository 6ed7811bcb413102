using CnnGen;
using LeNet.Pictures;

namespace LeNet;

/// <summary>The use of the library, from the files to what was learned.</summary>
internal static class Training
{
    private const float LearningRateDecay = 0.8f;

    public static void Run(Options options, Display display, CancellationToken cancellation)
    {
        if (!Directory.Exists(options.Data))
        {
            throw new DirectoryNotFoundException($"--data needs an existing folder, but there is none at '{options.Data}'.");
        }

        (IdxDataset train, IdxDataset test) = Idx.OpenFolder(options.Data);
        RequireShape(train, options.Data);
        RequireShape(test, options.Data);
        if (options.BatchSize > train.Count)
        {
            throw new InvalidDataException(
                $"--batch-size takes at most the training images, which are {train.Count}, but it is {options.BatchSize}.");
        }

        PictureFolder? pictures = options.Pictures is null ? null : PictureFolder.Open(options.Pictures);
        LeNet5 model = new(options.Seed);
        Sgd optimizer = new(options.LearningRate) { Momentum = 0.9f, WeightDecay = 0.0005f };
        Trainer<LeNet5> trainer = new(model, optimizer)
        {
            BatchSize = options.BatchSize,
            Threads = options.Threads,
            Seed = options.Seed,
            Progress = display,
        };

        display.ShowTask(options, train, test);
        display.ShowEpochs(Epochs());
        Evaluation evaluation = model.Evaluate(test, options.Threads, cancellation: cancellation);
        display.ShowResult(evaluation, test, Misreading.Surest(model, test, evaluation));
        if (pictures is not null)
        {
            display.ShowPictures(options.Pictures!, Gallery.Write(pictures, model, test, evaluation));
        }

        IEnumerable<EpochReport> Epochs()
        {
            foreach (EpochReport epoch in trainer.Epochs(train, test, options.Epochs, cancellation))
            {
                yield return epoch;
                optimizer.LearningRate *= LearningRateDecay;
            }
        }
    }

    private static void RequireShape(IdxDataset images, string folder)
    {
        if (images.Height != 28 || images.Width != 28 || images.ClassCount != 10)
        {
            throw new InvalidDataException(
                $"{folder}: LeNet-5 reads images of 28×28 pixels in 10 classes, but these have "
                + $"{images.Height}×{images.Width} pixels and {images.ClassCount} classes.");
        }
    }
}

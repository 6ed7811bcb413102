namespace CnnGen.Runtime.Tests.Fixtures;

/// <summary>
/// The run whose files lie beside this one: three epochs of five steps. Neither the network nor the settings may change, since files
/// that an earlier version wrote are to load for ever.
/// </summary>
internal static class SavedRun
{
    public const int Epochs = 3;

    private const int TrainSamples = 80;

    public static Trainer<SavedNetwork> CreateTrainer(SavedNetwork model, Checkpoint? checkpoint, int threads = 2, TextWriter? warnings = null) =>
        new(model, new Sgd(0.05f) { Momentum = 0.9f, WeightDecay = 0.001f })
        {
            BatchSize = 16,
            Threads = threads,
            Seed = 5,
            Schedule = LearningRateSchedule.Cosine(warmUp: 0.25),
            Augmentation = new Augmentation { CropPadding = 1, HorizontalFlip = true },
            Checkpoint = checkpoint,
            Warnings = warnings,
        };

    /// <summary>Images of whole numbers over 2^15, the same bits everywhere, each with a bright row that tells its class.</summary>
    public static Dataset CreateData()
    {
        const int Size = 8;
        uint state = 1;
        float[] samples = new float[TrainSamples * Size * Size];
        int[] labels = new int[TrainSamples];
        for (int sample = 0; sample < TrainSamples; sample++)
        {
            labels[sample] = sample % 3;
            for (int pixel = 0; pixel < Size * Size; pixel++)
            {
                // Press et al., Numerical Recipes, 7.1; the high half, from 0 to 65535.
                state = unchecked((state * 1664525u) + 1013904223u);
                float noise = ((int)(state >> 16) - 32768) / 32768f;
                samples[(sample * Size * Size) + pixel] = noise + (pixel / Size == 1 + (2 * labels[sample]) ? 1f : 0f);
            }
        }

        return Dataset.FromArrays(samples, labels, [1, Size, Size], 3);
    }
}

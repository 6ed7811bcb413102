namespace CnnGen.Training.Tests;

/// <summary>Dropout over a run: other values each step, and the same in a run that goes on from a checkpoint.</summary>
public sealed class DropoutTests : IDisposable
{
    private const int Count = 100;

    private readonly string _folder = Directory.CreateTempSubdirectory("cnngen-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_that_goes_on_from_a_checkpoint_drops_what_it_would_have_dropped()
    {
        float[] expected = Train(batchSize: 20, seed: 4);
        string path = Path.Combine(_folder, "run.checkpoint");
        using var cancellation = new CancellationTokenSource();
        var stopped = new Trainer<Dropping>(new Dropping(seed: 1), new Sgd(0.1f) { Momentum = 0.9f })
        {
            BatchSize = 20,
            Seed = 4,
            Checkpoint = new Checkpoint(path),
        };
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (EpochReport epoch in stopped.Epochs(new Interrupting(Data(), after: 130, cancellation), null, epochs: 3, cancellation.Token))
            {
                Assert.True(epoch.Epoch < 3);
            }
        });
        float[] found = Train(batchSize: 20, seed: 4, new Checkpoint(path));
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Another_seed_drops_others()
    {
        // One batch holds all samples, so that their order changes sums in the last bits alone.
        float[] first = Train(Count, seed: 4);
        float[] second = Train(Count, seed: 5);
        Assert.True(first.Zip(second, (a, b) => Math.Abs(a - b)).Max() > 1e-3);
    }

    private static float[] Train(int batchSize, int seed, Checkpoint? checkpoint = null)
    {
        var model = new Dropping(seed: 1);
        var trainer = new Trainer<Dropping>(model, new Sgd(0.1f) { Momentum = 0.9f }) { BatchSize = batchSize, Seed = seed, Checkpoint = checkpoint };
        Assert.All(trainer.Fit(Data(), null, epochs: 3), report => Assert.True(double.IsFinite(report.TrainLoss)));
        return [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray())];
    }

    private static Dataset Data()
    {
        var random = new Random(2);
        float[] samples = [.. Enumerable.Range(0, Count * 3).Select(_ => (2 * random.NextSingle()) - 1)];
        return Dataset.FromArrays(samples, [.. Enumerable.Range(0, Count).Select(i => samples[3 * i] > samples[(3 * i) + 1] ? 1 : 0)], 3, 2);
    }

    /// <summary>Samples that ask for an end in the middle of an epoch.</summary>
    private sealed class Interrupting(Dataset data, int after, CancellationTokenSource cancellation) : Dataset
    {
        private int _read;

        public override int Count => data.Count;

        public override int SampleSize => data.SampleSize;

        public override int ClassCount => data.ClassCount;

        public override int Label(int index)
        {
            if (Interlocked.Increment(ref _read) == after)
            {
                cancellation.Cancel();
            }

            return data.Label(index);
        }

        public override void CopySample(int index, Span<float> sample) => data.CopySample(index, sample);
    }
}

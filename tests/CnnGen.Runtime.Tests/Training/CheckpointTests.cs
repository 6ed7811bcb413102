using System.Runtime.Versioning;
using CnnGen.Runtime.Tests.Data;
using CnnGen.Runtime.Tests.Networks;
using CnnGen.Runtime.Tests.Weights;

namespace CnnGen.Runtime.Tests.Training;

/// <summary>What a trainer finds in its checkpoint, and what it leaves there.</summary>
[Trait("Speed", "Slow")]
public sealed class CheckpointTests : IDisposable
{
    private static readonly Dataset s_data = Networks.Samples.Draw(100);
    private static readonly Dataset s_test = Networks.Samples.Draw(40, seed: 2);
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public CheckpointTests() => _path = Path.Combine(_folder.Path, "run.checkpoint");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_is_cancelled_at_any_step_goes_on_with_the_same_weights_and_reports()
    {
        var whole = new LinearNetwork();
        string[] expected = [.. Train(whole, null, CancellationToken.None).Select(Figures)];

        // Three epochs of four steps: before the first step, behind the last one, and everywhere in between. Behind the last
        // step of an epoch its evaluation is cancelled.
        for (int step = 0; step <= 12; step++)
        {
            File.Delete(_path);
            List<string> found = [];
            using (var cancellation = new CancellationTokenSource())
            {
                int left = (step / 4 * 100) + (step % 4 * 32);
                var cancelling = new WatchedDataset(s_data, () => CancelAt(Interlocked.Decrement(ref left)));
                CancelAt(left);
                Assert.Throws<OperationCanceledException>(
                    () => found.AddRange(Train(new LinearNetwork(), _path, cancellation.Token, cancelling).Select(Figures)));

                void CancelAt(int samples)
                {
                    if (samples == 0)
                    {
                        cancellation.Cancel();
                    }
                }
            }

            var resumed = new LinearNetwork(seed: 7);
            found.AddRange(Train(resumed, _path, CancellationToken.None).Select(Figures));
            Assert.Equal(expected, found.Distinct());
            Assert.Equal(SafetensorsBytes.Bits(whole.Parameters), SafetensorsBytes.Bits(resumed.Parameters));
        }
    }

    [Fact]
    public void The_learning_rate_that_a_loop_has_set_is_taken_up()
    {
        var whole = new LinearNetwork();
        foreach (EpochReport _ in Falling(whole, null, epochs: 4))
        {
        }

        foreach (EpochReport epoch in Falling(new LinearNetwork(), _path, epochs: 4))
        {
            if (epoch.Epoch == 3)
            {
                break;
            }
        }

        var resumed = new LinearNetwork();
        Assert.Equal([3, 4], Falling(resumed, _path, epochs: 4).Select(epoch => epoch.Epoch));
        Assert.Equal(SafetensorsBytes.Bits(whole.Parameters), SafetensorsBytes.Bits(resumed.Parameters));
    }

    [Fact]
    public void Another_learning_rate_is_another_run()
    {
        Create(new LinearNetwork(), _path).Fit(s_data, epochs: 2);
        byte[] before = File.ReadAllBytes(_path);
        AssertRefused(
            "the checkpoint is of another run:\n  learning rate: expected 0.05, but found '0.1'; to change it, begin with that one and set another "
            + "in a loop over Epochs, or between two calls\n"
            + "Give this run another path, or delete the file to begin anew. LoadWeights takes its weights all the same.",
            () => Create(new LinearNetwork(), _path, new Sgd(0.05f) { Momentum = 0.9f }).Fit(s_data, epochs: 3));
        Assert.Equal(before, File.ReadAllBytes(_path));
    }

    [Fact]
    public void Another_learning_rate_of_a_later_call_is_another_run()
    {
        Train(0.01f);
        Assert.Equal(
            $"{_path}: the checkpoint is of another run: expected call 2 of Fit to begin with the learning rate 0.02, but found 0.01. "
            + "Set it as it was before that call, or give this run another path.",
            Assert.Throws<InvalidDataException>(() => Train(0.02f)).Message);

        void Train(float second)
        {
            var optimizer = new Sgd(0.1f) { Momentum = 0.9f };
            Trainer<LinearNetwork> trainer = Create(new LinearNetwork(), _path, optimizer);
            trainer.Fit(s_data);
            optimizer.LearningRate = second;
            trainer.Fit(s_data, epochs: 2);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(13)]
    public void Learning_rates_that_loops_and_what_is_between_them_multiply_are_those_of_a_run_never_stopped(int steps)
    {
        var whole = new LinearNetwork();
        float[] expected = Train(whole, null, s_data, CancellationToken.None);
        using (var cancellation = new CancellationTokenSource())
        {
            int left = (steps / 4 * 100) + (steps % 4 * 32);
            var cancelling = new WatchedDataset(s_data, () =>
            {
                if (Interlocked.Decrement(ref left) == 0)
                {
                    cancellation.Cancel();
                }
            });
            Assert.Throws<OperationCanceledException>(() => Train(new LinearNetwork(), _path, cancelling, cancellation.Token));
        }

        var resumed = new LinearNetwork(seed: 7);
        Assert.Equal(expected, Train(resumed, _path, s_data, CancellationToken.None));
        Assert.Equal(SafetensorsBytes.Bits(whole.Parameters), SafetensorsBytes.Bits(resumed.Parameters));

        // The first loop is left by itself, the second by a break.
        static float[] Train(LinearNetwork model, string? path, Dataset data, CancellationToken cancellation)
        {
            var optimizer = new Sgd(0.1f) { Momentum = 0.9f };
            Trainer<LinearNetwork> trainer = Create(model, path, optimizer);
            List<float> rates = [];
            for (int call = 1; call <= 3; call++)
            {
                foreach (EpochReport epoch in trainer.Epochs(data, epochs: 2, cancellation: cancellation))
                {
                    optimizer.LearningRate *= 0.7f;
                    if (call == 2)
                    {
                        break;
                    }
                }

                optimizer.LearningRate *= 0.5f;
                rates.Add(optimizer.LearningRate);
            }

            return [.. rates];
        }
    }

    [Fact]
    public void What_a_loop_keeps_goes_on_where_it_was()
    {
        var whole = new LinearNetwork();
        string[] expected = Plateau(whole, null, int.MaxValue);
        Assert.Equal(3, expected.Select(line => line.Split(' ')[1]).Distinct().Count());
        for (int reports = 1; reports < expected.Length; reports++)
        {
            File.Delete(_path);
            List<string> found = [.. Plateau(new LinearNetwork(), _path, reports)];
            var resumed = new LinearNetwork(seed: 7);
            found.AddRange(Plateau(resumed, _path, int.MaxValue));
            Assert.Equal(expected, found.Distinct());
            Assert.Equal(SafetensorsBytes.Bits(whole.Parameters), SafetensorsBytes.Bits(resumed.Parameters));
        }

        // An exact copy of what lies in the file takes the place of what was there.
        var checkpoint = new Checkpoint(_path) { State = { ["stale"] = 1 } };
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(), new Sgd(0.1f) { Momentum = 0.9f }) { BatchSize = 32, Checkpoint = checkpoint };
        trainer.Fit(s_data, epochs: 12);
        Assert.Equal(["best", "waited"], checkpoint.State.Keys.Order(StringComparer.Ordinal));

        // The loss seen as a staircase, so that some epochs are no better than the best.
        static string[] Plateau(LinearNetwork model, string? path, int most)
        {
            var checkpoint = new Checkpoint(path ?? "unused");
            var optimizer = new Sgd(0.1f) { Momentum = 0.9f };
            var trainer = new Trainer<LinearNetwork>(model, optimizer) { BatchSize = 32, Threads = 2, Checkpoint = path is null ? null : checkpoint };
            List<string> lines = [];
            checkpoint.State["best"] = double.PositiveInfinity;
            foreach (EpochReport epoch in trainer.Epochs(s_data, epochs: 12))
            {
                double stair = Math.Floor(10 * epoch.TrainLoss) + (1.0 / 3);
                if (stair < checkpoint.State["best"])
                {
                    (checkpoint.State["best"], checkpoint.State["waited"]) = (stair, 0);
                }
                else if (++checkpoint.State["waited"] == 3)
                {
                    (optimizer.LearningRate, checkpoint.State["waited"]) = (optimizer.LearningRate / 2, 0);
                }

                lines.Add(FormattableString.Invariant($"{epoch.Epoch} {optimizer.LearningRate:R} {checkpoint.State["best"]:R} {checkpoint.State["waited"]}"));
                if (lines.Count == most)
                {
                    break;
                }
            }

            return [.. lines];
        }
    }

    [Fact]
    public void More_epochs_go_on_behind_a_finished_run_and_fewer_are_refused()
    {
        var whole = new LinearNetwork();
        EpochReport[] expected = [.. Create(whole, null).Fit(s_data, epochs: 4)];
        Create(new LinearNetwork(), _path).Fit(s_data, epochs: 2);
        Assert.Equal([2], Create(new LinearNetwork(), _path).Fit(s_data, epochs: 2).Select(epoch => epoch.Epoch));
        var resumed = new LinearNetwork();
        Assert.Equal(
            expected[1..].Select(epoch => epoch.TrainLoss), Create(resumed, _path).Fit(s_data, epochs: 4).Select(epoch => epoch.TrainLoss));
        Assert.Equal(SafetensorsBytes.Bits(whole.Parameters), SafetensorsBytes.Bits(resumed.Parameters));
        AssertRefused(
            "expected at most the 3 epochs of this run, but the checkpoint is in epoch 4. Ask for as many, or delete the file to begin anew.",
            () => Create(new LinearNetwork(), _path).Fit(s_data, epochs: 3));
    }

    [Fact]
    public void Calls_that_were_through_are_skipped()
    {
        Dataset second = Networks.Samples.Draw(70, seed: 3);
        var whole = new LinearNetwork();
        Trainer<LinearNetwork> trainer = Create(whole, _path);
        trainer.Fit(s_data, epochs: 2);
        trainer.Fit(second, epochs: 2);

        var resumed = new LinearNetwork(seed: 7);
        trainer = Create(resumed, _path);
        Assert.Empty(trainer.Fit(s_data, epochs: 2));
        Assert.Equal(SafetensorsBytes.Bits(whole.Parameters), SafetensorsBytes.Bits(resumed.Parameters));
        Assert.Equal([2], trainer.Fit(second, epochs: 2).Select(epoch => epoch.Epoch));
        Assert.Equal(SafetensorsBytes.Bits(whole.Parameters), SafetensorsBytes.Bits(resumed.Parameters));

        // And the third goes on with the random order and the velocities that the second one left.
        trainer.Fit(s_data);
        var unsaved = new LinearNetwork();
        trainer = Create(unsaved, null);
        trainer.Fit(s_data, epochs: 2);
        trainer.Fit(second, epochs: 2);
        trainer.Fit(s_data);
        Assert.Equal(SafetensorsBytes.Bits(unsaved.Parameters), SafetensorsBytes.Bits(resumed.Parameters));
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_refused_with_all_that_differs()
    {
        Create(new LinearNetwork(), _path).Fit(s_data);
        byte[] before = File.ReadAllBytes(_path);
        var model = new LinearNetwork(seed: 7);
        Dictionary<string, uint[]> weights = SafetensorsBytes.Bits(model.Parameters);
        AssertRefused(
            "the checkpoint is of another run:\n  batch size: expected 16, but found '32'\n  seed: expected 5, but found '0'\n"
            + "  momentum: expected 0.5, but found '0.9'\n  weight decay: expected 0.25, but found '0'\n"
            + "Give this run another path, or delete the file to begin anew. LoadWeights takes its weights all the same.",
            () => new Trainer<LinearNetwork>(model, new Sgd(0.1f) { Momentum = 0.5f, WeightDecay = 0.25f })
            {
                BatchSize = 16, Seed = 5, Checkpoint = new Checkpoint(_path),
            }.Fit(s_data));
        AssertRefused(
            "the checkpoint is of another run: expected 99 training samples, but found 100.",
            () => Create(model, _path).Fit(Networks.Samples.Draw(99)));
        Assert.Equal(weights, SafetensorsBytes.Bits(model.Parameters));
        Assert.Equal(before, File.ReadAllBytes(_path));
    }

    [Fact]
    public void A_checkpoint_of_another_network_is_refused()
    {
        new Trainer<Small>(new Small(), new Sgd(0.1f)) { Checkpoint = new Checkpoint(_path) }.Fit(Zeros(50, 4));
        AssertRefused(
            "the checkpoint is of another run:\n"
            + "  architecture: expected Network(2, 5, 5); Conv2D(3, 3, 3, Stride = 1, Padding = 0, Bias = true); Sigmoid; Flatten; "
            + "FullyConnected(4, Bias = false); SoftmaxCrossEntropy, but found Network(2, 5, 5); Conv2D(3, 3, 3, Stride = 1, "
            + "Padding = 0, Bias = true); Tanh; Flatten; FullyConnected(4, Bias = false); SoftmaxCrossEntropy\n"
            + "Give this run another path, or delete the file to begin anew. LoadWeights takes its weights all the same.",
            () => new Trainer<SmallSigmoid>(new SmallSigmoid(), new Sgd(0.1f)) { Checkpoint = new Checkpoint(_path) }.Fit(Zeros(50, 4)));
        string problem = Assert.Throws<InvalidDataException>(
            () => new Trainer<Larger>(new Larger(), new Sgd(0.1f)) { Checkpoint = new Checkpoint(_path) }.Fit(Zeros(50, 4))).Message;
        Assert.Contains("conv1.weight: expected [5, 2, 3, 3], but found F32 [3, 2, 3, 3]\n", problem, StringComparison.Ordinal);
        Assert.Contains("fc2.weight.velocity: missing\n", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Saved_weights_are_no_checkpoint_and_stay_what_they_are()
    {
        new Small().Save(_path);
        byte[] before = File.ReadAllBytes(_path);
        AssertRefused(
            "expected a checkpoint, whose __metadata__ has cnngen.checkpoint, but found none.",
            () => new Trainer<Small>(new Small(), new Sgd(0.1f)) { Checkpoint = new Checkpoint(_path) }.Fit(Zeros(50, 4)));
        Assert.Equal(before, File.ReadAllBytes(_path));
    }

    [Fact]
    public void The_weights_of_a_checkpoint_can_be_loaded()
    {
        var model = new LinearNetwork();
        Create(model, _path).Fit(s_data);
        var other = new LinearNetwork(seed: 7);
        WeightsReport report = other.LoadWeights(_path);
        Assert.Equal(["fc1.weight", "fc1.bias"], report.Taken);
        Assert.Equal(["fc1.bias.velocity", "fc1.weight.velocity"], report.LeftOver);
        Assert.Equal(SafetensorsBytes.Bits(model.Parameters), SafetensorsBytes.Bits(other.Parameters));
    }

    [Theory]
    [InlineData("cnngen.checkpoint", "1", "expected a number from 2 to 2 as cnngen.checkpoint, but found '1'.")]
    [InlineData("cnngen.checkpoint.call", "2147483647", "expected a number from 1 to 1000000 as cnngen.checkpoint.call, but found '2147483647'.")]
    [InlineData("cnngen.checkpoint.call", "2", "expected 3 numbers from 1E-45 to 3.4028235E+38 as cnngen.checkpoint.call_learning_rates, but found '0.1'.")]
    [InlineData("cnngen.checkpoint.call_learning_rates", "0", "expected 1 numbers from 1E-45 to 3.4028235E+38 as cnngen.checkpoint.call_learning_rates, but found '0'.")]
    [InlineData("cnngen.checkpoint.state.best", "much", "expected a number as 'cnngen.checkpoint.state.best', but found 'much'.")]
    [InlineData("cnngen.checkpoint.epoch", "0", "expected a number from 1 to 2147483647 as cnngen.checkpoint.epoch, but found '0'.")]
    [InlineData("cnngen.checkpoint.samples", "101", "expected a number from 0 to 100 as cnngen.checkpoint.samples, but found '101'.")]
    [InlineData("cnngen.checkpoint.correct", "-1", "expected a number from 0 to 100 as cnngen.checkpoint.correct, but found '-1'.")]
    [InlineData("cnngen.checkpoint.loss_sum", "much", "expected a number from -Infinity to Infinity as cnngen.checkpoint.loss_sum, but found 'much'.")]
    [InlineData("cnngen.checkpoint.learning_rate", "NaN", "as cnngen.checkpoint.learning_rate, but found 'NaN'.")]
    [InlineData("cnngen.checkpoint.random", "", "expected a number from 0 to 18446744073709551615 as cnngen.checkpoint.random, but found ''.")]
    [InlineData("cnngen.checkpoint.ticks", null, "expected a checkpoint, whose __metadata__ has cnngen.checkpoint.ticks, but found none.")]
    public void An_entry_that_is_not_what_it_should_be_is_named(string entry, string? value, string message)
    {
        Create(new LinearNetwork(), _path).Fit(s_data);
        CheckpointBytes.SetEntry(_path, entry, value);
        string problem = Assert.Throws<InvalidDataException>(() => Create(new LinearNetwork(), _path).Fit(s_data)).Message;
        Assert.StartsWith($"{_path}: ", problem, StringComparison.Ordinal);
        Assert.EndsWith(message, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_cannot_be_written_is_an_error_before_the_first_step()
    {
        string folder = Directory.CreateDirectory(_path).FullName;
        AssertNothingTrained(folder, "It is a folder.");
        AssertNothingTrained(Path.Combine(_folder.Path, "nowhere", "checkpoint"), "Its folder does not exist.");
    }

    [SkippableFact]
    public void A_pipe_is_no_checkpoint_and_nobody_waits_for_it()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "There are no pipes with names here.");
        using var process = System.Diagnostics.Process.Start("mkfifo", [_path]);
        process.WaitForExit();
        Skip.IfNot(process.ExitCode == 0, "No pipe can be made here.");
        AssertNothingTrained(_path, "It is no file but a pipe or a device; write to it as a stream.");
    }

    private static void AssertNothingTrained(string path, string reason)
    {
        var model = new LinearNetwork();
        string before = model.Parameters.ComputeHash();
        Assert.Equal(
            $"{path}: cannot be written, and what there was is as it was. {reason}",
            Assert.Throws<IOException>(() => Create(model, path).Fit(s_data)).Message);
        Assert.Equal(before, model.Parameters.ComputeHash());
    }

    [Fact]
    public void A_call_that_was_through_says_that_it_trains_nothing()
    {
        Trainer<LinearNetwork> before = Create(new LinearNetwork(), _path);
        for (int call = 1; call <= 3; call++)
        {
            before.Fit(s_data);
        }

        using var warnings = new StringWriter();
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(), new Sgd(0.1f) { Momentum = 0.9f })
        {
            BatchSize = 32, Checkpoint = new Checkpoint(_path), Warnings = warnings,
        };
        Assert.Empty(trainer.Fit(s_data));
        Assert.Equal($"{_path}: was saved in call 3 of Fit, so that call 1 was through and trains nothing.{Environment.NewLine}", warnings.ToString());
    }

    [Fact]
    public void A_checkpoint_is_saved_after_so_many_steps()
    {
        List<int> positions = [];
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(), new Sgd(0.1f))
        {
            BatchSize = 10, Threads = 1, Checkpoint = new Checkpoint(_path) { EverySteps = 3 },
        };
        var watching = new WatchedDataset(s_data, () => positions.Add(File.Exists(_path) ? CheckpointBytes.Samples(_path) : 0));
        trainer.Fit(watching);
        Assert.Equal([0, 30, 60, 90], positions.Distinct());
        Assert.Equal(100, CheckpointBytes.Samples(_path));
    }

    [Fact]
    public void A_checkpoint_is_saved_after_so_much_time()
    {
        List<int> positions = [];
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(), new Sgd(0.1f))
        {
            BatchSize = 50, Threads = 1, Checkpoint = new Checkpoint(_path) { Every = TimeSpan.FromTicks(1) },
        };
        trainer.Fit(new WatchedDataset(s_data, () => positions.Add(File.Exists(_path) ? CheckpointBytes.Samples(_path) : 0)));
        Assert.Equal([0, 50], positions.Distinct());
    }

    [Fact]
    public void A_setting_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentException>("path", () => new Checkpoint(string.Empty));
        Assert.Throws<ArgumentOutOfRangeException>("Every", () => new Checkpoint("a") { Every = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>("EverySteps", () => new Checkpoint("a") { EverySteps = 0 });
    }

    [Fact]
    public void A_missing_folder_is_an_error_when_training_would_save()
    {
        string path = Path.Combine(_folder.Path, "nowhere", "checkpoint");
        Assert.StartsWith(
            $"{path}: cannot be written, and what there was is as it was. ",
            Assert.Throws<IOException>(() => Create(new LinearNetwork(), path).Fit(s_data)).Message,
            StringComparison.Ordinal);
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public void A_folder_that_became_read_only_is_an_error_and_keeps_the_checkpoint()
    {
        Skip.If(OperatingSystem.IsWindows(), "Folders have no mode here.");
        Create(new LinearNetwork(), _path).Fit(s_data);
        byte[] good = File.ReadAllBytes(_path);
        UnixFileMode mode = File.GetUnixFileMode(_folder.Path);
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Skip.If(Environment.IsPrivilegedProcess, "This user may write into every folder.");
            Assert.Throws<IOException>(() => Create(new LinearNetwork(), _path).Fit(s_data, epochs: 2));
        }
        finally
        {
            File.SetUnixFileMode(_folder.Path, mode);
        }

        Assert.Equal(good, File.ReadAllBytes(_path));
    }

    private static IEnumerable<EpochReport> Train(LinearNetwork model, string? path, CancellationToken cancellation, Dataset? data = null) =>
        Create(model, path).Epochs(data ?? s_data, s_test, epochs: 3, cancellation);

    private static IEnumerable<EpochReport> Falling(LinearNetwork model, string? path, int epochs)
    {
        var optimizer = new Sgd(0.1f) { Momentum = 0.9f };
        foreach (EpochReport epoch in Create(model, path, optimizer).Epochs(s_data, epochs: epochs))
        {
            optimizer.LearningRate *= 0.7f;
            yield return epoch;
        }
    }

    private static Trainer<LinearNetwork> Create(LinearNetwork model, string? path, Sgd? optimizer = null) =>
        new(model, optimizer ?? new Sgd(0.1f) { Momentum = 0.9f })
        {
            BatchSize = 32, Threads = 2, Checkpoint = path is null ? null : new Checkpoint(path),
        };

    // All figures of a report but those of time.
    private static string Figures(EpochReport epoch) =>
        FormattableString.Invariant($"{epoch.Epoch}/{epoch.Epochs} {epoch.TrainLoss:R} {epoch.TrainAccuracy:R} {epoch.Test?.Loss:R}");

    private static Dataset Zeros(int size, int classes) => Dataset.FromArrays(new float[10 * size], new int[10], size, classes);

    private void AssertRefused(string message, Action training) =>
        Assert.Equal($"{_path}: {message}", Assert.Throws<InvalidDataException>(training).Message);
}

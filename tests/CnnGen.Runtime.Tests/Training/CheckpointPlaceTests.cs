using System.Runtime.Versioning;
using CnnGen.Runtime.Tests.Networks;

namespace CnnGen.Runtime.Tests.Training;

/// <summary>When a checkpoint is saved, and where it can be.</summary>
[Trait("Speed", "Slow")]
public sealed class CheckpointPlaceTests : CheckpointedRun
{
    [Fact]
    public void A_path_that_cannot_be_written_is_an_error_before_the_first_step()
    {
        string folder = Directory.CreateDirectory(FilePath).FullName;
        AssertNothingTrained(folder, "It is a folder.");
        AssertNothingTrained(Path.Combine(Folder.Path, "nowhere", "checkpoint"), "Its folder does not exist.");
    }

    [SkippableFact]
    public void A_pipe_is_no_checkpoint_and_nobody_waits_for_it()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "There are no pipes with names here.");
        using var process = System.Diagnostics.Process.Start("mkfifo", [FilePath]);
        process.WaitForExit();
        Skip.IfNot(process.ExitCode == 0, "No pipe can be made here.");
        AssertNothingTrained(FilePath, "It is no file but a pipe or a device; write to it as a stream.");
    }

    [Fact]
    public void A_missing_folder_is_an_error_when_training_would_save()
    {
        string path = Path.Combine(Folder.Path, "nowhere", "checkpoint");
        Assert.StartsWith(
            $"{path}: cannot be written, and what there was is as it was. ",
            Assert.Throws<IOException>(() => Create(new LinearNetwork(), path).Fit(TrainingData)).Message,
            StringComparison.Ordinal);
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public void A_folder_that_became_read_only_is_an_error_and_keeps_the_checkpoint()
    {
        Skip.If(OperatingSystem.IsWindows(), "Folders have no mode here.");
        Create(new LinearNetwork(), FilePath).Fit(TrainingData);
        byte[] good = File.ReadAllBytes(FilePath);
        UnixFileMode mode = File.GetUnixFileMode(Folder.Path);
        File.SetUnixFileMode(Folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Skip.If(Environment.IsPrivilegedProcess, "This user may write into every folder.");
            Assert.Throws<IOException>(() => Create(new LinearNetwork(), FilePath).Fit(TrainingData, epochs: 2));
        }
        finally
        {
            File.SetUnixFileMode(Folder.Path, mode);
        }

        Assert.Equal(good, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void A_checkpoint_is_saved_after_so_many_steps()
    {
        List<int> positions = [];
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(), new Sgd(0.1f))
        {
            BatchSize = 10, Threads = 1, Checkpoint = new Checkpoint(FilePath) { EverySteps = 3 },
        };
        var watching = new WatchedDataset(TrainingData, () => positions.Add(File.Exists(FilePath) ? CheckpointBytes.Samples(FilePath) : 0));
        trainer.Fit(watching);
        Assert.Equal([0, 30, 60, 90], positions.Distinct());
        Assert.Equal(100, CheckpointBytes.Samples(FilePath));
    }

    [Fact]
    public void A_checkpoint_is_saved_after_so_much_time()
    {
        List<int> positions = [];
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(), new Sgd(0.1f))
        {
            BatchSize = 50, Threads = 1, Checkpoint = new Checkpoint(FilePath) { Every = TimeSpan.FromTicks(1) },
        };
        trainer.Fit(new WatchedDataset(TrainingData, () => positions.Add(File.Exists(FilePath) ? CheckpointBytes.Samples(FilePath) : 0)));
        Assert.Equal([0, 50], positions.Distinct());
    }

    [Fact]
    public void A_setting_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentException>("path", () => new Checkpoint(string.Empty));
        Assert.Throws<ArgumentOutOfRangeException>("Every", () => new Checkpoint("a") { Every = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>("EverySteps", () => new Checkpoint("a") { EverySteps = 0 });
    }

    private static void AssertNothingTrained(string path, string reason)
    {
        var model = new LinearNetwork();
        string before = model.Parameters.ComputeHash();
        Assert.Equal(
            $"{path}: cannot be written, and what there was is as it was. {reason}",
            Assert.Throws<IOException>(() => Create(model, path).Fit(TrainingData)).Message);
        Assert.Equal(before, model.Parameters.ComputeHash());
    }
}

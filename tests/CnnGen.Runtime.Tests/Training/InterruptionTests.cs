using System.Diagnostics;
using CnnGen.Runtime.Tests.Data;
using Xunit.Abstractions;

namespace CnnGen.Runtime.Tests.Training;

/// <summary>Whatever ends a training process, the next one goes on as if nothing had happened.</summary>
[Trait("Speed", "Slow")]
public sealed class InterruptionTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 36;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(12);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_is_killed_again_and_again_ends_with_the_same_weights_and_reports()
    {
        string[] expected = Uninterrupted();
        var clock = Stopwatch.StartNew();
        var random = new Random(1);
        int kills = 0;
        int duringSaves = 0;
        int runs = 0;
        do
        {
            // Most of the time of a run that saves after each step goes into saving.
            string path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Path, $"run{++runs}")).FullName, "checkpoint");
            HashSet<string> found = [];
            bool hit;
            do
            {
                using var run = InterruptedRun.Start(path, everySteps: 1);
                bool isLast = kills >= Kills || clock.Elapsed > s_longest;
                (hit, string[] lines) = isLast ? (false, run.Finish().Lines) : run.KillAfter(TimeSpan.FromMilliseconds(random.Next(40)));
                found.UnionWith(lines);
                kills += hit ? 1 : 0;
                duringSaves += hit && CountOfUnfinished(path) > 0 ? 1 : 0;
            }
            while (hit);

            Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
            Assert.Equal([path], Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
        }
        while (kills < Kills && clock.Elapsed < s_longest);
        output.WriteLine($"{kills} kills in {runs} runs, {duringSaves} of them during a save, within {clock.Elapsed.TotalSeconds:F1} s.");
        Assert.NotEqual(0, kills);
    }

    [SkippableFact]
    public void A_disk_that_is_full_ends_training_with_one_error_and_keeps_the_last_good_checkpoint()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Files have no limit here.");
        string[] expected = Uninterrupted();
        string path = Path.Combine(_folder.Path, "checkpoint");
        using var first = InterruptedRun.Start(path, everySteps: 1000, epochs: 3);
        Assert.Equal(expected[..3], first.Finish().Lines);
        byte[] good = File.ReadAllBytes(path);

        using var full = InterruptedRun.StartWithSmallFiles(path, kilobytes: 100);
        (int status, string[] lines) = full.Finish();
        Assert.Equal((1, expected[2]), (status, lines[0]));
        Assert.StartsWith($"{path}: cannot be written, and what there was is as it was. ", Assert.Single(lines[1..]), StringComparison.Ordinal);
        Assert.Equal(good, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));

        using var rest = InterruptedRun.Start(path, everySteps: 1);
        Assert.Equal(expected[2..], rest.Finish().Lines);
    }

    private string[] Uninterrupted()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "uninterrupted")).FullName;
        using var run = InterruptedRun.Start(Path.Combine(folder, "checkpoint"), everySteps: 1000);
        (int status, string[] lines) = run.Finish();
        Assert.Equal((0, 7), (status, lines.Length));
        return lines;
    }

    // No more than the one of the last process: each deletes what the one before it left.
    private static int CountOfUnfinished(string path)
    {
        int count = Directory.GetFiles(Path.GetDirectoryName(path)!, ".cnngen-*").Length;
        Assert.InRange(count, 0, 1);
        return count;
    }
}

using System.Diagnostics;
using System.Globalization;

namespace CnnGen.Runtime.Tests.Training;

/// <summary>A training run in a process of its own, CnnGen.Interruption.</summary>
internal sealed class InterruptedRun : IDisposable
{
    private readonly string _checkpoint;
    private readonly Process _process;

    private InterruptedRun(string checkpoint, ProcessStartInfo start)
    {
        _checkpoint = checkpoint;
        start.RedirectStandardOutput = true;
        _process = Process.Start(start)!;
    }

    /// <summary>Starts it, or goes on with it.</summary>
    /// <param name="checkpoint">The file.</param>
    /// <param name="everySteps">The steps between two saves.</param>
    /// <param name="epochs">It stops by itself after so many.</param>
    public static InterruptedRun Start(string checkpoint, int everySteps, int epochs = int.MaxValue) =>
        new(checkpoint, new ProcessStartInfo("dotnet", Arguments(checkpoint, everySteps, epochs)));

    /// <summary>Goes on with it where no file may grow beyond so many kilobytes.</summary>
    public static InterruptedRun StartWithSmallFiles(string checkpoint, int kilobytes)
    {
        // The program takes the signal that tells of it, as the samples do; it would end the process otherwise.
        const string Limited = "ulimit -f $0; exec dotnet \"$@\"";
        var start = new ProcessStartInfo(
            "bash", ["-c", Limited, kilobytes.ToString(CultureInfo.InvariantCulture), .. Arguments(checkpoint, 1, int.MaxValue)]);

        // With it the runtime has files of its own, which are larger.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return new InterruptedRun(checkpoint, start);
    }

    /// <summary>The signal that no process can catch, some time after the first save.</summary>
    /// <returns>Whether it hit: otherwise the run had ended before; and the lines that the run has written.</returns>
    public (bool Hit, string[] Lines) KillAfter(TimeSpan time)
    {
        DateTime before = File.GetLastWriteTimeUtc(_checkpoint);
        while (!_process.HasExited && File.GetLastWriteTimeUtc(_checkpoint) == before)
        {
            Thread.Sleep(1);
        }

        bool hit = !_process.WaitForExit(time);
        _process.Kill();
        return (hit, Finish().Lines);
    }

    /// <summary>Waits for the end.</summary>
    public (int Status, string[] Lines) Finish()
    {
        string[] lines = _process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        _process.WaitForExit();
        return (_process.ExitCode, lines);
    }

    public void Dispose() => _process.Dispose();

    private static string[] Arguments(string checkpoint, int everySteps, int epochs) =>
    [
        Path.Combine(AppContext.BaseDirectory, "CnnGen.Interruption.dll"),
        checkpoint,
        everySteps.ToString(CultureInfo.InvariantCulture),
        epochs.ToString(CultureInfo.InvariantCulture),
    ];
}

using System.Runtime.InteropServices;

namespace Samples;

/// <summary>The largest file that the system lets this process write (<c>ulimit -f</c>).</summary>
internal static class FileSizeLimit
{
    // SIGXFSZ, on Linux and macOS.
    private const PosixSignal Signal = (PosixSignal)25;

    /// <summary>
    /// Makes it an error of the write that reaches it, which leaves old files as they are. Without this the system ends the process
    /// there, with half a file left.
    /// </summary>
    /// <returns>To be kept while files are written.</returns>
    public static IDisposable? AsError() =>
        OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(Signal, context => context.Cancel = true);
}

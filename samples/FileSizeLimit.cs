using System.Runtime.InteropServices;

namespace Samples;

/// <summary>The largest file that the system lets this process write (<c>ulimit -f</c>).</summary>
internal static class FileSizeLimit
{
    // SIGXFSZ, on Linux and macOS.
    private const PosixSignal Signal = (PosixSignal)25;

    // To the end of the process: the signal is dealt with on another thread, which may come to it after the write has failed.
    private static PosixSignalRegistration? s_registration;

    /// <summary>
    /// Makes it an error of the write that reaches it, which leaves old files as they are. Without this the system ends the process
    /// there, with half a file left.
    /// </summary>
    public static void BecomesAnError() =>
        s_registration ??= OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(Signal, context => context.Cancel = true);
}

using System.Diagnostics;

namespace CnnGen.Benchmarks.PyTorch;

/// <summary>
/// Debian's PyTorch, with what makes it fast: OpenBLAS instead of the reference BLAS (forty times slower), and jemalloc,
/// since glibc's allocator halves the speed of large batches.
/// </summary>
/// <param name="OpenBlas">The folder of OpenBLAS.</param>
/// <param name="Jemalloc">The library of jemalloc.</param>
internal sealed record PyTorchInstallation(string OpenBlas, string Jemalloc)
{
    private const string Python = "/usr/bin/python3";
    private const string Libraries = "/usr/lib";

    /// <summary>Finds it.</summary>
    /// <exception cref="PyTorchException">It is not there, or not all of it.</exception>
    public static PyTorchInstallation Find()
    {
        if (!OperatingSystem.IsLinux())
        {
            throw PyTorchException.NotFound("a Debian system (or one of its kind)");
        }

        string openBlas = FindLibrary("openblas-openmp/libblas.so.3", "libopenblas0-openmp");
        string jemalloc = FindLibrary("libjemalloc.so.2", "libjemalloc2");
        if (!File.Exists(Python) || !CanImportTorch())
        {
            throw PyTorchException.NotFound($"{Python} with the modules torch and numpy (python3-torch, python3-numpy)");
        }

        return new PyTorchInstallation(Path.GetDirectoryName(openBlas)!, jemalloc);
    }

    /// <summary>How to start a Python script that trains on a number of threads.</summary>
    public ProcessStartInfo Start(int threads, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Python, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["LD_LIBRARY_PATH"] = OpenBlas;
        start.Environment["LD_PRELOAD"] = Jemalloc;
        start.Environment["MALLOC_CONF"] = "dirty_decay_ms:-1,muzzy_decay_ms:-1";
        start.Environment["OMP_NUM_THREADS"] = $"{threads}";
        start.Environment["OPENBLAS_NUM_THREADS"] = $"{threads}";
        start.Environment["OMP_WAIT_POLICY"] = "ACTIVE";
        return start;
    }

    private static string FindLibrary(string file, string package) =>
        Directory.EnumerateDirectories(Libraries, "*-linux-gnu*")
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists)
        ?? throw PyTorchException.NotFound($"{Libraries}/*/{file} ({package})");

    private static bool CanImportTorch()
    {
        using var probe = Process.Start(new ProcessStartInfo(Python, ["-c", "import torch, numpy"]) { RedirectStandardError = true })!;
        probe.StandardError.ReadToEnd();
        probe.WaitForExit();
        return probe.ExitCode == 0;
    }
}

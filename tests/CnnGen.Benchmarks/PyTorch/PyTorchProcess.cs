using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace CnnGen.Benchmarks.PyTorch;

/// <summary>
/// A Python process that trains one network on a number of threads, or predicts with it, when it is asked to. In between it is stopped: its
/// OpenMP threads wait in a busy loop, which makes it fast, and would take a core from whoever is measured meanwhile.
/// </summary>
internal sealed class PyTorchProcess : IDisposable
{
    private const int Stop = 19; // SIGSTOP
    private const int Continue = 18; // SIGCONT

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Process _process;

    /// <param name="installation">PyTorch.</param>
    /// <param name="work">What the script is to do: <c>train</c> or <c>predict</c>.</param>
    /// <param name="network">The network's name.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="samples">Samples to draw.</param>
    public PyTorchProcess(PyTorchInstallation installation, string work, string network, int threads, int samples)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "PyTorch", "peer.py");
        _process = Process.Start(installation.Start(threads, script, work, network, $"{threads}", $"{samples}"))!;
        AppDomain.CurrentDomain.ProcessExit += Kill;
    }

    /// <summary>Makes ready for a size of batch, and tries every variant.</summary>
    /// <returns>The parameters of PyTorch's network, and the variants' speeds.</returns>
    /// <exception cref="PyTorchException">The process has ended.</exception>
    public PyTorchAnswer Prepare(int batch, double seconds) => Ask(new { batch, seconds });

    /// <summary>Measures the variants that came near the best one.</summary>
    /// <exception cref="PyTorchException">The process has ended.</exception>
    public PyTorchAnswer Measure(double seconds) => Ask(new { seconds });

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Kill;
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private PyTorchAnswer Ask(object request)
    {
        try
        {
            Signal(Continue);
            _process.StandardInput.WriteLine(JsonSerializer.Serialize(request));
            _process.StandardInput.Flush();
            string answer = _process.StandardOutput.ReadLine() ?? throw new EndOfStreamException();
            Signal(Stop);
            return JsonSerializer.Deserialize<PyTorchAnswer>(answer, Json)!;
        }
        catch (IOException)
        {
            _process.WaitForExit();
            throw new PyTorchException($"PyTorch ended with exit code {_process.ExitCode} and without an answer; what it printed is above.");
        }
    }

    private void Signal(int signal)
    {
        if (!_process.HasExited)
        {
            _ = SendSignal(_process.Id, signal);
        }
    }

    private void Kill(object? sender, EventArgs arguments) => _process.Kill();

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}

/// <summary>What the Python process says.</summary>
/// <param name="Parameters">Weights and biases of its network.</param>
/// <param name="Speeds">Samples per second of each variant.</param>
internal sealed record PyTorchAnswer(int Parameters, IReadOnlyDictionary<string, double> Speeds);

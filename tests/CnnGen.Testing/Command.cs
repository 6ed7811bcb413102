using System.Diagnostics;

namespace CnnGen.Testing;

/// <summary>Programs that a test runs, <c>dotnet</c> above all, apart from the build that runs the test.</summary>
public static class Command
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="file">The program: a path, or a name that the system finds.</param>
    /// <param name="arguments">Its arguments, each as it is; none by default.</param>
    /// <param name="folder">Where it runs; the current folder by default.</param>
    /// <param name="environment">Variables that it has besides.</param>
    public static CommandResult Run(
        string file,
        IEnumerable<string>? arguments = null,
        string folder = "",
        IEnumerable<KeyValuePair<string, string?>>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments ?? [])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What runs these tests is a build itself, and would hand its own settings on to the one begun here.
        foreach (string variable in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(variable);
        }

        // A process that is kept for the next build would hold folders that the test deletes.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach ((string name, string? value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CommandResult(process.ExitCode, output, errors.Result);
    }
}

using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace CnnGen.Reproducibility.Tests;

/// <summary>The program as it is shipped: published into a temporary folder, beside whatever else builds it.</summary>
public sealed class PublishedProgram : IDisposable
{
    private const string Name = "CnnGen.Reproducibility";
    private const string Platform = "linux-x64";

    // No package source, a package that it lacks, or no linker: the machine is at fault, and not the program.
    private static readonly string[] Obstacles = ["NU1100", "NU1101", "NU1102", "NU1301", "Platform linker"];

    private readonly string _folder = Directory.CreateTempSubdirectory("cnngen-").FullName;
    private int _published;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Publishes the program and runs it.</summary>
    /// <param name="framework">What it is built for.</param>
    /// <param name="options">More options of <c>dotnet publish</c>.</param>
    /// <returns>The lines that it writes.</returns>
    public string[] Run(string framework, params string[] options)
    {
        Skip.IfNot(
            OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64,
            $"The program is published for {Platform} alone.");
        string output = Path.Combine(_folder, $"program{++_published}");
        (int status, string text) = Execute(
            "dotnet",
            [
                "publish", Project, "-c", "Release", "-f", framework, "-r", Platform, .. options,
                "-o", output, "--artifacts-path", Path.Combine(_folder, "artifacts"), "-nodeReuse:false",
            ]);
        string? obstacle = text.Split('\n').FirstOrDefault(line => status != 0 && Obstacles.Any(line.Contains));
        Skip.If(obstacle is not null, $"The program cannot be published here: {obstacle?.Trim()}");
        Assert.True(status == 0, text);

        (status, text) = Execute(Path.Combine(output, Name), []);
        Assert.True(status == 0, text);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Project => typeof(PublishedProgram).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Program").Value!;

    private static (int Status, string Text) Execute(string file, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true };

        // What runs these tests is a build itself, and would hand its own settings on to the one begun here.
        foreach (string variable in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(variable);
        }

        using Process process = Process.Start(start)!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text);
    }
}

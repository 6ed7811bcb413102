using System.Reflection;
using System.Runtime.InteropServices;
using CnnGen.Testing;

namespace CnnGen.Reproducibility.Tests;

/// <summary>The program as it is shipped: published into a temporary folder, beside whatever else builds it.</summary>
public sealed class PublishedProgram : IDisposable
{
    private const string Name = "CnnGen.Reproducibility";
    private const string Platform = "linux-x64";

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
        CommandResult publishing = Command.Run(
            "dotnet",
            [
                "publish", Project, "-c", "Release", "-f", framework, "-r", Platform, .. options,
                "-o", output, "--artifacts-path", Path.Combine(_folder, "artifacts"),
            ]);
        Skip.If(publishing.Obstacle is not null, $"The program cannot be published here: {publishing.Obstacle}");
        Assert.True(publishing.Status == 0, publishing.ToString());

        CommandResult run = Command.Run(Path.Combine(output, Name), []);
        Assert.True(run.Status == 0, run.ToString());
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Project => typeof(PublishedProgram).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Program").Value!;
}

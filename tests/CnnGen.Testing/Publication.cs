using System.Runtime.InteropServices;
using Xunit;

namespace CnnGen.Testing;

/// <summary>Programs as they are shipped: published into a temporary folder, beside whatever else builds them.</summary>
public sealed class Publication : IDisposable
{
    private const string Platform = "linux-x64";

    private readonly string _folder = Directory.CreateTempSubdirectory("cnngen-").FullName;
    private int _published;

    /// <summary>What is built on the way, one folder a project.</summary>
    public string Artifacts => Path.Combine(_folder, "artifacts");

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Publishes a program, or skips the test where this machine cannot.</summary>
    /// <param name="project">The project's file.</param>
    /// <param name="options">More options of <c>dotnet publish</c>.</param>
    /// <returns>The folder with what is shipped.</returns>
    public string Publish(string project, params IEnumerable<string> options)
    {
        Skip.IfNot(
            OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64,
            $"The program is published for {Platform} alone.");
        string output = Path.Combine(_folder, $"program{++_published}");

        // Analyzers have seen all of it when the tests were built, and would take as long as the compiler does.
        CommandResult publish = Command.Run(
            "dotnet",
            ["publish", project, "-c", "Release", "-r", Platform, "-p:RunAnalyzers=false", .. options, "-o", output, "--artifacts-path", Artifacts]);
        Skip.If(publish.Obstacle is not null, $"The program cannot be published here: {publish.Obstacle}");
        publish.Succeeded();
        return output;
    }
}

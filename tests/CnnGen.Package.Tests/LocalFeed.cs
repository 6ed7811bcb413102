using System.IO.Compression;
using CnnGen.Testing;

namespace CnnGen.Package.Tests;

/// <summary>
/// A folder outside of the repository, with a feed of the packages as they are now. Projects are made beside it, and
/// restored into packages of their own, under a version that no other cache has.
/// </summary>
public sealed class LocalFeed : IDisposable
{
    private readonly Dictionary<string, string?> _environment;

    public LocalFeed()
    {
        Folder = Directory.CreateTempSubdirectory("cnngen-").FullName;
        Version = $"0.1.{Random.Shared.Next()}";
        _environment = new()
        {
            ["NUGET_PACKAGES"] = Path.Combine(Folder, "packages"),
            ["NUGET_FALLBACK_PACKAGES"] = Settings.Packages,
        };
        foreach (string project in new[] { "runtime/CnnGen/CnnGen.csproj", "runtime/CnnGen.Onnx/CnnGen.Onnx.csproj" })
        {
            Pack(project, Path.Combine(Folder, "feed"), $"-p:PackageVersion={Version}");
        }

        Consumers = Task.Run(() => new Consumers(this));
    }

    /// <summary>Where projects are made; the feed is its folder <c>feed</c>.</summary>
    public string Folder { get; }

    /// <summary>The version of the packages.</summary>
    public string Version { get; }

    /// <summary>Projects on the packages, which are built while other tests run.</summary>
    public Task<Consumers> Consumers { get; }

    public void Dispose()
    {
        // Until then a build writes into the folder.
        Task.WhenAny(Consumers).Wait();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Runs a program as a user of the packages would.</summary>
    public CommandResult Run(string folder, string file, params string[] arguments) =>
        Command.Run(file, arguments, folder, _environment);

    /// <summary>Opens a package.</summary>
    public ZipArchive Open(string id, string extension = "nupkg") =>
        ZipFile.OpenRead(Path.Combine(Folder, "feed", $"{id}.{Version}.{extension}"));

    /// <summary>Packs a project as it was built for this test: nothing is built here, since other projects are built at the same time.</summary>
    /// <param name="project">The project.</param>
    /// <param name="output">The folder for its packages.</param>
    /// <param name="properties">What else is to be said to MSBuild.</param>
    public void Pack(string project, string output, params string[] properties)
    {
        string[] artifacts = Settings.Artifacts.Length == 0 ? [] : ["--artifacts-path", Settings.Artifacts];
        CommandResult packing = Command.Run(
            "dotnet",
            [
                "pack", Path.Combine(Settings.Repository, project), "-c", Settings.Configuration, "--no-build", "--no-restore",
                .. artifacts, .. properties, $"-p:NuspecOutputPath={Path.Combine(Folder, "nuspec")}", "-o", output,
            ]);
        Assert.True(packing.Status == 0, packing.ToString());
    }
}

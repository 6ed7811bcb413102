using System.Xml.Linq;
using CnnGen.Testing;

namespace CnnGen.Package.Tests;

/// <summary>New projects that reference the packages, built outside of the repository.</summary>
public sealed class Consumers
{
    private readonly LocalFeed _feed;
    private readonly string _folder;

    public Consumers(LocalFeed feed)
    {
        _feed = feed;
        _folder = Path.Combine(feed.Folder, "consumers");
        string source = Path.Combine(Settings.Repository, "tests", "CnnGen.Package.Tests", "Consumers");
        foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(_folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        new XElement(
            "Project",
            new XElement(
                "PropertyGroup",
                new XElement("CnnGenVersion", feed.Version),
                new XElement("TestSdkVersion", VersionOf("Microsoft.NET.Test.Sdk")),
                new XElement("XunitVersion", VersionOf("xunit")),
                new XElement("XunitRunnerVersion", VersionOf("xunit.runner.visualstudio"))))
            .Save(Path.Combine(_folder, "Directory.Build.props"));

        CommandResult building = Run("dotnet", "build", "-c", "Release", "Consumers.slnx");
        Assert.True(building.Status == 0, building.ToString());
        Assert.Contains("0 Warning(s)", building.Output, StringComparison.Ordinal);
    }

    /// <summary>Runs a program in the folder that has the projects.</summary>
    public CommandResult Run(string file, params string[] arguments) => _feed.Run(_folder, file, arguments);

    // The versions that the repository itself uses.
    private static string VersionOf(string package) =>
        XDocument.Load(Path.Combine(Settings.Repository, "Directory.Packages.props")).Descendants("PackageVersion")
            .Single(version => version.Attribute("Include")!.Value == package)
            .Attribute("Version")!.Value;
}

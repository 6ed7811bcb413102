using CnnGen.Analyzer;
using CnnGen.Generator;

namespace CnnGen.Testing;

/// <summary>Programs of one file on the runtime and the generator as they were built, outside of the repository, built together.</summary>
/// <param name="buildFiles">The folder of <c>CnnGen.props</c> and <c>CnnGen.targets</c>.</param>
/// <param name="analyzers">What is loaded into the compiler besides generator and analyzer.</param>
public sealed class TemporaryProjects(string buildFiles, params IEnumerable<string> analyzers) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cnngen-").FullName;
    private readonly List<string> _projects = [];

    /// <summary>Adds a project.</summary>
    /// <param name="program">The text of its file, Program.cs.</param>
    /// <param name="properties">Properties, as the project's file has them.</param>
    /// <param name="editorConfig">Its .editorconfig.</param>
    /// <returns>Its folder.</returns>
    public string Add(string program, string properties = "", string editorConfig = "")
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, FormattableString.Invariant($"{_projects.Count}"))).FullName;
        File.WriteAllText(Path.Combine(folder, "Program.cs"), program);
        File.WriteAllText(Path.Combine(folder, ".editorconfig"), "root = true\n" + editorConfig);
        string project = Path.Combine(folder, "app.csproj");
        File.WriteAllText(
            project,
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="{buildFiles}/CnnGen.props" />
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <Optimize>true</Optimize>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{typeof(NetworkAttribute).Assembly.Location}" />
                <Analyzer Include="{string.Join(';', (string[])[typeof(NetworkGenerator).Assembly.Location, typeof(NetworkAnalyzer).Assembly.Location, .. analyzers])}" />
              </ItemGroup>
              <Import Project="{buildFiles}/CnnGen.targets" />
            </Project>
            """);
        _projects.Add(project);
        return folder;
    }

    /// <summary>Builds all projects, each to its end, whatever is wrong with the others.</summary>
    /// <returns>What was said of them, each complaint on a line that ends with the project in brackets.</returns>
    public CommandResult Build()
    {
        string all = Path.Combine(_folder, "all.proj");
        string projects = string.Join(';', _projects);
        File.WriteAllText(
            all,
            $"""
            <Project DefaultTargets="Build">
              <Target Name="Restore"><MSBuild Projects="{projects}" Targets="Restore" /></Target>
              <Target Name="Build"><MSBuild Projects="{projects}" ContinueOnError="ErrorAndContinue" /></Target>
            </Project>
            """);
        return Command.Run("dotnet", ["msbuild", all, "-restore", "-nologo", "-v:m", "-tl:off", "-m:1"]);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

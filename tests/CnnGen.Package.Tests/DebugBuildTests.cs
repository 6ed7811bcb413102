using CnnGen.Testing;

namespace CnnGen.Package.Tests;

/// <summary>The first run of a program is a debug build, in which a network trains some fifty times slower: that is said there.</summary>
[Collection(LocalFeedCollection.Name)]
public class DebugBuildTests(LocalFeed feed)
{
    private const string Warning = "warning CNN4001: Network 'Line' is compiled without optimization";

    private const string Program =
        """
        using CnnGen;

        System.Console.WriteLine($"{Line.ParameterCount} parameters");

        [Network(2), FullyConnected(2), SoftmaxCrossEntropy]
        public sealed partial class Line;
        """;

    [Theory]
    [InlineData("plain", "", true)]
    [InlineData("strict", "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", true)]
    [InlineData("others", "<WarningsAsErrors>CS0219</WarningsAsErrors><WarningsNotAsErrors>CS0168</WarningsNotAsErrors>", true)]
    [InlineData("meant", "<WarningsAsErrors>CNN4001</WarningsAsErrors>", false)]
    public void A_project_is_told_and_runs_unless_the_warning_is_to_be_an_error(string name, string properties, bool runs)
    {
        string folder = Folder(name);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);
        File.WriteAllText(
            Path.Combine(folder, "app.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="CnnGen" Version="{feed.Version}" />
              </ItemGroup>
            </Project>
            """);
        CommandResult run = feed.Run(folder, "dotnet", "run");
        Assert.True(run.Status == 0 == runs, run.ToString());
        Assert.Contains(runs ? Warning : Warning.Replace("warning", "error", StringComparison.Ordinal), run.ToString(), StringComparison.Ordinal);
        Assert.Equal(runs, run.Output.Contains("6 parameters", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_run_without_a_project_is_told_too()
    {
        string folder = Folder("file");
        File.WriteAllText(Path.Combine(folder, "app.cs"), $"#:package CnnGen@{feed.Version}\n#:property PublishAot=false\n{Program}");
        CommandResult run = feed.Run(folder, "dotnet", "run", "app.cs");
        Assert.True(run.Status == 0, run.ToString());
        Assert.Contains(Warning, run.ToString(), StringComparison.Ordinal);
        Assert.Contains("6 parameters", run.Output, StringComparison.Ordinal);
    }

    private string Folder(string name)
    {
        string folder = Directory.CreateDirectory(Path.Combine(feed.Folder, "debug", name)).FullName;
        File.WriteAllText(
            Path.Combine(folder, "nuget.config"),
            $"""<configuration><packageSources><clear /><add key="feed" value="{Path.Combine(feed.Folder, "feed")}" /></packageSources></configuration>""");
        return folder;
    }
}

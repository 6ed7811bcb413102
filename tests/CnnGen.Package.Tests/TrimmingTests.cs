using System.Runtime.InteropServices;
using CnnGen.Testing;

namespace CnnGen.Package.Tests;

/// <summary>
/// A program whose attributes of debug builds are trimmed away, as those for a browser are, is published without a warning of CnnGen.
/// </summary>
[Collection(LocalFeedCollection.Name)]
public class TrimmingTests(LocalFeed feed)
{
    // A line of the program's own that does what the trimmer warns of shows that it looks.
    private const string Program =
        """
        using System.Diagnostics;
        using System.Reflection;
        using CnnGen;

        System.Console.WriteLine(typeof(Line).Assembly.GetCustomAttribute<DebuggableAttribute>() is null);
        var trainer = new Trainer<Line>(new Line(seed: 1), new Sgd(0.1f));
        System.Console.WriteLine(trainer.BatchSize);

        [Network(2), FullyConnected(2), SoftmaxCrossEntropy]
        public sealed partial class Line;
        """;

    [SkippableFact]
    public void Attributes_of_debug_builds_may_be_trimmed_away()
    {
        string folder = Directory.CreateDirectory(Path.Combine(feed.Folder, "trimmed")).FullName;
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);
        File.WriteAllText(
            Path.Combine(folder, "attributes.xml"),
            """
            <linker>
              <assembly fullname="System.Private.CoreLib">
                <type fullname="System.Diagnostics.DebuggableAttribute">
                  <attribute internal="RemoveAttributeInstances" />
                </type>
              </assembly>
            </linker>
            """);
        File.WriteAllText(
            Path.Combine(folder, "app.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <PublishTrimmed>true</PublishTrimmed>
                <TrimmerSingleWarn>false</TrimmerSingleWarn>
                <_ExtraTrimmerArgs>--link-attributes "$(MSBuildProjectDirectory)/attributes.xml"</_ExtraTrimmerArgs>
                <RestoreAdditionalProjectSources>{Path.Combine(feed.Folder, "feed")}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="CnnGen" Version="{feed.Version}" />
                <TrimmerRootAssembly Include="CnnGen" />
              </ItemGroup>
            </Project>
            """);
        CommandResult publishing = feed.Run(folder, "dotnet", "publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", "out");
        Skip.If(publishing.Obstacle is not null, $"Nothing can be published here: {publishing.Obstacle}");
        Assert.True(publishing.Status == 0, publishing.ToString());
        string warning = Assert.Single(publishing.Lines.Where(line => line.Contains("warning IL", StringComparison.Ordinal)).Distinct());
        Assert.Matches(@"Program\.cs\(5\D.*warning IL2045: ", warning);
    }
}

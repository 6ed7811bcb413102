using CnnGen.Testing;

namespace CnnGen.Package.Tests;

/// <summary>A project for a framework that there is no runtime for is told so when the package is restored.</summary>
[Collection(LocalFeedCollection.Name)]
public class FrameworkTests(LocalFeed feed)
{
    [Theory]
    [InlineData("net8.0")]
    [InlineData("net48")]
    [InlineData("netstandard2.0")]
    public void An_older_framework_is_refused_with_those_there_are(string framework)
    {
        string folder = Directory.CreateDirectory(Path.Combine(feed.Folder, framework)).FullName;

        // Without the framework's own packages, which need not be fetched for that.
        File.WriteAllText(
            Path.Combine(folder, "Old.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>{framework}</TargetFramework>
                <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
                <AutomaticallyUseReferenceAssemblyPackages>false</AutomaticallyUseReferenceAssemblyPackages>
                <RestoreSources>{Path.Combine(feed.Folder, "feed")}</RestoreSources>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="CnnGen" Version="{feed.Version}" />
              </ItemGroup>
            </Project>
            """);
        CommandResult restoring = feed.Run(folder, "dotnet", "restore");
        Assert.NotEqual(0, restoring.Status);
        Assert.Contains($"error NU1202: Package CnnGen {feed.Version} is not compatible with {framework} ", restoring.Output, StringComparison.Ordinal);
        Assert.Contains("- net10.0 (", restoring.Output, StringComparison.Ordinal);
        Assert.Contains("- net9.0 (", restoring.Output, StringComparison.Ordinal);
    }
}

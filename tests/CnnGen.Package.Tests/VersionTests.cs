using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CnnGen.Package.Tests;

/// <summary>What NuGet has unpacked once under a version, it takes from then on.</summary>
[Collection(LocalFeedCollection.Name)]
public partial class VersionTests(LocalFeed feed)
{
    private const string Onnx = "runtime/CnnGen.Onnx/CnnGen.Onnx.csproj";

    [SkippableFact]
    public void A_package_that_is_no_release_carries_the_commit_in_its_version_and_wants_CnnGen_of_the_same()
    {
        Skip.IfNot(Path.Exists(Path.Combine(Settings.Repository, ".git")), "There are no commits here.");
        XElement[] package = Pack("local", "-p:ContinuousIntegrationBuild=false");
        string version = package.Single(element => element.Name.LocalName == "version").Value;
        Assert.Matches(LocalVersion(), version);
        Assert.All(
            package.Where(element => element.Attribute("id")?.Value == "CnnGen"),
            dependency => Assert.Equal($"[{version}]", dependency.Attribute("version")!.Value));
    }

    [Fact]
    public void A_release_has_the_version_alone()
    {
        XElement[] package = Pack("release", "-p:ContinuousIntegrationBuild=true");
        Assert.Equal("0.1.0", package.Single(element => element.Name.LocalName == "version").Value);
    }

    [GeneratedRegex(@"^0\.1\.0-local\.[0-9]+\.g[0-9a-f]{10}(\.d[0-9a-f]{10})?$")]
    private static partial Regex LocalVersion();

    private XElement[] Pack(string folder, string property)
    {
        string output = Path.Combine(feed.Folder, folder);
        feed.Pack(Onnx, output, property);
        using ZipArchive package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(output, "*.nupkg")));
        using Stream stream = package.GetEntry("CnnGen.Onnx.nuspec")!.Open();
        return [.. XDocument.Load(stream).Descendants()];
    }
}

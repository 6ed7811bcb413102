using System.IO.Compression;
using System.Xml.Linq;

namespace CnnGen.Package.Tests;

/// <summary>What lies in the packages.</summary>
[Collection(LocalFeedCollection.Name)]
public class ContentTests(LocalFeed feed)
{
    [Fact]
    public void Runtime_and_generator_come_in_one_package()
    {
        string[] expected =
        [
            "LICENSE", "README.md",
            "analyzers/dotnet/cs/CnnGen.Analyzer.dll", "analyzers/dotnet/cs/CnnGen.CodeFixes.dll", "analyzers/dotnet/cs/CnnGen.Generator.dll",
            "lib/net10.0/CnnGen.dll", "lib/net10.0/CnnGen.xml", "lib/net9.0/CnnGen.dll", "lib/net9.0/CnnGen.xml",
            .. BuildFiles("build/net9.0"), .. BuildFiles("buildTransitive/net9.0"),
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Files("CnnGen"));
    }

    [Fact]
    public void The_package_for_ONNX_has_nothing_but_its_assembly() => Assert.Equal(
        [
            "LICENSE", "README.md",
            "lib/net10.0/CnnGen.Onnx.dll", "lib/net10.0/CnnGen.Onnx.xml", "lib/net9.0/CnnGen.Onnx.dll", "lib/net9.0/CnnGen.Onnx.xml",
        ],
        Files("CnnGen.Onnx"));

    [Theory]
    [InlineData("CnnGen")]
    [InlineData("CnnGen.Onnx")]
    public void Each_package_has_its_symbols(string id)
    {
        using ZipArchive package = feed.Open(id, "snupkg");
        Assert.Equal(
            [$"lib/net10.0/{id}.pdb", $"lib/net9.0/{id}.pdb"],
            package.Entries.Select(entry => entry.FullName).Where(name => name.EndsWith(".pdb", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void The_runtime_depends_on_no_package() => Assert.Empty(Dependencies("CnnGen"));

    [Fact]
    public void The_package_for_ONNX_brings_the_same_version_of_CnnGen_with_its_generator()
    {
        XElement[] dependencies = [.. Dependencies("CnnGen.Onnx")];
        Assert.Equal(["CnnGen", "CnnGen", "Google.Protobuf", "Google.Protobuf"], dependencies.Select(Id).Order());
        Assert.All(dependencies.Where(dependency => Id(dependency) == "CnnGen"), dependency =>
        {
            Assert.Equal($"[{feed.Version}]", dependency.Attribute("version")!.Value);
            Assert.Equal("All", dependency.Attribute("include")!.Value);
        });
    }

    private static string Id(XElement dependency) => dependency.Attribute("id")!.Value;

    private static IEnumerable<string> BuildFiles(string folder)
    {
        var source = new DirectoryInfo(Path.Combine(Settings.Repository, "runtime", "CnnGen", "build"));
        return source.Exists ? source.GetFiles("*.*s").Select(file => $"{folder}/{file.Name}") : [];
    }

    private string[] Files(string id)
    {
        // Without what the format itself consists of.
        using ZipArchive package = feed.Open(id);
        return
        [
            .. package.Entries.Select(entry => entry.FullName)
                .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal)
                    && !name.StartsWith("package/", StringComparison.Ordinal)
                    && name != "[Content_Types].xml"
                    && name != $"{id}.nuspec")
                .Order(StringComparer.Ordinal),
        ];
    }

    private XElement[] Dependencies(string id)
    {
        using ZipArchive package = feed.Open(id);
        using Stream stream = package.GetEntry($"{id}.nuspec")!.Open();
        return [.. XDocument.Load(stream).Descendants().Where(element => element.Name.LocalName == "dependency")];
    }
}

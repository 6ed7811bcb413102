using System.Text;
using System.Text.Json;
using CnnGen.Testing;

namespace CnnGen.Generator.Tests.Weights;

/// <summary>What the files in <c>runtime/CnnGen/build</c> do in a project that imports them, as the package's users do.</summary>
[Trait("Speed", "Slow")]
public sealed class BuildFilesTests : IDisposable
{
    private const string Header = "{\"__metadata__\":{\"cnngen.network\":\"A\"}}";
    private static readonly string[] WriteHeaders = ["-t:WriteCnnGenHeaders", "-p:IntermediateOutputPath=obj/"];

    private readonly string _folder = Directory.CreateTempSubdirectory("cnngen-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_item_becomes_a_resource_and_is_shown_to_the_generator()
    {
        CommandResult build = Build(
            """<CnnGenWeights Include="a.safetensors" Network="App.A" /><CnnGenWeights Include="b.safetensors" Network="App.B" />""",
            "-t:CheckCnnGenWeights", "-getItem:EmbeddedResource", "-getItem:AdditionalFiles").Succeeded();
        Assert.Contains("\"LogicalName\": \"App.A.safetensors\"", build.Output, StringComparison.Ordinal);
        Assert.Contains("\"LogicalName\": \"App.B.safetensors\"", build.Output, StringComparison.Ordinal);
        Assert.Contains("\"CnnGenNetwork\": \"App.A\"", build.Output, StringComparison.Ordinal);
        Assert.Contains("\"CnnGenNetwork\": \"App.B\"", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_header_alone_becomes_text_for_the_compiler_and_that_of_a_file_that_has_none_is_empty()
    {
        (string Name, byte[] Content)[] files =
        [
            ("whole", Weights(Header)),
            ("a space; and more", Weights(Header)),
            ("empty", []),
            ("short", [1, 2, 3]),
            ("text", Encoding.UTF8.GetBytes("version https://git-lfs.github.com/spec/v1")),
            ("a header that ends behind the file", [.. BitConverter.GetBytes(100_000_000UL), (byte)'{', (byte)'}']),
            ("a negative length", [.. BitConverter.GetBytes(ulong.MaxValue), (byte)'{', (byte)'}']),
            ("zeros", Weights("{\0\0}")),
            ("no UTF-8", [.. BitConverter.GetBytes(3UL), (byte)'{', 0xFF, (byte)'}']),
            ("no object", Weights("[]")),
        ];
        foreach ((string name, byte[] content) in files)
        {
            File.WriteAllBytes(Path.Combine(_folder, name), content);
        }

        CommandResult build = Build(
            string.Concat(files.Select((file, i) => $"""<CnnGenWeights Include="{file.Name.Replace(";", "%3B", StringComparison.Ordinal)}" Network="App.Outer+N{i}" />""")),
            [.. WriteHeaders, "-getItem:AdditionalFiles"]).Succeeded();
        using JsonDocument items = JsonDocument.Parse(build.Output);
        (string? File, string? Network, string Text)[] headers =
        [
            .. items.RootElement.GetProperty("Items").GetProperty("AdditionalFiles").EnumerateArray()
                .Where(item => item.TryGetProperty("CnnGenHeaderOf", out _))
                .Select(item => (
                    item.GetProperty("CnnGenWeightsFile").GetString(), item.GetProperty("CnnGenHeaderOf").GetString(), File.ReadAllText(item.GetProperty("FullPath").GetString()!))),
        ];
        Assert.Equal(files.Select((file, i) => (Path.Combine(_folder, file.Name), $"App.Outer+N{i}", i < 2 ? Header : string.Empty)), headers!);
    }

    [Fact]
    public void The_header_is_written_anew_when_the_file_is_another_one_or_of_another_time()
    {
        const string Other = "{\"__metadata__\":{\"cnngen.network\":\"Other\"}}";
        const string Item = """<CnnGenWeights Include="a.safetensors" Network="App.A" />""";
        File.WriteAllBytes(Path.Combine(_folder, "first"), Weights(Header));
        File.WriteAllBytes(Path.Combine(_folder, "second"), Weights(Other));
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "second"), DateTime.UnixEpoch);
        Assert.Equal(Header, HeaderOf("first"));
        string written = Assert.Single(Directory.GetFiles(Path.Combine(_folder, "obj", "CnnGen"), "*.json"));
        File.WriteAllText(written, "kept");
        Assert.Equal("kept", HeaderOf("first"));
        Assert.Equal(Other, HeaderOf("second"));
        File.WriteAllBytes(Path.Combine(_folder, "second"), Weights(Header));
        Assert.Equal(Header, HeaderOf("second"));
        File.WriteAllBytes(Path.Combine(_folder, "second"), Weights(Other));
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "second"), DateTime.UnixEpoch);
        Assert.Equal(Other, HeaderOf("second"));

        string HeaderOf(string file)
        {
            Build(Item.Replace("a.safetensors", file, StringComparison.Ordinal), WriteHeaders).Succeeded();
            return File.ReadAllText(Assert.Single(Directory.GetFiles(Path.Combine(_folder, "obj", "CnnGen"), "*.json")));
        }
    }

    [Theory]
    [InlineData(
        """<CnnGenWeights Include="a.safetensors" Network="App.A" /><CnnGenWeights Include="lost.safetensors" Network="App.B" />""",
        "Expected the weights of network 'App.B' in '{folder}/lost.safetensors', but there is no such file.")]
    [InlineData(
        """<CnnGenWeights Include="a.safetensors" /><CnnGenWeights Include="b.safetensors" Network="App.B" />""",
        "CnnGenWeights 'a.safetensors' does not tell whose weights these are. Add the full name of the class: <CnnGenWeights Include=\"a.safetensors\" Network=\"MyApp.LeNet5\" />.")]
    [InlineData(
        """<CnnGenWeights Include="a.safetensors" Network="App.A" /><CnnGenWeights Include="b.safetensors" Network="App.A" />""",
        "Expected one item CnnGenWeights for network 'App.A', but found 2: a.safetensors, b.safetensors. Remove all but one.")]
    [InlineData(
        """<CnnGenWeights Include="a.safetensors" Network="App.A" /><CnnGenWeights Include="a.safetensors" Network="App.B" />""",
        "Expected 'a.safetensors' in one item CnnGenWeights, but found 2, for App.A, App.B. Give each network a file of its own.")]
    public void A_wrong_item_is_one_error_that_names_it(string items, string message)
    {
        CommandResult build = Build(items, "-t:CheckCnnGenWeights");
        Assert.NotEqual(0, build.Status);
        string error = Assert.Single(build.Lines, line => line.Contains("error", StringComparison.Ordinal));
        Assert.Contains($"app.proj : error : {message.Replace("{folder}", _folder, StringComparison.Ordinal)}", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linux-x64", "v10.0", "", "x86-64-v3")]
    [InlineData("win-x64", "v9.0", "", "avx2,bmi,bmi2,fma,lzcnt,movbe,popcnt")]
    [InlineData("linux-x64", "v10.0", "native", "native")]
    [InlineData("linux-arm64", "v10.0", "", "")]
    public void Native_code_is_for_processors_with_FMA_unless_the_project_chooses(
        string platform, string framework, string chosen, string expected)
    {
        CommandResult build = Build(
            string.Empty, "-t:ChooseCnnGenInstructionSet", $"-p:RuntimeIdentifier={platform}", $"-p:TargetFrameworkVersion={framework}",
            $"-p:Chosen={chosen}", "-getProperty:IlcInstructionSet");
        Assert.Equal(expected, build.Succeeded().Output.Trim());
    }

    // The generator would say nothing there, since nobody runs it.
    [Theory]
    [InlineData("F#", "[<Network(1, 28, 28); Flatten>]", true)]
    [InlineData("F#", "[<CnnGen.NetworkAttribute(4)>]", true)]
    [InlineData("F#", "let trained (network: Digits) = Network(3) > 2 && 1 < Network.Count(4)", false)]
    [InlineData("VB", "<Network(1, 28, 28), Flatten>", true)]
    [InlineData("VB", "If a < b Then Predict(network)", false)]
    [InlineData("C#", "[Network(1, 28, 28)] List<Network(", false)]
    public void A_network_in_another_language_is_a_warning(string language, string text, bool isDeclaration)
    {
        string file = Path.Combine(_folder, "Models.txt");
        File.WriteAllText(file, text);
        CommandResult build = Build($"""<Compile Include="{file}" />""", "-t:CheckCnnGenLanguage", $"-p:Language={language}").Succeeded();
        Assert.Equal(
            isDeclaration
                ? [$"{file} : warning : Networks are compiled in C# projects alone: no code is written for [Network] in {language}. Declare the network in a C# project, and reference that."]
                : [],
            build.Lines.Select(line => line.Split(" [/", StringSplitOptions.None)[0]));
    }

    private CommandResult Build(string items, params IEnumerable<string> options)
    {
        string project = Path.Combine(_folder, "app.proj");
        File.WriteAllText(Path.Combine(_folder, "a.safetensors"), string.Empty);
        File.WriteAllText(Path.Combine(_folder, "b.safetensors"), string.Empty);
        File.WriteAllText(
            project,
            $"""
            <Project>
              <Import Project="{Repository.PathOf("runtime", "CnnGen", "build", "CnnGen.props")}" />
              <PropertyGroup><IlcInstructionSet>$(Chosen)</IlcInstructionSet></PropertyGroup>
              <ItemGroup>{items}</ItemGroup>
              <Import Project="{Repository.PathOf("runtime", "CnnGen", "build", "CnnGen.targets")}" />
            </Project>
            """);
        return Command.Run("dotnet", ["msbuild", project, "-nologo", "-v:m", .. options]);
    }

    private static byte[] Weights(string header) => [.. BitConverter.GetBytes((ulong)Encoding.UTF8.GetByteCount(header)), .. Encoding.UTF8.GetBytes(header), 1, 2, 3];
}

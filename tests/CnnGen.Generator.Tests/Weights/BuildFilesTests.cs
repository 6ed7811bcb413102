using CnnGen.Testing;

namespace CnnGen.Generator.Tests.Weights;

/// <summary>What the files in <c>runtime/CnnGen/build</c> do in a project that imports them, as the package's users do.</summary>
public sealed class BuildFilesTests : IDisposable
{
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
}

using System.Text;
using CnnGen.Testing;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>What is wrong with a network is said in each build once, whether that runs analyzers or not.</summary>
[Trait("Speed", "Slow")]
public class BuildTests(BuildTests.Builds builds) : IClassFixture<BuildTests.Builds>
{
    private const string Right =
        """
        using CnnGen;

        System.Console.WriteLine("runs");

        [Network(1, 8, 8)]
        [Conv2D(4, 3), Flatten, FullyConnected(3), SoftmaxCrossEntropy]
        public sealed partial class Digits;
        """;

    private const string Error = "error CNN2002";
    private const string Warning = "warning CNN1010";
    private const string Embedding = """</PropertyGroup><ItemGroup><CnnGenWeights Include="digits.safetensors" Network="Digits" /></ItemGroup><PropertyGroup>""";
    private const string OtherWeights = """{"__metadata__":{"cnngen.network":"Digits"},"conv1.bias":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""";

    private static readonly string Wrong = Right.Replace("Flatten, ", string.Empty, StringComparison.Ordinal);
    private static readonly string Advised = Right.Replace("(3), Softmax", "(3), Sigmoid, Softmax", StringComparison.Ordinal);

    private static readonly Case[] Cases =
    [
        new("Right", Right, "", "", null),
        new("Wrong", Wrong, "", "", Error),
        new("Wrong, no analyzers", Wrong, "<RunAnalyzers>false</RunAnalyzers>", "", Error),
        new("Wrong, no analyzers in builds", Wrong, "<RunAnalyzersDuringBuild>false</RunAnalyzersDuringBuild>", "", Error),
        new("Wrong, analyzers after all", Wrong, "<RunAnalyzers>true</RunAnalyzers><RunAnalyzersDuringBuild>false</RunAnalyzersDuringBuild>", "", Error),
        new("Wrong, a build that an editor begins", Wrong, "<IsImplicitlyTriggeredBuild>true</IsImplicitlyTriggeredBuild>", "", Error),
        new("Wrong, such a build with analyzers", Wrong, "<IsImplicitlyTriggeredBuild>true</IsImplicitlyTriggeredBuild><TreatWarningsAsErrors>true</TreatWarningsAsErrors>", "", Error),
        new("Wrong, NoWarn", Wrong, "<NoWarn>$(NoWarn);CNN2002</NoWarn>", "", Error),
        new("Wrong, an .editorconfig", Wrong, "", "[*.cs]\ngenerated_code = true\ndotnet_diagnostic.CNN2002.severity = none\n", Error),
        new("Wrong, an .editorconfig for all", Wrong, "", "[*.cs]\ndotnet_analyzer_diagnostic.severity = none\n", Error),
        // Which no analyzer can help; but no code is written.
        new("Wrong, an attribute", Wrong.Replace("[Network", "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"CnnGen.Shape\", \"CNN2002\")]\n[Network", StringComparison.Ordinal), "", "", null),
        new("Advice", Advised, "", "", Warning),
        new("Advice, no analyzers", Advised, "<RunAnalyzers>false</RunAnalyzers>", "", Warning),
        new("Advice, NoWarn", Advised, "<NoWarn>$(NoWarn);CNN1010</NoWarn>", "", null),
        new("Advice, WarningsAsErrors", Advised, "<WarningsAsErrors>CNN1010</WarningsAsErrors>", "", "error CNN1010"),
        new("Advice, TreatWarningsAsErrors", Advised, "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", "", "error CNN1010"),
        new("Advice, an .editorconfig", Advised, "", "[*.cs]\ndotnet_diagnostic.CNN1010.severity = none\n", null),
        new("Advice, an .editorconfig that makes it an error", Advised, "", "[*.cs]\ndotnet_diagnostic.CNN1010.severity = error\n", "error CNN1010"),
        new("Advice, a pragma", "#pragma warning disable CNN1010\n" + Advised, "", "", null),
        new("Weights of another network", Right, Embedding, "", "warning CNN5002", OtherWeights),
        new("Weights of another network, no analyzers", Right, $"<RunAnalyzers>false</RunAnalyzers>{Embedding}", "", "warning CNN5002", OtherWeights),
        new("Weights of another network, NoWarn", Right, $"<NoWarn>$(NoWarn);CNN5002</NoWarn>{Embedding}", "", null, OtherWeights),
        new("Damaged weights", Right, Embedding, "", null, "?"),
    ];

    public static TheoryData<string> Names() => [.. Cases.Select(built => built.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_build_says_it_once(string name)
    {
        int index = Array.FindIndex(Cases, built => built.Name == name);
        string[] complaints = [.. builds.Output.Lines.Where(line => line.EndsWith($"/{index}/app.csproj]", StringComparison.Ordinal))];
        Assert.Equal(
            Cases[index].Expected is { } expected ? [expected] : [],
            complaints.Select(line => line.Split(": ")[1]));
    }

    // Visual Studio runs analyzers while one types, unless they are switched off there.
    [Theory]
    [InlineData("false", "DesignTimeBuild=true")]
    [InlineData("false", "DesignTimeBuild=true", "RunAnalyzersDuringBuild=false")]
    [InlineData("true", "DesignTimeBuild=true", "RunAnalyzersDuringLiveAnalysis=false")]
    [InlineData("false", "DesignTimeBuild=true", "RunAnalyzersDuringLiveAnalysis=false", "RunAnalyzers=true")]
    [InlineData("true", "DesignTimeBuild=true", "RunAnalyzers=false")]
    public void While_one_types_the_generator_reports_where_no_analyzer_does(string expected, params string[] properties)
    {
        CommandResult result = Command.Run(
            "dotnet",
            [
                "msbuild", Repository.PathOf("runtime", "CnnGen", "build", "CnnGen.targets"), "-nologo", "-t:ChooseCnnGenReporter",
                "-getProperty:CnnGenGeneratorReports", .. properties.Select(property => $"-p:{property}"),
            ]);
        Assert.Equal(expected, result.Succeeded().Output.Trim());
    }

    /// <summary>All cases, built at once.</summary>
    public sealed class Builds : IDisposable
    {
        private readonly TemporaryProjects _projects = new(Repository.PathOf("runtime", "CnnGen", "build"));

        public Builds()
        {
            foreach (Case built in Cases)
            {
                string folder = _projects.Add(built.Program, built.Properties, built.EditorConfig);
                if (built.Header is { } header)
                {
                    File.WriteAllBytes(
                        Path.Combine(folder, "digits.safetensors"), [.. BitConverter.GetBytes((ulong)header.Length), .. Encoding.UTF8.GetBytes(header), 0, 0, 0, 0]);
                }
            }

            Output = _projects.Build();
        }

        public CommandResult Output { get; }

        public void Dispose() => _projects.Dispose();
    }

    private sealed record Case(string Name, string Program, string Properties, string EditorConfig, string? Expected, string? Header = null);
}

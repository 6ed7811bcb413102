using System.Globalization;
using System.Text;
using CnnGen.Generator.Declarations;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Weights;

/// <summary>Weights of another network are found when a project is built, by names and shapes.</summary>
[Trait("Speed", "Slow")]
public class WeightsHeaderTests
{
    private const string Own = "\"__metadata__\":{\"format\":\"pt\",\"cnngen.network\":\"Small\"}";
    private const string Bias = "\"fc1.bias\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}";
    private const string Weight = "\"fc1.weight\":{\"dtype\":\"F32\",\"shape\":[3,4],\"data_offsets\":[12,60]}";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_does_not_fit_is_named_on_the_file(bool generatorReports)
    {
        Diagnostic diagnostic = Assert.Single(Report(
            $$"""{{{Own}},"fc1.weight":{"dtype":"F32","shape":[3,5],"data_offsets":[0,60]},"conv1.bias":{"dtype":"F32","shape":[],"data_offsets":[60,64]} }""", generatorReports));
        Assert.Equal(("CNN5002", "/app/small.safetensors"), (diagnostic.Id, diagnostic.Location.GetLineSpan().Path));
        Assert.Equal(
            "'small.safetensors' does not hold the weights of network 'App.Small', so that LoadEmbedded will throw: fc1.bias: missing; "
            + "fc1.weight: expected [3, 4], but found F32 [3, 5]; conv1.bias: no parameter of the network. Save the network's weights to it again, or embed another file.",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData($"{{{Own},{Bias},{Weight}}}")]
    [InlineData($"{{{Bias},{Own},{Weight}}}   ")]
    [InlineData($"{{{Bias},{Weight}}}")]
    [InlineData("{\"__metadata__\":{\"format\":\"mlx\"}," + Bias + "}")]
    [InlineData("{\"__metadata__\":{\"producer\":\"burn\"}," + Bias + "}")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"__metadata__\":{\"format\":\"\\ud800\"}}")]
    public void What_fits_or_cannot_be_told_is_no_finding(string header) => Assert.Empty(Report(header, generatorReports: false));

    [Theory]
    [InlineData("F16", false)]
    [InlineData("BF16", false)]
    [InlineData("F64", false)]
    [InlineData("I32", true)]
    public void Values_that_loading_turns_into_floats_fit(string type, bool isFinding) => Assert.Equal(
        isFinding ? [$"fc1.bias: expected [3], but found {type} [3]"] : [],
        Misfits($"{{{Own},{Bias.Replace("F32", type, StringComparison.Ordinal)},{Weight}}}"));

    [Theory]
    [InlineData("{\"__metadata__\":{\"format\":\"pt\"}," + Bias + "}")]
    [InlineData("{\"__metadata__\":{\"format\":\"pt\",\"producer\":\"burn\"}," + Bias + "}")]
    [InlineData("{\"__metadata__\":1," + Bias + "}")]
    [InlineData("{" + Bias + "}")]
    public void A_file_of_another_writer_is_held_against_the_same_names(string header) =>
        Assert.Equal(["fc1.weight: missing"], Misfits(header));

    [Fact]
    public void What_PyTorch_counts_beside_a_normalisation_is_not_left_over()
    {
        static string Tensor(string name) => $"\"{name}\":{{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}";
        string norm = string.Join(",", new[] { "weight", "bias", "running_mean", "running_var" }.Select(name => Tensor($"bn1.{name}")));
        const string Count = "\"bn1.num_batches_tracked\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}";
        Assert.Empty(Misfits($"{{{Bias},{Weight},{norm},{Count}}}", "BatchNorm, "));
        Assert.Equal(["bn1.num_batches_tracked: no parameter of the network"], Misfits($"{{{Bias},{Weight},{Count}}}"));
    }

    [Fact]
    public void A_header_that_is_nested_without_end_is_none() => Assert.Empty(Misfits(
        $"{{{Own},\"fc1.bias\":{{\"dtype\":{string.Concat(Enumerable.Repeat("{\"a\":", 100_000))}1{new string('}', 100_000)}}}}}"));

    // An exception here would be one more warning in each build, about the analyzer.
    [Fact]
    public void Damage_is_no_finding_of_the_analyzer_s_own()
    {
        byte[] header = Encoding.UTF8.GetBytes($"{{{Own},{Bias},{Weight}}}");
        var random = new Random(5);
        for (int i = 0; i < 3000; i++)
        {
            byte[] damaged = [.. header];
            for (int j = 0; j <= i % 3; j++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(1, 256);
            }

            _ = Parsed(Encoding.UTF8.GetString(damaged))?.Misfits([("fc1.bias", "[3]"), ("fc1.weight", "[3, 4]")]);
        }
    }

    [Fact]
    public void A_name_is_shown_on_one_line_without_what_a_terminal_acts_on() => Assert.Equal(
        [@"a\u001B[31m\u000A: no parameter of the network"],
        Misfits($$"""{{{Own}},{{Bias}},{{Weight}},"a\u001b[31m\n":{"dtype":"F32","shape":[0],"data_offsets":[60,60]} }"""));

    [Fact]
    public void A_name_that_is_no_name_of_XML_is_read()
    {
        Diagnostic diagnostic = Assert.Single(Report(
            $$"""{{{Own}},{{Bias}},{{Weight}},"0 <\u00e4>":{"dtype":"F32","shape":[0],"data_offsets":[60,60]} }""", generatorReports: false));
        Assert.Contains("will throw: 0 <ä>: no parameter of the network.", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_misfits_make_a_short_message()
    {
        string entries = string.Concat(Enumerable.Range(0, 1000).Select(i => $",\"t{i}\":{{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[60,60]}}"));
        string message = Assert.Single(Report($"{{{Own},{Bias},{Weight}{entries}}}", generatorReports: false)).GetMessage(CultureInfo.InvariantCulture);
        Assert.Contains("; and 900 more. Save", message, StringComparison.Ordinal);
    }

    private static string[] Misfits(string header, string before = "") =>
    [
        .. Report(header, generatorReports: false, before).SelectMany(diagnostic =>
            diagnostic.GetMessage(CultureInfo.InvariantCulture).Split("will throw: ")[1].Split(". Save")[0].Split("; ")),
    ];

    private static WeightsHeader? Parsed(string header) =>
        WeightsHeader.Read(new HeaderFile("/app/small.safetensors", "App.Small", header), new ProjectOptions(generatorReports: false), default);

    private static IEnumerable<Diagnostic> Report(string header, bool generatorReports, string before = "") => new NetworkCompilation(
        $"using CnnGen;\nnamespace App;\n[Network(4), {before}FullyConnected(3), SoftmaxCrossEntropy] public sealed partial class Small;\n",
        generatorReports: generatorReports,
        weights: [new EmbeddedFile("/app/small.safetensors", "App.Small"), new HeaderFile("/app/small.safetensors", "App.Small", header)])
        .GeneratorDiagnostics;
}

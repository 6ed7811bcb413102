using CnnGen.Networks;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Places;

/// <summary>Names, tables, and the text of the architecture where layers are no chain.</summary>
[Trait("Speed", "Slow")]
public class BranchTests
{
    private const string Blocks =
        """
        using CnnGen;

        [Block, FullyConnected(4), ReLU] public static class Body;
        [Block, FullyConnected(4, Bias = false)] public static class Projection;
        [Block, Residual(typeof(Body)), Tanh] public static class Stage;
        [Block] public static class Skip;

        """;

    [Fact]
    public void Layers_of_branches_are_named_as_those_of_blocks_and_repetitions_are_numbered()
    {
        NetworkLayout plan = PlanOf("Residual(typeof(Body), Repeat = 3), Residual(typeof(Body), Shortcut = typeof(Projection)), Use(typeof(Stage), Repeat = 2)");
        Assert.Equal(
            [
                "body.fc1.weight", "body.fc1.bias", "body2.fc1.weight", "body2.fc1.bias", "body3.fc1.weight", "body3.fc1.bias",
                "body4.fc1.weight", "body4.fc1.bias", "projection.fc1.weight",
                "stage.body.fc1.weight", "stage.body.fc1.bias", "stage2.body.fc1.weight", "stage2.body.fc1.bias",
                "fc1.weight", "fc1.bias",
            ],
            plan.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(
            ["body.fc1", "add1", "body2.fc1", "add2", "body3.fc1", "add3", "body4.fc1", "projection.fc1", "add4", "stage.body.fc1", "stage.add1", "stage2.body.fc1", "stage2.add1", "fc1", "softmax1"],
            plan.Steps.Select(step => step.Name));
    }

    [Fact]
    public void A_name_that_is_given_to_what_is_repeated_is_numbered() => Assert.Equal(
        ["early.body.fc1.weight", "early2.body.fc1.weight"],
        PlanOf("Use(typeof(Stage), Name = \"early\", Repeat = 2)").Parameters
            .Select(parameter => parameter.Name)
            .Where(name => name.StartsWith("early", StringComparison.Ordinal) && name.EndsWith("weight", StringComparison.Ordinal)));

    [Fact]
    public void A_frozen_sum_freezes_both_of_its_blocks()
    {
        NetworkLayout plan = PlanOf("FullyConnected(4), Residual(typeof(Stage), Shortcut = typeof(Projection), Frozen = true)");
        Assert.Equal(
            ["stage.body.fc1.weight", "stage.body.fc1.bias", "projection.fc1.weight"],
            plan.Parameters.Where(parameter => parameter.Offset >= plan.LearnedLength).Select(parameter => parameter.Name));
    }

    [Theory]
    [InlineData("Residual(typeof(Body))", "Add(FullyConnected(4, Bias = true); ReLU | Identity)")]
    [InlineData("Residual(typeof(Body), Shortcut = typeof(Projection))", "Add(FullyConnected(4, Bias = true); ReLU | FullyConnected(4, Bias = false))")]
    [InlineData("Use(typeof(Stage))", "Add(FullyConnected(4, Bias = true); ReLU | Identity); Tanh")]
    [InlineData("Residual(typeof(Stage))", "Add(Add(FullyConnected(4, Bias = true); ReLU | Identity); Tanh | Identity)")]
    [InlineData("Concat(typeof(Skip), typeof(Projection), typeof(Skip))", "Concat(Identity | FullyConnected(4, Bias = false) | Identity)")]
    [InlineData("Residual(typeof(Body), Repeat = 2)", "Add(FullyConnected(4, Bias = true); ReLU | Identity); Add(FullyConnected(4, Bias = true); ReLU | Identity)")]
    [InlineData("Residual(typeof(Body), Shortcut = typeof(Skip))", "Add(FullyConnected(4, Bias = true); ReLU | Identity)")]
    public void The_architecture_tells_what_is_computed_and_not_how_it_is_declared(string layers, string text) => Assert.Equal(
        $"Network(4); {text}; FullyConnected(3, Bias = true); SoftmaxCrossEntropy", PlanOf(layers).Architecture);

    [Fact]
    public void The_table_tells_what_a_layer_reads_that_does_not_read_the_one_above()
    {
        NetworkCompilation compilation = Compile("Tanh, Residual(typeof(Body), Shortcut = typeof(Projection))");
        string[] table =
        [
            .. compilation.GeneratedSources["Digits.g.cs"].Split('\n')
                .SkipWhile(line => !line.Contains("<code>", StringComparison.Ordinal)).Skip(1)
                .TakeWhile(line => !line.Contains("</code>", StringComparison.Ordinal))
                .Select(line => line.Trim()[3..].Trim()),
        ];
        Assert.Equal(
            [
                "layer           declared as                                            reads                       output  parameters  multiply-adds",
                "input                                                                                              4",
                "tanh1           Tanh                                                                               4",
                "body.fc1        FullyConnected(4)                                                                  4               20             16",
                "body.relu1      ReLU                                                                               4",
                "projection.fc1  FullyConnected(4, Bias = false)                        tanh1                       4               16             16",
                "add1            Residual(typeof(Body), Shortcut = typeof(Projection))  body.relu1, projection.fc1  4",
                "fc1             FullyConnected(3)                                                                  3               15             12",
                "softmax1        SoftmaxCrossEntropy                                                                3",
                "total                                                                                                              51             44",
            ],
            table);
    }

    [Fact]
    public void A_mistake_in_a_branch_leads_from_the_network_to_the_layer()
    {
        const string text =
            """
            using CnnGen;
            [Block, Conv2D(2, 9)] public static class Body;
            [Block, Residual(typeof(Body))] public static class Stage;
            [Network(2, 8, 8), Use(typeof(Stage)), Flatten, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """;
        Diagnostic error = Assert.Single(new NetworkCompilation(text).GeneratorDiagnostics);
        Assert.Equal("CNN2003", error.Id);
        Assert.Equal("Use(typeof(Stage))", Underlined(error.Location));
        Assert.Equal(["Residual(typeof(Body))", "Conv2D(2, 9)"], error.AdditionalLocations.Select(Underlined));
    }

    private static string Underlined(Location location) => location.SourceTree!.GetText().ToString(location.SourceSpan);

    private static NetworkCompilation Compile(string layers) =>
        new($"{Blocks}[Network(4), {layers}, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;");

    private static NetworkLayout PlanOf(string layers) =>
        Model.PlanOf(Model.Run(Compile(layers), "Digits").EmitAndLoad().GetType("Digits", throwOnError: true)!);
}

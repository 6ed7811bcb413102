using System.Globalization;
using System.Reflection;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Weights;

/// <summary>Weights inside the assembly: a network that has some loads them, and any other has no such member.</summary>
[Trait("Speed", "Slow")]
public class EmbeddedWeightsTests
{
    private const string Small = "[Network(4), FullyConnected(3), SoftmaxCrossEntropy] public sealed partial class Small";
    private const string Wide = "[Network(4), FullyConnected(5), Tanh, FullyConnected(3), SoftmaxCrossEntropy] public sealed partial class Wide";
    private const string TwoNetworks = $"using CnnGen;\nnamespace App;\n{Small};\n{Wide};\n";

    [Fact]
    public void A_network_loads_the_weights_that_its_assembly_holds_to_the_bit()
    {
        var compilation = new NetworkCompilation(TwoNetworks, weights: new EmbeddedFile("/app/small.safetensors", "App.Small"));
        byte[] saved = Saved(compilation.EmitAndLoad().GetType("App.Small")!, seed: 7);
        Type network = compilation.EmitAndLoad(("App.Small.safetensors", saved)).GetType("App.Small")!;
        Assert.Equal(saved, Saved(LoadEmbedded(network)));
    }

    [Fact]
    public void A_network_without_weights_has_no_such_member()
    {
        Assembly assembly = new NetworkCompilation(TwoNetworks, weights: new EmbeddedFile("/app/small.safetensors", "App.Small")).EmitAndLoad();
        Assert.NotNull(assembly.GetType("App.Small")!.GetMethod("LoadEmbedded"));
        Assert.Null(assembly.GetType("App.Wide")!.GetMethod("LoadEmbedded"));
    }

    [Fact]
    public void Weights_of_another_network_are_refused_with_a_message_that_names_each_tensor()
    {
        var compilation = new NetworkCompilation(TwoNetworks, weights: new EmbeddedFile("/app/small.safetensors", "App.Small"));
        byte[] saved = Saved(compilation.EmitAndLoad().GetType("App.Wide")!, seed: 7);
        Type network = compilation.EmitAndLoad(("App.Small.safetensors", saved)).GetType("App.Small")!;
        Assert.Equal(
            """
            App.Small.safetensors in Networks: expected the weights of Small, but these do not fit:
              fc1.bias: expected [3], but found F32 [5]
              fc1.weight: expected [3, 4], but found F32 [5, 4]
              fc2.bias: no parameter of the network
              fc2.weight: no parameter of the network
            None of it fits: these are the weights of another network.
            """.Split('\n').Order(),
            Refusal(network).Split('\n').Order());
    }

    [Fact]
    public void A_damaged_resource_is_refused_with_its_name()
    {
        var compilation = new NetworkCompilation(TwoNetworks, weights: new EmbeddedFile("/app/small.safetensors", "App.Small"));
        byte[] saved = Saved(compilation.EmitAndLoad().GetType("App.Small")!, seed: 7);
        Assert.StartsWith(
            "App.Small.safetensors in Networks: byte ",
            Refusal(compilation.EmitAndLoad(("App.Small.safetensors", saved[..^1])).GetType("App.Small")!),
            StringComparison.Ordinal);
        Assert.Equal(
            "App.Small.safetensors in Networks: expected weights as a resource of the assembly, but there is none of that name.",
            Refusal(compilation.EmitAndLoad().GetType("App.Small")!));
    }

    [Theory]
    [InlineData("App.Outer+Inner.Small")]
    [InlineData("App.Outer.Inner+Small")]
    [InlineData("App.Outer.Inner.Small")]
    public void A_nested_network_is_named_as_metadata_or_as_the_language_does(string network)
    {
        var compilation = new NetworkCompilation(
            $$"""using CnnGen; namespace App; public static partial class Outer { public static partial class Inner { {{Small}}; } }""",
            weights: new EmbeddedFile("/app/small.safetensors", network));
        Type type = compilation.EmitAndLoad().GetType("App.Outer+Inner+Small")!;
        byte[] saved = Saved(type, seed: 3);
        Assert.Equal(saved, Saved(LoadEmbedded(compilation.EmitAndLoad(($"{network}.safetensors", saved)).GetType("App.Outer+Inner+Small")!)));
    }

    [Fact]
    public void A_network_with_required_members_fills_an_instance_of_the_caller_s()
    {
        var compilation = new NetworkCompilation(
            $$"""
            using CnnGen; namespace App;
            {{Small}} { public required string Title { get; init; } }
            public static class Caller { public static Small Load() => new Small { Title = "mine" }.LoadEmbedded(); }
            """,
            weights: new EmbeddedFile("/app/small.safetensors", "App.Small"));
        object model = Activator.CreateInstance(compilation.EmitAndLoad().GetType("App.Small")!, 5)!;
        byte[] saved = Saved(model);
        Type caller = compilation.EmitAndLoad(("App.Small.safetensors", saved)).GetType("App.Caller")!;
        object loaded = caller.GetMethod("Load")!.Invoke(null, null)!;
        Assert.Equal(saved, Saved(loaded));
        Assert.Equal("mine", loaded.GetType().GetProperty("Title")!.GetValue(loaded));
    }

    [Fact]
    public void Other_files_of_the_project_are_none_of_the_generator_s_business()
    {
        var compilation = new NetworkCompilation(TwoNetworks, weights: [new EmbeddedFile("/app/notes.txt", null), new EmbeddedFile("/app/b.txt", "")]);
        Assert.Empty(compilation.GeneratorDiagnostics);
        Assert.DoesNotContain(compilation.GeneratedSources.Keys, name => name.Contains("Embedded", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TwoNetworks, "App.Smal", "the networks of this project are App.Small, App.Wide")]
    [InlineData(TwoNetworks, "Small", "the networks of this project are App.Small, App.Wide")]
    [InlineData("public class Small;", "Small", "this project has none")]
    public void Weights_of_no_network_are_an_error_that_names_those_there_are(string source, string network, string there)
    {
        var compilation = new NetworkCompilation(source, weights: new EmbeddedFile("/app/small.safetensors", network));
        Diagnostic error = Assert.Single(compilation.GeneratorDiagnostics);
        Assert.Equal("CNN5001", error.Id);
        Assert.Equal(DiagnosticSeverity.Error, error.Severity);
        Assert.Equal("/app/small.safetensors", error.Location.GetLineSpan().Path);
        Assert.Equal(
            $"'small.safetensors' is to be embedded as the weights of network '{network}', but {there}. Write the full name of a class that "
            + "bears [Network] into its item: <CnnGenWeights Include=\"small.safetensors\" Network=\"MyApp.LeNet5\" />.",
            error.GetMessage(CultureInfo.InvariantCulture));
    }

    // What is wrong with the network itself is reported, and nothing because of it.
    [Theory]
    [InlineData("using CnnGen; [Network(4), FullyConnected(0), SoftmaxCrossEntropy] public sealed partial class Small;", "CNN3001")]
    [InlineData("using CnnGen; [Network(4), FullyConnected(), SoftmaxCrossEntropy] public sealed partial class Small;", null)]
    public void A_network_that_is_wrong_or_unfinished_has_its_name_all_the_same(string source, string? id)
    {
        var compilation = new NetworkCompilation(source, weights: new EmbeddedFile("/app/small.safetensors", "Small"));
        Assert.Equal(id is null ? [] : [id], compilation.GeneratorDiagnostics.Select(diagnostic => diagnostic.Id));
        Assert.Equal(["Small.Embedded.g.cs", "Small.g.cs"], compilation.GeneratedSources.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(id is null ? ["CS7036"] : [], compilation.CompileDiagnostics.Select(diagnostic => diagnostic.Id));
    }

    private static object LoadEmbedded(Type network) => network.GetMethod("LoadEmbedded")!.Invoke(null, null)!;

    private static string Refusal(Type network) => Assert.IsType<InvalidDataException>(
        Assert.Throws<TargetInvocationException>(() => LoadEmbedded(network)).InnerException).Message;

    private static byte[] Saved(Type network, int seed) => Saved(Activator.CreateInstance(network, seed)!);

    private static byte[] Saved(object model)
    {
        using var stream = new MemoryStream();
        model.GetType().GetMethod("Save", [typeof(Stream)])!.Invoke(model, [stream]);
        return stream.ToArray();
    }
}

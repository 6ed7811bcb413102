using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests.Caching;

/// <summary>Weights that come and go write the member that loads them, and no network again.</summary>
public class WeightsCachingTests
{
    private static readonly CSharpCompilation Networks = NetworkCompilation.Written(
        [("Networks.cs", "using CnnGen;\n[Network(4), FullyConnected(3), SoftmaxCrossEntropy] public sealed partial class First;\n"
            + "[Network(5), FullyConnected(3), SoftmaxCrossEntropy] public sealed partial class Second;")]);

    private static readonly EmbeddedFile FileOfFirst = new("/app/first.safetensors", "First");
    private static readonly EmbeddedFile FileOfSecond = new("/app/second.safetensors", "Second");

    [Fact]
    public void Another_item_writes_no_network_again()
    {
        GeneratorDriver driver = NetworkCompilation.CreateDriver(weights: FileOfFirst).RunGenerators(Networks);
        GeneratorRunResult after = driver.AddAdditionalTexts([FileOfSecond]).RunGenerators(Networks).GetRunResult().Results.Single();
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], Reasons(after, NetworkGenerator.Steps.Files));
        Assert.Contains(after.GeneratedSources, file => file.HintName == "First.Embedded.g.cs");
        Assert.Contains(after.GeneratedSources, file => file.HintName == "Second.Embedded.g.cs");
    }

    [Fact]
    public void An_edit_of_the_layers_leaves_the_member_alone_that_loads_them()
    {
        GeneratorDriver driver = NetworkCompilation.CreateDriver(weights: FileOfFirst).RunGenerators(Networks);
        SyntaxTree tree = Networks.SyntaxTrees.Single();
        CSharpCompilation edited = Networks.ReplaceSyntaxTree(
            tree, CSharpSyntaxTree.ParseText(tree.ToString().Replace("Network(4)", "Network(6)", StringComparison.Ordinal), (CSharpParseOptions)tree.Options, tree.FilePath));
        GeneratorRunResult after = driver.RunGenerators(edited).GetRunResult().Results.Single();
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], Reasons(after, NetworkGenerator.Steps.Files));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(after, NetworkGenerator.Steps.Embeddings));
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) =>
        result.TrackedSteps[step].SelectMany(step => step.Outputs).Select(output => output.Reason);
}

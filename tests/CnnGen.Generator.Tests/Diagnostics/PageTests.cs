using System.Globalization;
using CnnGen.Generator.Diagnostics;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>The examples in the documentation do what it says.</summary>
[Trait("Speed", "Slow")]
public class PageTests
{
    // A fault of the generator has no example: FaultTests.
    public static TheoryData<string> Ids() => [.. Descriptors.All.Select(descriptor => descriptor.Id).Where(id => id != Descriptors.Fault.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_wrong_example_has_the_mistake_that_the_page_quotes_and_no_other(string id)
    {
        Page page = Page.Read(id);
        var compilation = new NetworkCompilation(
            page.Wrong,
            language: id == Descriptors.LanguageTooOld.Id ? LanguageVersion.CSharp11 : LanguageVersion.CSharp13,
            optimization: Optimization(id),
            runtime: id == Descriptors.RuntimeDoesNotFit.Id ? NetworkCompilation.Runtime.WithAliases(["nets"]) : null,
            weights: WeightsOf(id, isWrong: true));
        Assert.Equal([id], compilation.GeneratorDiagnostics.Select(diagnostic => diagnostic.Id));
        Assert.Contains($"\n> {compilation.GeneratorDiagnostics[0].GetMessage(CultureInfo.InvariantCulture)}\n", page.Text, StringComparison.Ordinal);

        // Without the modifier the compiler asks for it too.
        Assert.Equal(id == Descriptors.NotPartial.Id ? ["CS0260"] : [], compilation.CompileDiagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_right_example_is_right(string id)
    {
        var compilation = new NetworkCompilation(Page.Read(id).Right, optimization: Optimization(id), weights: WeightsOf(id, isWrong: false));
        Assert.DoesNotContain(compilation.GeneratorDiagnostics, diagnostic => !diagnostic.IsSuppressed);
        Assert.NotEmpty(compilation.GeneratedSources);
        Assert.Empty(compilation.CompileDiagnostics);
    }

    // The pages of weights are about an item of the project as well, which they quote, and about a file.
    private static AdditionalText[] WeightsOf(string id, bool isWrong)
    {
        const string TenClasses =
            """
            {"__metadata__":{"cnngen.network":"LeNet5"},
             "fc1.bias":{"dtype":"F32","shape":[10],"data_offsets":[0,40]},"fc1.weight":{"dtype":"F32","shape":[10,784],"data_offsets":[40,31400]}}
            """;
        if (id != Descriptors.WeightsOfNoNetwork.Id && id != Descriptors.WeightsOfAnotherNetwork.Id)
        {
            return [];
        }

        string network = isWrong && id == Descriptors.WeightsOfNoNetwork.Id ? "LeNet5" : "MyApp.LeNet5";
        Assert.Contains($"<CnnGenWeights Include=\"lenet5.safetensors\" Network=\"{network}\" />\n", Page.Read(id).Text, StringComparison.Ordinal);
        return [new EmbeddedFile("lenet5.safetensors", network), new HeaderFile("lenet5.safetensors", network, TenClasses)];
    }

    // The page of a network that is not optimised is about a debug build; its right example is one that says so.
    private static OptimizationLevel Optimization(string id) =>
        id == Descriptors.NotOptimized.Id ? OptimizationLevel.Debug : OptimizationLevel.Release;
}

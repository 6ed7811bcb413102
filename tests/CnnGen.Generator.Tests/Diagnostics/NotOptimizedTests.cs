using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>The message on a debug build is of debug builds alone, and leaves the network's files alone.</summary>
[Trait("Speed", "Slow")]
public class NotOptimizedTests
{
    private static readonly CSharpCompilation Release = NetworkCompilation.Written(
        [("Networks.cs", "[CnnGen.Network(4), CnnGen.FullyConnected(3), CnnGen.SoftmaxCrossEntropy] public sealed partial class Digits;")]);

    private static readonly CSharpCompilation Debug = Release.WithOptions(
        Release.Options.WithOptimizationLevel(OptimizationLevel.Debug));

    [Fact]
    public void An_optimised_build_has_nothing_to_say() =>
        Assert.Empty(NetworkCompilation.CreateDriver().RunGenerators(Release).GetRunResult().Diagnostics);

    [Fact]
    public void Another_level_of_optimisation_writes_no_file_again()
    {
        GeneratorDriver driver = NetworkCompilation.CreateDriver().RunGenerators(Debug);
        GeneratorRunResult after = driver.RunGenerators(Release).GetRunResult().Results.Single();
        Assert.Empty(after.Diagnostics);
        Assert.Equal(
            [IncrementalStepRunReason.Modified],
            after.TrackedSteps[NetworkGenerator.Steps.Optimization].Single().Outputs.Select(output => output.Reason));
        Assert.Equal(
            [IncrementalStepRunReason.Cached],
            after.TrackedSteps[NetworkGenerator.Steps.Files].Single().Outputs.Select(output => output.Reason));
    }
}

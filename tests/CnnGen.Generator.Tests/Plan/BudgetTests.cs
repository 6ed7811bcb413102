using System.Globalization;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Plan;

/// <summary>A budget is met by the very figure that the class names, and by none below it.</summary>
[Trait("Speed", "Slow")]
public class BudgetTests
{
    public static TheoryData<string> Names() => [.. TestNetworks.Tested.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void The_figures_of_a_network_meet_its_budgets_and_one_less_does_not(string name)
    {
        TestNetwork network = TestNetworks.Named(name);
        string face = Generate(network, string.Empty).GeneratedSources.Single(file => file.HintName == "Digits.g.cs").SourceText.ToString();
        long parameters = Constant(face, "ParameterCount");
        long training = Constant(face, "TrainingBytes");
        long inference = Constant(face, "InferenceBytes");

        GeneratorRunResult within = Generate(network, Budgets(parameters, training, inference));
        Assert.DoesNotContain(within.Diagnostics, diagnostic => !diagnostic.IsSuppressed);
        Assert.Equal(face, within.GeneratedSources.Single(file => file.HintName == "Digits.g.cs").SourceText.ToString());

        GeneratorRunResult beyond = Generate(network, Budgets(parameters - 1, training - 1, inference - 1));
        Assert.Equal(["CNN4003", "CNN4003", "CNN4003"], beyond.Diagnostics.Select(diagnostic => diagnostic.Id));

        // The class keeps its members, which throw: there is no kernel.
        string members = Assert.Single(beyond.GeneratedSources).SourceText.ToString();
        Assert.Contains("has no code, since its declaration is wrong: CNN4003", members, StringComparison.Ordinal);
        Assert.DoesNotContain("AggressiveOptimization", members, StringComparison.Ordinal);
    }

    private static string Budgets(long parameters, long training, long inference) => string.Create(
        CultureInfo.InvariantCulture,
        $", MaxParameters = {parameters}, MaxTrainingBytes = {training}, MaxInferenceBytes = {inference}");

    private static GeneratorRunResult Generate(TestNetwork network, string budgets)
    {
        string declaration = network.Declaration("Digits");
        int end = declaration.IndexOf(')', StringComparison.Ordinal);
        return NetworkCompilation.CreateDriver()
            .RunGenerators(NetworkCompilation.Written([("Networks.cs", "using CnnGen;\n" + declaration.Insert(end, budgets))]))
            .GetRunResult().Results.Single();
    }

    private static long Constant(string face, string name)
    {
        string number = face.Split($" {name} = ")[1].Split(';')[0].TrimEnd('L');
        return long.Parse(number, CultureInfo.InvariantCulture);
    }
}

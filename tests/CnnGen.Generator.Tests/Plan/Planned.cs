using CnnGen.Generator.Declarations;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Testing;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests.Plan;

/// <summary>The plan of a network that is declared in text.</summary>
internal static class Planned
{
    /// <param name="network">The attributes of the network.</param>
    /// <param name="blocks">Blocks that it uses.</param>
    public static TrainingPlan Of(string network, string blocks = "")
    {
        TrainingPlan? plan = null;
        var generator = new NetworkGenerator(
            DeclarationReader.Read, NetworkResolver.Resolve, shaped => plan = new TrainingPlan(shaped), (_, _) => []);
        string text = $"using CnnGen;\n{blocks}\n{network}\npublic sealed partial class Planned;";
        _ = CSharpGeneratorDriver.Create(generator).RunGenerators(NetworkCompilation.Written([("Planned.cs", text)]));
        return plan ?? throw new InvalidOperationException($"The network has no plan: {network}");
    }

    public static Operation Operation(this TrainingPlan plan, string name) => plan.Operations.Single(operation => operation.Name == name);
}

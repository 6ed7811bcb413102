using System.Globalization;
using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Emit;
using CnnGen.Generator.Model;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>An exception in one of the generator's stages costs one network its code, and no other.</summary>
public class FaultTests
{
    private const string Source =
        """
        using CnnGen;

        [Block, FullyConnected(4), ReLU]
        public class Body;

        [Network(4), FullyConnected(3), SoftmaxCrossEntropy]
        public partial class First;

        [Network(4), Use(typeof(Body)), Residual(typeof(Body))]
        [FullyConnected(2, Bias = false), SoftmaxCrossEntropy]
        public partial class Second;

        [Network(4), FullyConnected(5), SoftmaxCrossEntropy]
        public partial class Third;
        """;

    private const string Message =
        "No code can be written for network 'Second', by a fault of CnnGen (InvalidOperationException: Nothing fits. At all). "
        + "Please report it with the declaration: ";

    private const string Declaration =
        "[Network(4), Use(typeof(Body)), Residual(typeof(Body)), FullyConnected(2, Bias = false), SoftmaxCrossEntropy]";

    [Fact]
    public void While_a_class_is_read() => Check(
        new NetworkGenerator(
            (context, cancellation) => context.TargetSymbol.Name == "Second" ? throw Exception() : DeclarationReader.Read(context, cancellation),
            NetworkResolver.Resolve,
            network => new TrainingPlan(network),
            NetworkEmitter.Write),
        "[Network(4), Use(typeof(Body)), Residual(typeof(Body))]\n[FullyConnected(2, Bias = false), SoftmaxCrossEntropy]");

    [Fact]
    public void While_a_network_is_resolved() => Check(
        new NetworkGenerator(
            DeclarationReader.Read,
            declaration => declaration.Type.Name == "Second" ? throw Exception() : NetworkResolver.Resolve(declaration),
            network => new TrainingPlan(network),
            NetworkEmitter.Write),
        Declaration);

    [Fact]
    public void While_a_network_is_planned() => Check(
        new NetworkGenerator(
            DeclarationReader.Read,
            NetworkResolver.Resolve,
            network => network.Type.Name == "Second" ? throw Exception() : new TrainingPlan(network),
            NetworkEmitter.Write),
        Declaration);

    [Fact]
    public void While_a_network_is_written() => Check(
        new NetworkGenerator(DeclarationReader.Read, NetworkResolver.Resolve, network => new TrainingPlan(network), WriteAllButTheSecond),
        Declaration);

    [Fact]
    public void Cancelling_is_no_fault()
    {
        using CancellationTokenSource cancellation = new();
        var generator = new NetworkGenerator(
            (context, token) =>
            {
                cancellation.Cancel();
                token.ThrowIfCancellationRequested();
                return null;
            },
            NetworkResolver.Resolve,
            network => new TrainingPlan(network),
            NetworkEmitter.Write);
        Assert.Throws<OperationCanceledException>(() => Driver(generator).RunGenerators(Written(), cancellation.Token));
    }

    [Fact]
    public void Of_a_long_declaration_the_beginning_is_told()
    {
        NetworkDeclaration declaration = new(
            new TypeIdentity("", EquatableArray<string>.Empty, "Long", "Long", "Long", "", EquatableArray<string>.Empty, HasRequiredMembers: false, HasSummary: false),
            new[] { 4 }.ToEquatableArray(),
            EquatableArray<ResourceLimit>.Empty,
            Enumerable.Range(2, 4000).Select(site => new LayerDeclaration("Tanh", EquatableArray<Argument>.Empty, "Tanh", site)).ToEquatableArray(),
            EquatableArray<Finding>.Empty);
        string text = Generator.Reporting.Fault.Of(declaration, "exception").Arguments[2];
        Assert.Equal(2001, text.Length);
        Assert.StartsWith("[Network(4), Tanh, Tanh, ", text, StringComparison.Ordinal);
        Assert.EndsWith("…", text, StringComparison.Ordinal);
    }

    private static void Check(NetworkGenerator generator, string declaration)
    {
        GeneratorRunResult result = Driver(generator).RunGenerators(Written()).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        Diagnostic fault = Assert.Single(result.Diagnostics);
        Assert.Equal(("CNN9001", DiagnosticSeverity.Error), (fault.Id, fault.Severity));
        Assert.Equal("Second", fault.Location.SourceTree!.GetText().ToString(fault.Location.SourceSpan));
        Assert.Equal(Message + declaration, fault.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(
            ["First", "Third"],
            result.GeneratedSources.Select(file => file.HintName.Split('.')[0]).Distinct());
    }

    // Some files are there before it fails.
    private static IEnumerable<SourceFile> WriteAllButTheSecond(TrainingPlan plan, string suffix)
    {
        foreach (SourceFile file in NetworkEmitter.Write(plan, suffix))
        {
            yield return file;
            if (plan.Network.Type.Name == "Second")
            {
                throw Exception();
            }
        }
    }

    private static InvalidOperationException Exception() => new("Nothing fits.\nAt all.");

    private static CSharpCompilation Written() => NetworkCompilation.Written([("Networks.cs", Source)]);

    private static CSharpGeneratorDriver Driver(NetworkGenerator generator) => CSharpGeneratorDriver.Create(generator);
}

using System.Text;
using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Emit;
using CnnGen.Generator.Model;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Reporting;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Generator;

/// <summary>
/// The pipeline: a class with <c>[Network]</c> becomes a declaration, the declaration a network whose shapes fit, the network a
/// plan, and the plan source text. What there is to say of it says the analyzer in the assembly beside this one.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    private readonly Func<GeneratorAttributeSyntaxContext, CancellationToken, Candidate?> _read;
    private readonly Func<NetworkDeclaration, Resolution> _resolve;
    private readonly Func<ShapedNetwork, TrainingPlan> _plan;
    private readonly Func<TrainingPlan, string, IEnumerable<SourceFile>> _write;

    /// <summary>The generator, as the compiler creates it.</summary>
    public NetworkGenerator()
        : this(DeclarationReader.Read, NetworkResolver.Resolve, static network => new TrainingPlan(network), NetworkEmitter.Write)
    {
    }

    /// <summary>The pipeline with other stages in it.</summary>
    internal NetworkGenerator(
        Func<GeneratorAttributeSyntaxContext, CancellationToken, Candidate?> read,
        Func<NetworkDeclaration, Resolution> resolve,
        Func<ShapedNetwork, TrainingPlan> plan,
        Func<TrainingPlan, string, IEnumerable<SourceFile>> write) => (_read, _resolve, _plan, _write) = (read, resolve, plan, write);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<(string Name, Candidate? Candidate)> classes = context.SyntaxProvider.ForAttributeWithMetadataName(
            DeclarationReader.NetworkAttribute,
            static (node, _) => node is TypeDeclarationSyntax,
            (found, cancellation) => (
                DeclarationReader.FullName((INamedTypeSymbol)found.TargetSymbol),
                Fault.Read((INamedTypeSymbol)found.TargetSymbol, (TypeDeclarationSyntax)found.TargetNode, () => _read(found, cancellation))));

        IncrementalValuesProvider<Candidate> candidates = classes
            .Where(static found => found.Candidate is not null)
            .Select(static (found, _) => found.Candidate!)
            .WithTrackingName(Steps.Candidates);

        IncrementalValuesProvider<PlannedNetwork> plans = candidates
            .Select(static (candidate, _) => candidate.Declaration)
            .WithTrackingName(Steps.Declarations)
            .Select((declaration, _) => Fault.Resolve(declaration, _resolve))
            .WithTrackingName(Steps.Networks)
            .Select((resolution, _) => Fault.Plan(resolution, _plan))
            .WithTrackingName(Steps.Plans);
        IncrementalValuesProvider<Resolution> networks = plans.Select(static (planned, _) => planned.Resolution);

        Report(context, candidates, networks);

        // Files are told apart without regard to case. The names that this concerns hardly ever are any, so that a
        // network still depends on its own declaration alone.
        IncrementalValueProvider<EquatableArray<string>> alike = networks
            .Select(static (resolution, _) => resolution.Written?.FullName ?? string.Empty)
            .Collect()
            .Select(static (names, _) => names
                .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
                .SelectMany(group => group.OrderBy(name => name, StringComparer.Ordinal).Skip(1))
                .ToEquatableArray())
            .WithTrackingName(Steps.NamesAlike);

        IncrementalValuesProvider<WrittenNetwork> written = plans
            .Combine(alike)
            .Select((pair, _) => pair.Left.Exception is { } exception
                ? new WrittenNetwork(EquatableArray<SourceFile>.Empty, exception)
                : Fault.Write(() => pair.Left switch
                {
                    { Plan: { } plan } => _write(plan, Suffix(plan.Network.Type, pair.Right)),
                    { Resolution.Face: { } face } => [NetworkEmitter.WriteThrowing(face, Suffix(face.Type, pair.Right))],
                    _ => [],
                }))
            .WithTrackingName(Steps.Files);

        context.RegisterSourceOutput(written, static (output, network) =>
        {
            foreach (SourceFile file in network.Files)
            {
                Add(output, file);
            }
        });

        IncrementalValuesProvider<(Candidate Candidate, string? Exception)> faults = candidates.Collect()
            .Combine(written.Select(static (network, _) => network.Exception).Collect())
            .SelectMany(static (pair, _) => pair.Left.Zip(pair.Right, static (candidate, exception) => (candidate, exception)))
            .Where(static fault => fault.exception is not null)
            .WithTrackingName(Steps.Faults);

        context.RegisterSourceOutput(faults, static (output, fault) =>
            output.ReportDiagnostic(NetworkReport.Of(fault.Candidate, Fault.Of(fault.Candidate.Declaration, fault.Exception!))));

        EmbedWeights(context, classes.Select(static (found, _) => found.Name), networks, alike);
        ReportMisfits(context, plans);
    }

    // What there is to say of networks is the analyzer's to say: the generator says it where a build runs no analyzers, and
    // always what its own faults are.
    private static void Report(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<Candidate> candidates,
        IncrementalValuesProvider<Resolution> networks)
    {
        // One Boolean of the compilation: a network's files depend on its own declaration alone.
        IncrementalValueProvider<bool> optimizes = context.CompilationProvider
            .Select(static (compilation, _) => NetworkReport.Optimizes(compilation))
            .WithTrackingName(Steps.Optimization);

        // Candidates change with each keystroke in their file, and networks with their declarations alone. Each of the one
        // became one of the other, in the same order, so that nothing is resolved for the sake of a place.
        IncrementalValuesProvider<(Candidate Candidate, Resolution Resolution, bool Optimizes, bool IsReporter)> reports = candidates.Collect()
            .Combine(networks.Collect())
            .SelectMany(static (pair, _) => pair.Left.Zip(pair.Right, static (candidate, resolution) => (candidate, resolution)))
            .Combine(optimizes)
            .Combine(IsReporter(context))
            .Select(static (joined, _) => (joined.Left.Left.candidate, joined.Left.Left.resolution, joined.Left.Right, joined.Right))
            .WithTrackingName(Steps.Reports);

        context.RegisterSourceOutput(reports, static (output, report) =>
        {
            foreach (Diagnostic diagnostic in NetworkReport.Of(report.Candidate, report.Resolution, report.Optimizes))
            {
                if (report.IsReporter || diagnostic.Descriptor == Descriptors.Fault)
                {
                    output.ReportDiagnostic(diagnostic);
                }
            }
        });
    }

    private static IncrementalValueProvider<bool> IsReporter(IncrementalGeneratorInitializationContext context) =>
        context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => Reporter.IsGenerator(options))
            .WithTrackingName(Steps.Reporter);

    private static void EmbedWeights(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<string> classes,
        IncrementalValuesProvider<Resolution> networks,
        IncrementalValueProvider<EquatableArray<string>> alike)
    {
        IncrementalValueProvider<EquatableArray<EmbeddedWeights>> weights = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) => EmbeddedWeights.Read(pair.Left, pair.Right))
            .Where(static weights => weights is not null)
            .Collect()
            .Select(static (weights, _) => weights.Select(weights => weights!).ToEquatableArray())
            .WithTrackingName(Steps.Weights);

        // A class whose declaration is unfinished or wrong bears its name all the same.
        IncrementalValueProvider<EquatableArray<string>> names = classes
            .Collect()
            .Select(static (names, _) => names.ToEquatableArray())
            .WithTrackingName(Steps.Names);

        context.RegisterSourceOutput(weights.Combine(names).Combine(IsReporter(context)), static (output, joined) =>
        {
            ((EquatableArray<EmbeddedWeights> weights, EquatableArray<string> names), bool isReporter) = joined;
            foreach (EmbeddedWeights one in isReporter ? weights : EquatableArray<EmbeddedWeights>.Empty)
            {
                if (NetworkReport.OfWeights(one, names) is { } diagnostic)
                {
                    output.ReportDiagnostic(diagnostic);
                }
            }
        });

        // A file of its own beside what is written for the network, which does not depend on weights.
        IncrementalValuesProvider<Embedding> embeddings = networks
            .Select(static (resolution, _) => resolution.Face is { Part.LoadsEmbedded: false } ? null : resolution.Written)
            .Combine(weights)
            .Combine(alike)
            .Select(static (joined, _) =>
            {
                ((TypeIdentity? type, EquatableArray<EmbeddedWeights> weights), EquatableArray<string> alike) = joined;
                return type is not null && weights.FirstOrDefault(weights => weights.AreOf(type.FullName)) is { } own
                    ? new Embedding(type, own, Suffix(type, alike))
                    : null;
            })
            .Where(static embedding => embedding is not null)
            .Select(static (embedding, _) => embedding!)
            .WithTrackingName(Steps.Embeddings);

        context.RegisterSourceOutput(embeddings, static (output, embedding) =>
            Add(output, NetworkEmitter.WriteEmbedded(embedding.Type, embedding.Weights, embedding.Suffix)));
    }

    private static void ReportMisfits(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<PlannedNetwork> plans)
    {
        IncrementalValueProvider<EquatableArray<WeightsHeader>> headers = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancellation) => WeightsHeader.Read(pair.Left, pair.Right, cancellation))
            .Where(static header => header is not null)
            .Collect()
            .Select(static (headers, _) => headers.Select(header => header!).ToEquatableArray())
            .WithTrackingName(Steps.Headers);

        context.RegisterSourceOutput(plans.Combine(headers).Combine(IsReporter(context)), static (output, joined) =>
        {
            ((PlannedNetwork planned, EquatableArray<WeightsHeader> headers), bool isReporter) = joined;
            if (isReporter
                && planned.Plan is { } plan
                && headers.FirstOrDefault(header => header.Weights.AreOf(plan.Network.Type.FullName)) is { } own
                && NetworkReport.OfHeader(own, plan) is { } diagnostic)
            {
                output.ReportDiagnostic(diagnostic);
            }
        });
    }

    // What a network's files bear behind its name to be told apart from another's.
    private static string Suffix(TypeIdentity type, EquatableArray<string> alike)
    {
        int number = alike.ToList().IndexOf(type.FullName) + 2;
        return number == 1 ? string.Empty : $"-{number}";
    }

    private static void Add(SourceProductionContext output, SourceFile file) =>
        output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));

    private sealed record Embedding(TypeIdentity Type, EmbeddedWeights Weights, string Suffix);

    /// <summary>The names of the pipeline's steps, for the tests that prove what is computed again after an edit.</summary>
    public static class Steps
    {
        /// <summary>Attribute syntax with its locations.</summary>
        public const string Candidates = nameof(Candidates);

        /// <summary>Free of syntax and locations.</summary>
        public const string Declarations = nameof(Declarations);

        /// <summary>Networks with the weights that are embedded for them.</summary>
        public const string Embeddings = nameof(Embeddings);

        /// <summary>Networks that could not be written, with the places at which that is shown.</summary>
        public const string Faults = nameof(Faults);

        /// <summary>What is written for each network.</summary>
        public const string Files = nameof(Files);

        /// <summary>Headers of the files of weights that the project embeds.</summary>
        public const string Headers = nameof(Headers);

        /// <summary>Names of all classes that bear the attribute.</summary>
        public const string Names = nameof(Names);

        /// <summary>Names of networks that differ from another's in case alone.</summary>
        public const string NamesAlike = nameof(NamesAlike);

        /// <summary>With every shape, or every error, and all that there is to say.</summary>
        public const string Networks = nameof(Networks);

        /// <summary>What the code of each network does.</summary>
        public const string Plans = nameof(Plans);

        /// <summary>Whether the compiler optimises.</summary>
        public const string Optimization = nameof(Optimization);

        /// <summary>Whether the generator says what there is to say, in place of the analyzer.</summary>
        public const string Reporter = nameof(Reporter);

        /// <summary>Networks with the places at which what there is to say of them is shown.</summary>
        public const string Reports = nameof(Reports);

        /// <summary>Files of weights that the project embeds.</summary>
        public const string Weights = nameof(Weights);
    }
}

using System.Collections.Immutable;
using System.Reflection;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes.Tests;

/// <summary>A document in an editor: what the analyzer reports on it, and what is offered against that.</summary>
internal sealed class Editor : IDisposable
{
    /// <summary>The category of what a test reports.</summary>
    public const string Category = "Test";

    // As an editor finds them: what the assembly exports.
    private static readonly CodeFixProvider[] Providers =
    [
        .. typeof(FlattenFix).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<ExportCodeFixProviderAttribute>() is { } export && export.Languages.Contains(LanguageNames.CSharp))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    private readonly AdhocWorkspace _workspace;
    private readonly Document _document;

    private Editor(Document document, AdhocWorkspace workspace, ImmutableArray<Diagnostic> diagnostics)
    {
        _workspace = workspace;
        _document = document;
        Diagnostics = diagnostics;
    }

    /// <summary>What the analyzer reported.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; private set; }

    /// <summary>Opens a document, and runs generator and analyzer on it.</summary>
    public static async Task<Editor> Open(string source)
    {
        CSharpCompilation written = NetworkCompilation.Written([]);
        var workspace = new AdhocWorkspace();
        Project project = workspace.AddProject("Networks", LanguageNames.CSharp)
            .WithCompilationOptions(written.Options)
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.CSharp13))
            .WithMetadataReferences(written.References);
        Document document = project.AddDocument("Networks.cs", SourceText.From(source));
        var compilation = (CSharpCompilation)(await document.Project.GetCompilationAsync())!;
        return new Editor(document, workspace, [.. NetworkCompilation.Report(compilation)]);
    }

    /// <summary>As if the analyzer had reported this on some text of the document.</summary>
    public async Task Report(string id, TextSpan place) => Diagnostics = Diagnostics.Add(Diagnostic.Create(
        id, Category, "Reported by a test", DiagnosticSeverity.Warning, DiagnosticSeverity.Warning, true, 1,
        location: Location.Create((await _document.GetSyntaxTreeAsync())!, place)));

    /// <summary>What is offered against some diagnostics that an editor shows at one place.</summary>
    public async Task<IReadOnlyList<CodeAction>> Offers(params Diagnostic[] diagnostics)
    {
        List<CodeAction> offers = [];
        foreach (CodeFixProvider provider in Providers)
        {
            ImmutableArray<Diagnostic> fixable = [.. diagnostics.Where(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id))];
            if (fixable.Length > 0)
            {
                await provider.RegisterCodeFixesAsync(
                    new CodeFixContext(_document, fixable[0].Location.SourceSpan, fixable, (offer, _) => offers.Add(offer), default));
            }
        }

        return offers;
    }

    /// <summary>The document as an offer leaves it.</summary>
    public async Task<string> Accept(CodeAction offer)
    {
        ImmutableArray<CodeActionOperation> operations = await offer.GetOperationsAsync(default);
        Solution solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        return (await solution.GetDocument(_document.Id)!.GetTextAsync()).ToString();
    }

    /// <summary>The document as it is where an offer is accepted for the whole of it.</summary>
    public async Task<string> AcceptEverywhere(CodeAction offer, string id)
    {
        CodeFixProvider provider = Providers.Single(provider => provider.GetType().Name == offer.EquivalenceKey);
        var context = new FixAllContext(
            _document, provider, FixAllScope.Document, offer.EquivalenceKey, [id], new Reported(Diagnostics), default);
        return await Accept((await provider.GetFixAllProvider()!.GetFixAsync(context))!);
    }

    /// <inheritdoc/>
    public void Dispose() => _workspace.Dispose();

    private sealed class Reported(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}

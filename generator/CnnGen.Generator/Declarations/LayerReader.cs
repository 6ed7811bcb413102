using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;
using CnnGen.Generator.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Declarations;

/// <summary>Reads the layers of a network. Where it uses a block, the block's layers stand in the place of the use.</summary>
/// <param name="network">The network.</param>
/// <param name="attributes">Those of the runtime.</param>
/// <param name="sites">Receives where each layer stands.</param>
/// <param name="findings">Receives what is wrong with the blocks.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class LayerReader(
    INamedTypeSymbol network, LayerAttributes attributes, List<DiagnosticLocation> sites, List<Finding> findings, CancellationToken cancellation)
{
    /// <summary>More than any network has, and few enough to be read while one types.</summary>
    public const int MostRepetitions = 1000;

    private readonly LayerCount _count = new(attributes);

    // Those of the network, and while a branch is read its own.
    private List<LayerDeclaration> _layers = [];

    private readonly BlockNames _names = new();

    private readonly Dictionary<AttributeData, string> _written = [];

    // How often what is being read stands in the network.
    private int _repetitions = 1;

    // From the network inwards: the blocks that are being read, and the attributes in their source that lead to the next.
    private readonly List<INamedTypeSymbol> _blocks = [];
    private readonly List<Location> _uses = [];

    /// <summary>In the order in which the network runs them.</summary>
    public IReadOnlyList<LayerDeclaration> Layers => _layers;

    /// <summary>Whether all could be read: not while the compiler itself has an error to report on them.</summary>
    public bool AreFinished { get; private set; } = true;

    /// <summary>Reads the layers of a class.</summary>
    /// <param name="type">The network, or a block.</param>
    /// <param name="mark">Its network or block attribute.</param>
    /// <param name="block">The use that leads to the block.</param>
    public void Read(INamedTypeSymbol type, AttributeData mark, BlockUse? block)
    {
        bool isSource = IsSource(type);
        TypeDeclarationSyntax? part = isSource ? SyntaxOf(mark)?.FirstAncestorOrSelf<TypeDeclarationSyntax>() : null;
        AreFinished &= !AttributeReader.IsAmongErrors(type, mark, part) && !HasUnknownAttributes(type);
        AddSwallowed(block, SyntaxOf(mark), NetworkDeclaration.NetworkSite);
        foreach (AttributeData attribute in type.GetAttributes())
        {
            cancellation.ThrowIfCancellationRequested();
            AttributeSyntax? syntax = isSource ? SyntaxOf(attribute) : null;
            if (attribute.AttributeClass is not { } kind || (isSource && syntax is null) || !attributes.IsLayer(kind))
            {
                continue;
            }

            bool isBound = attributes.IsOwn(kind) && AttributeReader.IsBound(attribute, syntax);
            AreFinished &= isBound;
            if (!isBound && (!attributes.IsOwn(kind) || kind.IsAbstract || attributes.NamesBlocks(kind)))
            {
                AddSwallowed(block, syntax, NetworkDeclaration.NetworkSite);
                continue;
            }

            int site = AddSite(block, syntax);
            string written = Written(attribute, syntax);
            if (block is null && _count.Excess(attribute) is { } excess)
            {
                Report(block, DiagnosticId.TooManyLayers, site, [written, network.Name, .. excess]);
                _layers.Clear();
                return;
            }

            if (part is not null && syntax!.FirstAncestorOrSelf<TypeDeclarationSyntax>() != part)
            {
                Report(block, DiagnosticId.LayerOnAnotherPart, site, TextOf(written, block), type.Name, AttributeReader.Kind(mark.AttributeClass!));
            }
            else if (attributes.NamesBlocks(kind))
            {
                ReadUse(new Usage(attribute, syntax, written, site, block));
            }
            else
            {
                EquatableArray<Argument>? arguments = AttributeReader.Arguments(attribute, syntax);
                AreFinished &= arguments is not null;
                _layers.Add(new LayerDeclaration(
                    AttributeReader.Kind(kind), arguments ?? EquatableArray<Argument>.Empty, written, site) { Block = block });
                AddSwallowed(block, syntax, site);
            }
        }
    }

    // While a bracket is open the compiler takes the layers that follow for arguments. Nothing is known of them but their kinds, which is
    // enough for the members that the network has had.
    private void AddSwallowed(BlockUse? block, AttributeSyntax? syntax, int site)
    {
        if (syntax?.ArgumentList is { CloseParenToken.IsMissing: true } open)
        {
            _layers.AddRange(open.DescendantNodes()
                .OfType<IdentifierNameSyntax>()
                .Select(name => name.Identifier.ValueText)
                .Where(attributes.HasLayer)
                .Select(kind => new LayerDeclaration(kind, EquatableArray<Argument>.Empty, kind, site) { Block = block }));
        }
    }

    // A block that is used often is read as often, and its attributes are the same.
    private string Written(AttributeData attribute, AttributeSyntax? syntax)
    {
        if (!_written.TryGetValue(attribute, out string written))
        {
            _written.Add(attribute, written = AttributeText.Of(attribute, syntax));
        }

        return written;
    }

    // Of one block in the place of the attribute, or of several beside each other.
    private void ReadUse(Usage use)
    {
        List<INamedTypeSymbol> blocks = [];
        IReadOnlyList<TypedConstant> named = [.. LayerAttributes.BlocksOf(use.Attribute)];
        for (int i = 0; i < named.Count; i++)
        {
            if (named[i].Value is not INamedTypeSymbol { TypeKind: TypeKind.Class, OriginalDefinition: var type })
            {
                Report(use.Around, DiagnosticId.NotABlock, use.Site, [use.MessageText, .. NoClass(named[i].Value as ITypeSymbol)]);
                continue;
            }

            AreFinished &= !HasUnknownAttributes(type);
            if (Misuse(type, use.MessageText, mayBeEmpty: i > 0 || attributes.IsConcat(use.Attribute.AttributeClass!)) is var (id, arguments))
            {
                Report(use.Around, id, use.Site, arguments);
                continue;
            }

            blocks.Add(type);
        }

        int repetitions = Repetitions(use);
        if (attributes.IsConcat(use.Attribute.AttributeClass!) && named.Count < 2)
        {
            Report(use.Around, DiagnosticId.TooFewBranches, use.Site, use.MessageText, named.Count == 0 ? "no block" : "one block");
            return;
        }

        if (blocks.Count < named.Count)
        {
            return;
        }

        _repetitions *= repetitions;
        for (int number = 1; number <= repetitions; number++)
        {
            if (attributes.IsUse(use.Attribute.AttributeClass!))
            {
                ReadBlock(blocks[0], use, NameOf(use, number));
            }
            else
            {
                ReadBranches(blocks, use);
            }
        }

        _repetitions /= repetitions;
    }

    private int Repetitions(Usage use)
    {
        int repetitions = LayerAttributes.RepetitionsOf(use.Attribute);
        long all = (long)_repetitions * repetitions;
        if (repetitions < 1)
        {
            Report(use.Around, DiagnosticId.NotPositive, use.Site, use.MessageText, "Repeat", Literal.Of(repetitions));
            return 1;
        }

        if (all > MostRepetitions)
        {
            string number = Literal.Grouped(repetitions) + (_repetitions == 1 ? string.Empty : $", and with those around it {Literal.Grouped(all)}");
            Report(use.Around, DiagnosticId.TooManyRepetitions, use.Site, use.MessageText, number, Literal.Grouped(MostRepetitions));
            return 1;
        }

        return repetitions;
    }

    private static string? NameOf(Usage use, int number) => LayerAttributes.Named(use.Attribute, "Name") is not string name ? null
        : number == 1 ? name
        : name + Literal.Of(number);

    private void ReadBranches(IReadOnlyList<INamedTypeSymbol> blocks, Usage use)
    {
        List<LayerDeclaration> layers = _layers;
        var identity = new Branch(string.Empty, EquatableArray<LayerDeclaration>.Empty, sites.Count - 1);
        List<Branch> branches = attributes.IsAuxiliary(use.Attribute.AttributeClass!) ? [identity] : [];
        foreach (INamedTypeSymbol block in blocks)
        {
            _layers = [];
            ReadBlock(block, use, given: null);
            branches.Add(new Branch(block.Name, _layers.ToEquatableArray(), sites.Count - 1));
        }

        if (branches.Count == 1)
        {
            branches.Add(identity with { LastSite = sites.Count - 1 });
        }

        _layers = layers;
        _layers.Add(new LayerDeclaration(
            AttributeReader.Kind(use.Attribute.AttributeClass!), AttributeReader.Numbers(use.Attribute), use.Written, use.Site)
        {
            Block = use.Around,
            Branches = branches.ToEquatableArray(),
        });
    }

    private void ReadBlock(INamedTypeSymbol type, Usage use, string? given)
    {
        string path = _names.PathOf(type.Name, given, use.Around?.Path, out string? misfit);
        if (misfit is not null)
        {
            Report(use.Around, DiagnosticId.BlockNameDoesNotFit, use.Site, use.MessageText, AttributeText.Shortened(Literal.Visible(given ?? path)), misfit);
        }

        _blocks.Add(type);
        int uses = _uses.Count;
        if (use is { Around: not null, Syntax: not null })
        {
            _uses.Add(use.Syntax.GetLocation());
        }

        var block = new BlockUse(
            path,
            type.Name,
            LayerAttributes.Named(use.Attribute, "Frozen") is true || use.Around is { IsFrozen: true },
            use.Around?.Text ?? use.Written,
            use.Around?.Site ?? use.Site);
        Read(type, attributes.BlockMark(type)!, block);
        _uses.RemoveRange(uses, _uses.Count - uses);
        _blocks.RemoveAt(_blocks.Count - 1);
    }

    // A block of one assembly may use one of another, which is not there in this compilation.
    private static string[] NoClass(ITypeSymbol? type) => type switch
    {
        null => ["null is no class", "Name the class that bears the layers."],
        { TypeKind: TypeKind.Error } => [$"'{type.Name}' stands in an assembly that is not referenced", "Reference that as well."],
        _ => [$"'{type.ToDisplayString()}' is no class", "Name the class that bears the layers."],
    };

    // What is wrong with a block before any of its layers is read.
    private (DiagnosticId Id, string[] Arguments)? Misuse(INamedTypeSymbol type, string text, bool mayBeEmpty)
    {
        bool isNetwork = attributes.NetworkMark(type) is not null;
        if (attributes.BlockMark(type) is null)
        {
            return (DiagnosticId.NotABlock, isNetwork
                ? [text, $"'{type.Name}' is a network", DeclarationReader.ShareLayers]
                : [text, $"'{type.Name}' does not", "Write [Block] in front of its layers."]);
        }

        if (isNetwork)
        {
            return (DiagnosticId.CannotBeABlock, [type.Name, "it bears [Network]", DeclarationReader.ShareLayers]);
        }

        int outer = _blocks.FindIndex(block => SymbolEqualityComparer.Default.Equals(block, type));
        if (outer >= 0)
        {
            IReadOnlyList<string> circle = Circle([.. _blocks.Skip(outer)]);
            return (DiagnosticId.BlockContainsItself, [circle[0], string.Join(" → ", circle)]);
        }

        return mayBeEmpty || type.GetAttributes().Any(layer => layer.AttributeClass is { } kind && attributes.IsLayer(kind))
            ? null
            : (DiagnosticId.EmptyBlock, [type.Name]);
    }

    // From the block whose name is first, so that a circle is the same one wherever a network enters it.
    private static IReadOnlyList<string> Circle(IReadOnlyList<INamedTypeSymbol> blocks)
    {
        int first = Enumerable.Range(0, blocks.Count).OrderBy(i => blocks[i].ToDisplayString(), StringComparer.Ordinal).First();
        return [.. Enumerable.Range(first, blocks.Count + 1).Select(i => blocks[i % blocks.Count].Name)];
    }

    private int AddSite(BlockUse? block, AttributeSyntax? syntax)
    {
        Location[] own = syntax is null ? [] : [syntax.GetLocation()];
        sites.Add(block is null ? new DiagnosticLocation(own[0]) : new DiagnosticLocation(sites[block.Site].Location, _uses.Concat(own).ToEquatableArray()));
        return sites.Count - 1;
    }

    // A mistake in a block is one, however often the network uses the block.
    private void Report(BlockUse? block, DiagnosticId id, int site, params string[] arguments)
    {
        var finding = new Finding(id, site, arguments);
        if (!findings.Exists(other => other.Id == id && other.Arguments.Equals(finding.Arguments) && (block is not null || other.Site == site)))
        {
            findings.Add(finding);
        }
    }

    // A block of another project has source in an editor, and none in a build: it is read the same way in both.
    private bool IsSource(INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, network.ContainingAssembly);

    // Nobody can tell whether an attribute that does not exist was to be a layer.
    private bool HasUnknownAttributes(INamedTypeSymbol type) =>
        IsSource(type) && type.GetAttributes().Any(static attribute => attribute.AttributeClass is { TypeKind: TypeKind.Error });

    private static string TextOf(string written, BlockUse? block) => block is null ? written : $"{written} of {block.Block}";

    private AttributeSyntax? SyntaxOf(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;

    // An attribute that names blocks, on the network or inside another block.
    private sealed record Usage(AttributeData Attribute, AttributeSyntax? Syntax, string Written, int Site, BlockUse? Around)
    {
        public string MessageText => TextOf(Written, Around);
    }
}

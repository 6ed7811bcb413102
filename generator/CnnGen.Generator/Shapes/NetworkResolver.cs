using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Shapes;

/// <summary>Gives every layer its shapes, or every error of the network at once, each once.</summary>
internal static class NetworkResolver
{
    public static Resolution Resolve(NetworkDeclaration declaration)
    {
        Resolution resolution = declaration.IsUnfinished ? new Resolution(null, EquatableArray<Finding>.Empty) : ResolveFinished(declaration);
        return resolution.Network is null ? resolution with { Face = NetworkFace.Of(declaration, resolution.Findings) } : resolution;
    }

    /// <summary>What is wrong with a block that no network uses, whatever its input may be.</summary>
    public static Resolution ResolveBlock(NetworkDeclaration block)
    {
        var findings = new DiagnosticBag();
        HashSet<int> inBlocks = SitesInBlocks(block);
        block = block with { Layers = WithoutLossesOfBlocks(block.Layers, findings, block.Type.Name).ToEquatableArray() };
        _ = new LayerWalk(block, Gaps(block), findings).Run(null);
        return new Resolution(null, EachOnce(block, findings, inBlocks));
    }

    private static Resolution ResolveFinished(NetworkDeclaration declaration)
    {
        var findings = new DiagnosticBag();
        HashSet<int> inBlocks = SitesInBlocks(declaration);
        declaration = declaration with { Layers = WithoutLossesOfBlocks(declaration.Layers, findings, null).ToEquatableArray() };
        Shape? input = findings.NetworkInput = ReadInput(declaration, findings);
        IReadOnlyList<Node> nodes = new LayerWalk(declaration, Gaps(declaration), findings).Run(HasItsLayers(declaration) ? input : null);
        CheckEnd(declaration, findings);
        CheckNames(declaration.Type, nodes, findings);
        CheckLimits(declaration, findings);

        EquatableArray<Finding> found = EachOnce(declaration, findings, inBlocks);
        if (found.Any(finding => finding.IsError))
        {
            return new Resolution(null, found);
        }

        var network = new ShapedNetwork(declaration.Type, input!.Value, nodes.ToEquatableArray()) { Limits = declaration.Limits };
        Advise(network, declaration, findings);
        return new Resolution(network, found) { Advice = EachOnce(declaration, findings, inBlocks).Skip(found.Count).ToEquatableArray() };
    }

    private static HashSet<int> SitesInBlocks(NetworkDeclaration declaration) =>
        [.. declaration.Layers.SelectMany(layer => layer.InOrder).Where(layer => layer.Block is not null).Select(layer => layer.Site)];

    // What is used several times has its mistakes once. Advice may be silenced at one use and not at another.
    private static EquatableArray<Finding> EachOnce(NetworkDeclaration declaration, DiagnosticBag findings, HashSet<int> inBlocks) => declaration.Findings
        .Concat(findings.Findings
            .GroupBy(finding => (finding.Id, finding.Arguments, Site: finding.IsError && inBlocks.Contains(finding.Site) ? -1 : finding.Site))
            .Select(group => group.First()))
        .ToEquatableArray();

    // The block around layers of no other is the one that is judged by itself, if any.
    private static IEnumerable<LayerDeclaration> WithoutLossesOfBlocks(
        IEnumerable<LayerDeclaration> layers, DiagnosticBag findings, string? around)
    {
        foreach (LayerDeclaration layer in layers)
        {
            if ((layer.Block?.Block ?? around) is { } block && LayerKinds.Create(layer) is Loss)
            {
                findings.Site = layer.Site;
                findings.Report(
                    DiagnosticId.CannotBeABlock,
                    block,
                    $"it has the loss {layer.Written}",
                    "Move that to the networks that use the block, as their last layer.");
            }
            else
            {
                yield return layer with
                {
                    Branches = layer.Branches
                        .Select(branch => branch with { Layers = WithoutLossesOfBlocks(branch.Layers, findings, around).ToEquatableArray() })
                        .ToEquatableArray(),
                };
            }
        }
    }

    private static void Advise(ShapedNetwork network, NetworkDeclaration declaration, DiagnosticBag findings)
    {
        ShapeChain start = new(network.Input);
        List<ShapeChain> chains = [];
        IEnumerable<LayerDeclaration> declarations = declaration.Layers.SelectMany(layer => layer.InOrder);
        foreach ((Node node, LayerDeclaration declared) in network.Nodes.Zip(declarations, (node, declared) => (node, declared)))
        {
            findings.Site = declared.Site;
            findings.Shapes = node.Fork < 0 ? start : chains[node.Fork];
            node.Layer.Advise(network, node, findings);
            chains.Add(findings.Shapes.With(node.Layer.ChainLabel, node.Output));
        }
    }

    private static Shape? ReadInput(NetworkDeclaration declaration, DiagnosticBag findings)
    {
        findings.Site = NetworkDeclaration.NetworkSite;
        findings.Layer = declaration.Mark;
        string[] names = declaration.Input.Count switch
        {
            1 => ["features"],
            2 => ["channels", "length"],
            _ => ["channels", "height", "width"],
        };
        int before = findings.Findings.Count;
        for (int i = 0; i < names.Length; i++)
        {
            findings.RequirePositive(names[i], declaration.Input[i]);
        }

        if (findings.Findings.Count > before)
        {
            return null;
        }

        int[] size = [.. declaration.Input];
        Shape shape = size.Length switch
        {
            1 => Shape.Vector(size[0]),
            2 => Shape.Signal(size[0], size[1]),
            _ => Shape.Image(size[0], size[1], size[2]),
        };
        long[] dimensions = [.. shape.Dimensions];
        return findings.RequireFits($"The input {findings.Layer}", "Use a smaller input.", dimensions) ? shape : null;
    }

    private static void CheckLimits(NetworkDeclaration declaration, DiagnosticBag findings)
    {
        findings.Layer = declaration.Mark;
        foreach (ResourceLimit budget in declaration.Limits)
        {
            findings.Site = budget.Site;
            findings.RequirePositive(budget.Name, budget.Limit);
        }
    }

    // Behind the use of a block that could not be read no shape is known.
    private static int[] Gaps(NetworkDeclaration declaration) =>
    [
        .. declaration.Findings
            .Where(finding => finding.Id is DiagnosticId.NotABlock or DiagnosticId.BlockContainsItself or DiagnosticId.EmptyBlock or DiagnosticId.TooFewBranches
                || (finding.Id == DiagnosticId.CannotBeABlock && finding.Site != NetworkDeclaration.NetworkSite))
            .Select(finding => finding.Site),
    ];

    // Without any layer, or with some of them where their order is not known, no shape can be told and none be wrong.
    private static bool HasItsLayers(NetworkDeclaration declaration) =>
        !LacksLayers(declaration) && declaration.Layers.Any(layer => LayerKinds.Create(layer) is not Loss);

    private static bool LacksLayers(NetworkDeclaration declaration) =>
        declaration.Findings.Any(finding => finding.Id is DiagnosticId.LayerOnAnotherPart or DiagnosticId.RuntimeDoesNotFit or DiagnosticId.TooManyLayers);

    private static void CheckNames(TypeIdentity type, IReadOnlyList<Node> nodes, DiagnosticBag findings)
    {
        findings.Site = NetworkDeclaration.NameSite;
        IEnumerable<string> generated = nodes
            .Where(node => node.Layer.ParameterCount(node.Input) > 0)
            .SelectMany(node => GeneratedMembers.Accessors(node.MemberName).Prepend(node.MemberName))
            .Concat(GeneratedMembers.Face)
            .Append(GeneratedMembers.Constructor(type.Name));
        foreach (string name in generated)
        {
            if (name == type.Name)
            {
                findings.Report(DiagnosticId.NameTaken, type.Name, name, "the class itself has that name: rename the class");
            }
            else if (type.Members.Contains(name))
            {
                findings.Report(
                    DiagnosticId.NameTaken,
                    type.Name,
                    name,
                    name == GeneratedMembers.Constructor(type.Name)
                        ? "the class has one already: remove yours, or give it other parameters and let it call this(seed)"
                        : "the class has one already: rename yours");
            }
        }
    }

    private static void CheckEnd(NetworkDeclaration declaration, DiagnosticBag findings)
    {
        findings.Site = NetworkDeclaration.NetworkSite;
        if (LacksLayers(declaration))
        {
            return;
        }

        int losses = declaration.Layers.Count(layer => LayerKinds.Create(layer) is Loss);
        bool isInBlock = findings.Findings.Any(finding => finding.Id == DiagnosticId.CannotBeABlock);
        if (declaration.Layers.Count == losses && !isInBlock && Gaps(declaration).Length == 0)
        {
            findings.Report(DiagnosticId.NoLayers, declaration.Type.Name);
        }
        else if (losses == 0 && !isInBlock)
        {
            findings.Report(DiagnosticId.NoLoss, declaration.Type.Name);
        }
    }
}

/// <summary>What became of a declaration.</summary>
/// <param name="Network">The network, unless a finding is an error.</param>
/// <param name="Findings">What there is to say about it.</param>
internal sealed record Resolution(ShapedNetwork? Network, EquatableArray<Finding> Findings)
{
    /// <summary>What else there is to say about a network that fits: what is likely not meant, though nothing is wrong.</summary>
    public EquatableArray<Finding> Advice { get; init; }

    /// <summary>What is written in place of a network that there is none of; <see langword="null"/> where nothing can be.</summary>
    public NetworkFace? Face { get; init; }

    /// <summary>The class for which something is written, or <see langword="null"/>.</summary>
    public TypeIdentity? Written => Network?.Type ?? Face?.Type;
}

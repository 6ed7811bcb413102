using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Functions;
using CnnGen.Generator.Model;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Shapes;

/// <summary>Goes through the layers of a network, branch by branch, from shape to shape.</summary>
/// <param name="declaration">The network.</param>
/// <param name="gaps">Sites at which something stands that could not be read.</param>
/// <param name="findings">Receives what does not fit.</param>
internal sealed class LayerWalk(NetworkDeclaration declaration, int[] gaps, DiagnosticBag findings)
{
    /// <summary>All parameters lie in one arena, which an array of floats must hold.</summary>
    private const long MostParameters = int.MaxValue / 4;

    private readonly List<Node> _nodes = [];
    private readonly NodeNames _names = new();
    private long _parameters;
    private long _values;
    private readonly List<Head> _heads = [];
    private Layer? _loss;
    private int _previousSite = NetworkDeclaration.NetworkSite;

    /// <summary>The nodes of all layers whose input and output are known.</summary>
    /// <param name="input">The shape of the network's input, unless that is wrong.</param>
    public IReadOnlyList<Node> Run(Shape? input)
    {
        _values = input?.Size ?? 0;
        Walk(declaration.Layers, new Place(-1, input, new ShapeChain(input), null));
        ILookup<int, int> readers = _nodes
            .SelectMany(node => node.Inputs.Distinct(), (node, input) => (node, input))
            .ToLookup(read => read.input, read => read.node.Position);
        return [.. _nodes.Select(node => node with { Readers = readers[node.Position].ToEquatableArray() })];
    }

    private Place Walk(IEnumerable<LayerDeclaration> layers, Place place)
    {
        foreach (LayerDeclaration declared in layers)
        {
            place = Step(declared, place);
        }

        return place;
    }

    private Place Step(LayerDeclaration declared, Place place)
    {
        Layer layer = LayerKinds.Create(declared);
        if (_loss is not null)
        {
            // A block stands there as a whole.
            findings.Site = declared.Block?.Site ?? declared.Site;
            findings.Report(
                DiagnosticId.LayerAfterLoss,
                declared.Block?.Text ?? declared.Text,
                _loss.Text,
                layer is Loss ? "A network has one: remove one of the two." : "Move it in front of the loss, or remove it.");
            return place;
        }

        place = PastGaps(place, declared.Site);
        layer = place.Shape is { } input ? layer.WithInput(input) : layer;
        Point(declared, place);
        int before = findings.Findings.Count;
        layer.CheckSizes(findings);
        bool isSound = findings.Findings.Count == before && !IsLossTooEarly(declared, layer);

        Place[] ends = layer is JoinLayer ? [.. declared.Branches.Select(branch => End(branch, place))] : [place];
        Point(declared, place);
        findings.Branches = [.. ends.Select(end => end.Chain)];
        Shape[] inputs = [.. ends.Where(end => end.Shape is not null).Select(end => end.Shape!.Value)];
        Shape? output = inputs.Length == ends.Length && isSound ? layer.InferShape(inputs, findings) : null;
        Place behind = output is { } known
            ? Behind(declared, layer, place, ends, inputs, known)
            : layer.FixedOutput is { } certain
                ? place with { Shape = certain, Chain = place.Chain.WithUnknown(certain) }
                : place with { Shape = null };
        if (layer is HeadLayer head && ends[1].Shape is { } scores)
        {
            _heads.Add(new Head(head, declared, place, scores, ends[1].Chain));
        }

        CheckHeads(layer, place);
        _loss = layer as Loss;
        return place.Shape is not { Rank: not Rank.Vector } || behind.Shape is not { Rank: Rank.Vector }
            ? behind
            : behind with { Flattening = declared.Text };
    }

    // What a head has to give is known where the loss is.
    private void CheckHeads(Layer layer, Place end)
    {
        if (layer is not Loss loss || end.Shape is not { } scores)
        {
            return;
        }

        foreach (Head head in _heads)
        {
            Point(head.Declared, head.Place);
            head.Layer.CheckLoss(loss, scores, head.Scores, head.Chain, findings);
        }
    }

    private void Point(LayerDeclaration declared, Place place)
    {
        findings.Site = declared.Site;
        findings.Layer = declared.Text;
        findings.Shapes = place.Chain;
        findings.Flattening = place.Flattening;
    }

    private Place End(Branch branch, Place place) => PastGaps(Walk(branch.Layers, place), branch.LastSite);

    // Behind what could not be read no shape is known.
    private Place PastGaps(Place place, int site)
    {
        bool isUnknown = gaps.Any(gap => gap > _previousSite && gap <= site);
        _previousSite = site;
        return isUnknown ? place with { Shape = null } : place;
    }

    private Place Behind(LayerDeclaration declared, Layer layer, Place place, Place[] ends, Shape[] inputs, Shape output)
    {
        CountParameters(layer, inputs[0]);
        CountValues(layer, ends, inputs, output);
        _nodes.Add(new Node(
            _names.Next(layer, declared.Block),
            layer,
            ends.Select(end => end.Node).ToEquatableArray(),
            inputs[0],
            output,
            layer.Range([.. ends.Select(end => end.Node < 0 ? ValueRange.All : _nodes[end.Node].Range)]))
        {
            Fork = place.Node,
            Position = _nodes.Count,
        });
        return place with { Node = _nodes.Count - 1, Shape = output, Chain = place.Chain.With(layer.ChainLabel, output) };
    }

    private void CountParameters(Layer layer, Shape input)
    {
        long added = layer.ParameterCount(input);
        if (_parameters <= MostParameters && _parameters + added > MostParameters)
        {
            findings.Report(
                DiagnosticId.TooManyParameters,
                layer.Text,
                Literal.Grouped(added),
                input.ToString(),
                findings.Chain,
                declaration.Type.Name,
                Literal.Grouped(_parameters + added),
                Literal.Grouped(MostParameters));
        }

        _parameters += added;
    }

    private void CountValues(Layer layer, Place[] ends, Shape[] inputs, Shape output)
    {
        // Each branch has a gradient of its own for what it reads.
        long held = (HoldsValues(layer, ends[0].Node) ? output.Size : 0) + (layer is JoinLayer ? inputs.Sum(input => input.Size) : 0);
        if (_values <= DiagnosticBag.MostValues && _values + held > DiagnosticBag.MostValues)
        {
            findings.Report(
                DiagnosticId.TooManyValues,
                layer.Text,
                output.ToString(),
                Literal.Grouped(held),
                findings.Chain,
                declaration.Type.Name,
                Literal.Grouped(_values + held),
                Literal.Grouped(DiagnosticBag.MostValues));
        }

        _values += held;
    }

    // An activation is mostly applied where its input is computed. Flattening may have to close gaps, and counts.
    private bool HoldsValues(Layer layer, int input) =>
        !(layer.Function != Activation.None && input >= 0 && _nodes[input].Layer.FusesActivation);

    // What stands behind the loss is reported; where the loss belongs, its input may fit.
    private bool IsLossTooEarly(LayerDeclaration declared, Layer layer) =>
        layer is Loss && declaration.Layers.Any(other => other.Site > declared.Site && LayerKinds.Create(other) is not Loss);

    // A head beside the network: where it stands, what it gives, and how that came to be.
    private sealed record Head(HeadLayer Layer, LayerDeclaration Declared, Place Place, Shape Scores, ShapeChain Chain);

    /// <summary>Where a walk stands.</summary>
    /// <param name="Node">The node in front of it; −1 is the network's input.</param>
    /// <param name="Shape">What that gives, unless it is not known.</param>
    /// <param name="Chain">How it came to be.</param>
    /// <param name="Flattening">The attribute behind which there is no image any more, as written.</param>
    private readonly record struct Place(int Node, Shape? Shape, ShapeChain Chain, string? Flattening);
}

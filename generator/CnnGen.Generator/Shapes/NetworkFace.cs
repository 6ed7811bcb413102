using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Shapes;

/// <summary>
/// What is known of a network for which no code can be written: with its members in place, code that uses the network has no
/// errors that only follow from the mistake in its declaration.
/// </summary>
/// <param name="Type">The class.</param>
/// <param name="Layers">The layers that learn.</param>
/// <param name="Part">What its part of the class can be.</param>
/// <param name="Errors">The errors of the declaration: <c>CNN2003</c>; none where the compiler reports them.</param>
internal sealed record NetworkFace(
    TypeIdentity Type, EquatableArray<LearningLayer> Layers, SecondPart Part, EquatableArray<string> Errors)
{
    /// <summary>The face of a declaration, or <see langword="null"/> where the class can have no second part.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="findings">What is wrong with it, if that is known.</param>
    public static NetworkFace? Of(NetworkDeclaration declaration, IEnumerable<Finding> findings)
    {
        if (declaration.SecondPart is not { } part)
        {
            return null;
        }

        var names = new NodeNames();
        return Of(
            declaration.Type,
            declaration.Layers
                .SelectMany(declared => declared.InOrder)
                .Select(declared => (Layer: LayerKinds.Create(declared), Declared: declared))
                .Select(layer => (names.Next(layer.Layer, layer.Declared.Block), layer.Layer)),
            part,
            findings);
    }

    /// <summary>The face of a network that fits, and takes more than its declaration allows.</summary>
    public static NetworkFace Of(ShapedNetwork network, IEnumerable<Finding> findings) =>
        Of(network.Type, network.Nodes.Select(node => (node.Name, node.Layer)), SecondPart.Ordinary, findings);

    private static NetworkFace Of(
        TypeIdentity type, IEnumerable<(string Name, Layer Layer)> layers, SecondPart part, IEnumerable<Finding> findings) => new(
        type,
        layers
            .Where(layer => layer.Layer.Learns)
            .Select(layer => new LearningLayer(Text.MemberName.Of(layer.Name), layer.Layer.KeepsStatistics))
            .GroupBy(layer => layer.Name)
            .Select(alike => alike.First())
            .ToEquatableArray(),
        part,
        findings.Where(finding => finding.IsError).Select(finding => Descriptors.Of(finding.Id).Id).Distinct().ToEquatableArray());
}

/// <summary>A layer of a network for which no code can be written.</summary>
/// <param name="Name">Its property.</param>
/// <param name="IsNorm">Whether those are the ones of a normalisation.</param>
internal sealed record LearningLayer(string Name, bool IsNorm);

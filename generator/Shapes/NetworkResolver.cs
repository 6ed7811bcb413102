using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Emit;
using CnnGen.Generator.Layers;

namespace CnnGen.Generator.Shapes;

/// <summary>Gives every layer its shapes, or every fault of the network at once, each once.</summary>
internal static class NetworkResolver
{
    /// <summary>All parameters lie in one arena, which an array of floats must hold.</summary>
    private const long MostParameters = int.MaxValue / 4;

    public static Resolution Resolve(NetworkDeclaration declaration)
    {
        var faults = new FaultSink();
        Shape? input = ReadInput(declaration, faults);
        List<Node> nodes = Walk(declaration, HasItsLayers(declaration) ? input : null, faults);
        CheckEnd(declaration, faults);
        CheckNames(declaration.Type, nodes, faults);

        List<Fault> all = [.. declaration.Faults, .. faults.Faults];
        return all.Count > 0
            ? new Resolution(null, all.ToEquatableArray())
            : new Resolution(new ShapedNetwork(declaration.Type, input!.Value, nodes.ToEquatableArray()), EquatableArray<Fault>.Empty);
    }

    private static Shape? ReadInput(NetworkDeclaration declaration, FaultSink faults)
    {
        faults.Site = NetworkDeclaration.NetworkSite;
        faults.Layer = $"Network({string.Join(", ", declaration.Input.Select(Literal.Of))})";
        string[] names = declaration.Input.Count switch
        {
            1 => ["features"],
            2 => ["channels", "length"],
            _ => ["channels", "height", "width"],
        };
        int before = faults.Faults.Count;
        for (int i = 0; i < names.Length; i++)
        {
            faults.Positive(names[i], declaration.Input[i]);
        }

        if (faults.Faults.Count > before)
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
        return faults.Holds($"The input {faults.Layer}", "Use a smaller input.", dimensions) ? shape : null;
    }

    // Without any layer, or with some of them where their order is not known, no shape can be told and none be wrong.
    private static bool HasItsLayers(NetworkDeclaration declaration) =>
        !HasLayerElsewhere(declaration) && declaration.Layers.Any(layer => !LayerCatalogue.Create(layer).IsLoss);

    private static bool HasLayerElsewhere(NetworkDeclaration declaration) =>
        declaration.Faults.Any(fault => fault.Id == DiagnosticId.LayerOnAnotherPart);

    private static List<Node> Walk(NetworkDeclaration declaration, Shape? shape, FaultSink faults)
    {
        List<Node> nodes = [];
        Dictionary<string, int> numbers = [];
        ShapeChain chain = new(shape);
        long parameters = 0;
        long values = shape?.Size ?? 0;
        Layer? loss = null;
        foreach (LayerDeclaration declared in declaration.Layers)
        {
            Layer layer = LayerCatalogue.Create(declared);
            faults.Site = declared.Site;
            faults.Layer = declared.Text;
            faults.Chain = chain.ToString();
            if (loss is not null)
            {
                faults.Report(DiagnosticId.LayerAfterLoss, declared.Text, loss.Text);
                continue;
            }

            int before = faults.Faults.Count;
            layer.CheckSizes(faults);
            Shape? output = shape is { } input && faults.Faults.Count == before ? layer.Infer(input, faults) : null;
            if (shape is { } known && output is { } next)
            {
                long added = layer.ParameterCount(known);
                if (parameters <= MostParameters && parameters + added > MostParameters)
                {
                    faults.Report(
                        DiagnosticId.TooManyParameters,
                        declared.Text,
                        declaration.Type.Name,
                        Literal.Grouped(parameters + added),
                        Literal.Grouped(added),
                        Literal.Grouped(MostParameters));
                }

                long held = HoldsValues(layer, nodes.LastOrDefault()?.Layer) ? next.Size : 0;
                if (values <= FaultSink.MostValues && values + held > FaultSink.MostValues)
                {
                    faults.Report(
                        DiagnosticId.TooManyValues,
                        declared.Text,
                        declaration.Type.Name,
                        Literal.Grouped(values + held),
                        Literal.Grouped(held),
                        Literal.Grouped(FaultSink.MostValues));
                }

                parameters += added;
                values += held;
                int number = numbers[layer.Stem] = numbers.TryGetValue(layer.Stem, out int last) ? last + 1 : 1;
                nodes.Add(new Node($"{layer.Stem}{Literal.Of(number)}", layer, new[] { nodes.Count - 1 }.ToEquatableArray(), known, next));
                chain.Add(layer.Step, next);
            }
            else if (layer.FixedOutput is { } certain)
            {
                chain.AddUnknown(certain);
            }

            shape = output ?? layer.FixedOutput;
            loss = layer.IsLoss ? layer : null;
        }

        return nodes;
    }

    // An activation is mostly applied where its input is computed. Flattening may have to close gaps, and counts.
    private static bool HoldsValues(Layer layer, Layer? before) =>
        !(layer is ActivationLayer && before is { FusesActivation: true });

    private static void CheckNames(TypeIdentity type, List<Node> nodes, FaultSink faults)
    {
        faults.Site = NetworkDeclaration.NameSite;
        IEnumerable<string> generated = nodes
            .Where(node => node.Layer.ParameterCount(node.Input) > 0)
            .Select(node => node.MemberName)
            .Concat(GeneratedMembers.Face)
            .Append(GeneratedMembers.Constructor(type.Name));
        foreach (string name in generated)
        {
            if (name == type.Name)
            {
                faults.Report(DiagnosticId.NameTaken, type.Name, name, "the class itself");
            }
            else if (type.Members.Contains(name))
            {
                faults.Report(DiagnosticId.NameTaken, type.Name, name, "a member of its own");
            }
        }
    }

    private static void CheckEnd(NetworkDeclaration declaration, FaultSink faults)
    {
        faults.Site = NetworkDeclaration.NetworkSite;
        if (HasLayerElsewhere(declaration))
        {
            return;
        }

        int losses = declaration.Layers.Count(layer => LayerCatalogue.Create(layer).IsLoss);
        if (declaration.Layers.Count == losses)
        {
            faults.Report(DiagnosticId.NoLayers, declaration.Type.Name);
        }
        else if (losses == 0)
        {
            faults.Report(DiagnosticId.NoLoss, declaration.Type.Name);
        }
    }
}

/// <summary>What became of a declaration: a network, or what is wrong with it.</summary>
internal sealed record Resolution(ShapedNetwork? Network, EquatableArray<Fault> Faults);

using CnnGen.Onnx.Format;
using CnnGen.Onnx.Model;
using CnnGen.Parameters;

namespace CnnGen.Onnx.Export;

/// <summary>Where layers write their nodes: the graph, the parameters that are still to be written, and the shape so far.</summary>
/// <param name="graph">The graph.</param>
/// <param name="parameters">The parameters of the network, in the order of the layers.</param>
/// <param name="input">Its input: channels, or features, and then height and width, or the length.</param>
internal sealed class LayerWriter(GraphWriter graph, IEnumerator<Parameter> parameters, IReadOnlyList<int> input)
{
    private readonly Dictionary<string, int> _numbers = [];

    public GraphWriter Graph => graph;

    /// <summary>Channels, or features, of what the next layer reads.</summary>
    public int Channels { get; set; } = input[0];

    /// <summary>Its dimensions: three of an image, two of a signal, one of a vector.</summary>
    public int Dimensions { get; set; } = input.Count;

    /// <exception cref="NotSupportedException">The layer has no form in ONNX.</exception>
    public void Write(Layer layer)
    {
        if (layer is not IExportedLayer exported)
        {
            throw new NotSupportedException($"The layer {layer.CanonicalText} cannot be written as ONNX.");
        }

        exported.Write(this);
    }

    /// <summary>Writes the branches of a layer that joins them, each from where the chain ends now, which it leaves as it was.</summary>
    /// <returns>The values at their ends, and the sum of their channels.</returns>
    public (IReadOnlyList<string> Ends, int Channels) WriteBranches(IReadOnlyList<IReadOnlyList<Layer>> branches)
    {
        (string start, int channels, int dimensions) = (graph.Current, Channels, Dimensions);
        List<string> ends = [];
        int sum = 0;
        foreach (IReadOnlyList<Layer> branch in branches)
        {
            (graph.Current, Channels, Dimensions) = (start, channels, dimensions);
            foreach (Layer layer in branch)
            {
                Write(layer);
            }

            ends.Add(graph.Current);
            sum += Channels;
        }

        return (ends, sum);
    }

    /// <summary>Takes the parameters of layers that stand beside the network, and writes none of their nodes.</summary>
    public void Skip(IReadOnlyList<Layer> layers)
    {
        var beside = new LayerWriter(new GraphWriter(new GraphProto(), graph.Current), parameters, [Channels, .. Enumerable.Repeat(1, Dimensions - 1)]);
        foreach (Layer layer in layers)
        {
            beside.Write(layer);
        }
    }

    /// <summary>The next parameter.</summary>
    public Parameter Take() => parameters.MoveNext()
        ? parameters.Current
        : throw new InvalidOperationException("The architecture has more layers with parameters than the network has parameters.");

    /// <summary>Writes the next weights, and biases where there are some, as constants.</summary>
    /// <returns>Their names.</returns>
    public string[] TakeWeights(bool hasBias, out string name)
    {
        Parameter weight = Take();
        name = NameOf(weight);
        return hasBias ? [Constant(weight), Constant(Take())] : [Constant(weight)];
    }

    public string Constant(Parameter parameter) => graph.Constant(parameter.Name, parameter.Shape, parameter.Values);

    /// <summary>The name of the layer that a parameter is of.</summary>
    public static string NameOf(Parameter weight) => weight.Name[..weight.Name.LastIndexOf('.')];

    /// <summary>The name of a layer without parameters.</summary>
    public string NameOf(Layer layer)
    {
        int number = _numbers.GetValueOrDefault(layer.NamePrefix) + 1;
        _numbers[layer.NamePrefix] = number;
        return $"{layer.NamePrefix}{number}";
    }
}

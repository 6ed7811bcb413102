using CnnGen.Onnx.Layers;
using CnnGen.Parameters;
using static CnnGen.Onnx.Export.GraphWriter;

namespace CnnGen.Onnx.Export;

/// <summary>Writes each kind of layer as ONNX's operators; a new kind has its place here and in <see cref="ArchitectureText"/>.</summary>
/// <param name="graph">The graph.</param>
/// <param name="parameters">The parameters of the network, in the order of the layers.</param>
/// <param name="input">Its input: channels, or features, and then height and width, or the length.</param>
internal sealed class LayerNodes(GraphWriter graph, IEnumerator<Parameter> parameters, IReadOnlyList<int> input)
{
    private const int ImageDimensions = 3;

    private readonly Dictionary<string, int> _numbers = [];
    private int _channels = input[0];
    private int _dimensions = input.Count;

    public void Write(Layer layer)
    {
        switch (layer)
        {
            case FilterLayer { IsLocal: false } convolution:
                WriteConvolution(convolution);
                break;
            case FilterLayer local:
                WriteLocallyConnected(local);
                break;
            case FixedFilter filter:
                WriteFilter(filter);
                break;
            case FullyConnected connected:
                string[] weights = Next(connected.Bias, out string name);
                graph.Append("Gemm", name, weights, Attribute("transB", 1));
                break;
            case Pool pool:
                graph.Append(pool.IsMax ? "MaxPool" : "AveragePool", Number(pool), [], Windows(pool));
                break;
            case Join join:
                WriteBranches(join);
                break;
            case Auxiliary head:
                Skip(head);
                break;
            case GlobalAveragePool pool:
                string pooled = Number(pool);
                graph.Append("GlobalAveragePool", $"{pooled}.image", []);
                graph.Append("Flatten", pooled, [], Attribute("axis", 1));
                _dimensions = 1;
                break;
            case LeakyReLU leaky:
                graph.Append("LeakyRelu", Number(leaky), [], Attribute("alpha", leaky.Slope));
                break;
            case BatchNorm norm:
                Parameter weight = Take();
                string[] statistics = [Constant(weight), Constant(Take()), Constant(Take()), Constant(Take())];
                graph.Append(
                    "BatchNormalization", LayerName(weight), statistics, Attribute("epsilon", norm.Epsilon), Attribute("momentum", 1 - norm.Momentum));
                break;
            case LocalResponseNorm norm:
                WriteNorm(norm);
                break;
            case PadChannels pad:
                WritePad(pad);
                break;
            case Dropout:
                break;
            case PlainLayer plain:
                WritePlain(plain);
                break;
            default:
                throw new NotSupportedException($"The layer {layer.Signature} cannot be written as ONNX.");
        }
    }

    private void WritePlain(PlainLayer layer)
    {
        if (layer == PlainLayer.Flatten)
        {
            graph.Append("Flatten", Number(layer), [], Attribute("axis", 1));
            _dimensions = 1;
        }
        else if (layer == PlainLayer.SoftmaxCrossEntropy)
        {
            graph.Append("Softmax", "softmax", [], Attribute("axis", 1));
        }
        else if (layer == PlainLayer.BinaryCrossEntropy)
        {
            graph.Append("Sigmoid", "probability", []);
        }
        else if (layer != PlainLayer.MeanSquaredError)
        {
            graph.Append(layer == PlainLayer.ReLU ? "Relu" : layer == PlainLayer.GELU ? "Gelu" : layer.Name, Number(layer), []);
        }
    }

    private void WriteBranches(Join join)
    {
        (string start, int channels, int dimensions) = (graph.Current, _channels, _dimensions);
        List<string> ends = [];
        int sum = 0;
        foreach (IReadOnlyList<Layer> branch in join.Branches)
        {
            (graph.Current, _channels, _dimensions) = (start, channels, dimensions);
            foreach (Layer layer in branch)
            {
                Write(layer);
            }

            ends.Add(graph.Current);
            sum += _channels;
        }

        graph.Current = join.IsSum
            ? graph.Add("Add", Number(join), ends)
            : graph.Add("Concat", Number(join), ends, Attribute("axis", 1));
        _channels = join.IsSum ? _channels : sum;
    }

    // Its parameters stand among those of the network: what takes them writes nodes that nobody keeps.
    private void Skip(Auxiliary head)
    {
        var beside = new LayerNodes(new GraphWriter(new Format.GraphProto(), graph.Current), parameters, [_channels, .. Enumerable.Repeat(1, _dimensions - 1)]);
        foreach (Layer layer in head.Layers)
        {
            beside.Write(layer);
        }
    }

    // ONNX Runtime normalises images alone: a signal or a vector is one for that long. It takes neither an alpha nor a beta of 0, for
    // which no value depends on its neighbours.
    private void WriteNorm(LocalResponseNorm norm)
    {
        string name = Number(norm);
        if (norm.Alpha == 0 || norm.Beta == 0)
        {
            graph.Append("Mul", name, [graph.Constant($"{name}.factor", [], [(float)Math.Pow(norm.K, -norm.Beta)])]);
            return;
        }

        long[] missing = [.. Enumerable.Range(_dimensions + 1, ImageDimensions - _dimensions).Select(axis => (long)axis)];
        if (missing.Length > 0)
        {
            graph.Append("Unsqueeze", $"{name}.image", [graph.Constant($"{name}.axes", missing)]);
        }

        graph.Append(
            "LRN", missing.Length > 0 ? $"{name}.normalized" : name, [],
            Attribute("size", norm.Size), Attribute("alpha", norm.Alpha), Attribute("beta", norm.Beta), Attribute("bias", norm.K));
        if (missing.Length > 0)
        {
            graph.Append("Squeeze", name, [$"{name}.axes"]);
        }
    }

    private void WritePad(PadChannels pad)
    {
        string name = Number(pad);
        long[] ends = new long[2 * (_dimensions + 1)];
        ends[1] = pad.Before;
        ends[_dimensions + 2] = pad.After;
        graph.Append("Pad", name, [graph.Constant($"{name}.pads", ends)]);
        _channels += pad.Before + pad.After;
    }

    private void WriteConvolution(FilterLayer layer)
    {
        string[] weights = Next(layer.Bias, out string name);
        graph.Append(
            "Conv",
            name,
            weights,
            [
                .. layer.Groups == 1 ? [] : new[] { Attribute("group", layer.Groups) },
                .. Windows(layer.Kernel, layer.Stride, layer.Padding, layer.Dilation),
            ]);
        _channels = layer.Filters;
    }

    private void WriteFilter(FixedFilter filter)
    {
        string name = Number(filter);
        float[] kernels = [.. Enumerable.Repeat(filter.Coefficients, _channels).SelectMany(coefficients => coefficients)];
        graph.Append(
            "Conv",
            name,
            [graph.Constant($"{name}.kernel", [_channels, 1, .. filter.Kernel], kernels)],
            [Attribute("group", _channels), .. Windows(filter.Kernel, filter.Stride, filter.Padding, filter.Dilation)]);
    }

    // ONNX has no such operator. A grouped convolution whose kernels are the unit vectors gathers what lies under each window,
    // exactly, and a product of matrices for each position weighs it.
    private void WriteLocallyConnected(FilterLayer layer)
    {
        Parameter weight = Take();
        Parameter? bias = layer.Bias ? Take() : null;
        string name = LayerName(weight);
        int axes = layer.Kernel.Count;
        int[] positions = [.. weight.Shape.Take(axes)];
        int channels = weight.Shape[axes];
        int taps = layer.Kernel.Aggregate((product, size) => product * size);

        float[] unit = new float[channels * taps * taps];
        for (int i = 0; i < channels * taps; i++)
        {
            unit[(i * taps) + (i % taps)] = 1;
        }

        graph.Append(
            "Conv",
            $"{name}.gathered",
            [graph.Constant($"{name}.taps", [channels * taps, 1, .. layer.Kernel], unit)],
            [Attribute("group", channels), .. Windows(layer.Kernel, layer.Stride, layer.Padding, layer.Dilation)]);

        // (batch, channels · taps, positions) becomes (batch, positions, 1, channels · taps).
        int[] spatial = [.. Enumerable.Range(2, axes)];
        graph.Append("Transpose", $"{name}.turned", [], Attribute("perm", [0, .. spatial, 1]));
        graph.Append("Unsqueeze", $"{name}.rows", [graph.Constant($"{name}.row", axes + 1)]);
        string matrices = graph.Add(
            "Reshape",
            $"{name}.matrices",
            [
                graph.Constant(weight.Name, weight.Shape, weight.Values),
                graph.Constant($"{name}.matrix", [.. positions.Select(size => (long)size), channels * taps, layer.Filters]),
            ]);
        graph.Append("MatMul", $"{name}.product", [matrices]);
        graph.Append("Squeeze", $"{name}.filters", [graph.Constant($"{name}.squeezed", axes + 1)]);
        if (bias is not null)
        {
            graph.Append("Add", $"{name}.biased", [graph.Constant(bias.Name, bias.Shape, bias.Values)]);
        }

        graph.Append("Transpose", name, [], Attribute("perm", [0, axes + 1, .. Enumerable.Range(1, axes)]));
        _channels = layer.Filters;
    }

    // Where the kernel is one value there is nothing between taps, however far they would be apart.
    private static Format.AttributeProto[] Windows(IReadOnlyList<int> kernel, int stride, int padding, int dilation) =>
    [
        Attribute("kernel_shape", kernel),
        Attribute("strides", kernel.Select(_ => stride)),
        Attribute("pads", kernel.Concat(kernel).Select(_ => padding)),
        Attribute("dilations", kernel.Select(size => size == 1 ? 1 : dilation)),
    ];

    // Where there is no padding, none counts in a mean whatever is asked for.
    private static Format.AttributeProto[] Windows(Pool pool) =>
    [
        Attribute("kernel_shape", pool.Size),
        Attribute("strides", pool.Stride),
        .. pool.Padding == 0 ? [] : new[] { Attribute("pads", pool.Size.Concat(pool.Size).Select(_ => pool.Padding)) },
        .. pool.CeilMode ? [Attribute("ceil_mode", 1)] : Array.Empty<Format.AttributeProto>(),
        .. !pool.IsMax && pool.Padding > 0 && pool.CountIncludePad ? [Attribute("count_include_pad", 1)] : Array.Empty<Format.AttributeProto>(),
    ];

    private string[] Next(bool hasBias, out string name)
    {
        Parameter weight = Take();
        name = LayerName(weight);
        return hasBias ? [Constant(weight), Constant(Take())] : [Constant(weight)];
    }

    private string Constant(Parameter parameter) => graph.Constant(parameter.Name, parameter.Shape, parameter.Values);

    private Parameter Take() => parameters.MoveNext()
        ? parameters.Current
        : throw new InvalidOperationException("The architecture has more layers with parameters than the network has parameters.");

    private static string LayerName(Parameter weight) => weight.Name[..weight.Name.LastIndexOf('.')];

    private string Number(Layer layer)
    {
        int number = _numbers.GetValueOrDefault(layer.Stem) + 1;
        _numbers[layer.Stem] = number;
        return $"{layer.Stem}{number}";
    }
}

using CnnGen.Files;
using CnnGen.Onnx.Format;

namespace CnnGen.Onnx.Import;

/// <summary>Walks the nodes from the input to the output and takes each as a layer, or notes why it cannot be one.</summary>
internal sealed class GraphReader
{
    private const long FirstOperatorSet = 7;
    private const long LastOperatorSet = 23;

    /// <summary>The refusals that a message tells.</summary>
    private const int MostToldRefusals = 100;

    private readonly GraphProto _graph;
    private readonly long _operatorSet;
    private readonly Dictionary<string, TensorProto> _initializers = [];
    private readonly Dictionary<string, int> _writers = [];
    private readonly Dictionary<string, Constant> _constants = [];
    private readonly Dictionary<string, IReadOnlyList<int>> _shapes = [];
    private readonly HashSet<string> _lost = [];
    private readonly List<string> _refusals = [];
    private readonly string _input;
    private readonly Chain _chain;
    private readonly ImportLimits _limits;
    private string _current;
    private int _refusedNodes;

    private GraphReader(ModelProto model, IReadOnlyList<int>? inputShape, long fileBytes)
    {
        _graph = model.Graph ?? throw new InvalidDataException("expected a model with a graph, but there is none.");
        _operatorSet = model.OpsetImport.FirstOrDefault(set => IsStandard(set.Domain))?.Version
            ?? throw new InvalidDataException("expected a model that says which version of ONNX's operators it uses, but it does not.");
        if (_operatorSet is < FirstOperatorSet or > LastOperatorSet)
        {
            throw new InvalidDataException($"expected operator set {FirstOperatorSet} to {LastOperatorSet}, but found {_operatorSet}.");
        }

        Index();
        ValueInfoProto input = OnlyInput();
        Input = inputShape ?? Shape(input);
        _input = input.Name;
        _current = _input;
        _limits = new ImportLimits(fileBytes);
        _chain = new Chain(Input, _limits);
    }

    private IReadOnlyList<int> Input { get; }

    /// <summary>Reads a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputShape">The shape of a sample, where the model's own is not to be taken.</param>
    /// <param name="fileBytes">The size of the file.</param>
    /// <exception cref="InvalidDataException">It is damaged, or has nodes that cannot be taken, all of which the message names.</exception>
    public static (IReadOnlyList<int> Input, Chain Chain) Read(ModelProto model, IReadOnlyList<int>? inputShape, long fileBytes)
    {
        var reader = new GraphReader(model, inputShape, fileBytes);
        reader.Walk();
        return (reader.Input, reader._chain);
    }

    private void Index()
    {
        foreach (TensorProto tensor in _graph.Initializer)
        {
            if (!_initializers.TryAdd(tensor.Name, tensor))
            {
                throw new InvalidDataException($"the constant {Quotation.Of(tensor.Name)} stands there twice.");
            }
        }

        foreach ((int index, NodeProto node) in _graph.Node.Index())
        {
            foreach (string output in node.Output.Where(name => name.Length > 0))
            {
                if (_initializers.ContainsKey(output) || !_writers.TryAdd(output, index))
                {
                    throw new InvalidDataException($"node {index} {Quotation.Of(node.Name)} writes {Quotation.Of(output)}, which exists already.");
                }
            }
        }
    }

    private ValueInfoProto OnlyInput()
    {
        // Up to version 3 of the format every constant is listed as an input too.
        ValueInfoProto[] inputs = [.. _graph.Input.Where(input => !_initializers.ContainsKey(input.Name)).Take(9)];
        if (inputs.Length != 1 || _graph.Output.Count != 1)
        {
            throw new InvalidDataException(
                $"expected a model with one input and one output, but found {(inputs.Length > 8 ? "many" : inputs.Length)} ({string.Join(", ", inputs.Select(input => Quotation.Of(input.Name)))}) "
                + $"and {_graph.Output.Count} ({string.Join(", ", _graph.Output.Take(8).Select(output => Quotation.Of(output.Name)))}).");
        }

        return _writers.ContainsKey(inputs[0].Name)
            ? throw new InvalidDataException($"a node writes the input {Quotation.Of(inputs[0].Name)}.")
            : inputs[0];
    }

    private static int[] Shape(ValueInfoProto input)
    {
        IEnumerable<long?> sizes = (input.Type?.TensorType?.Shape?.Dim ?? []).Select(dimension => dimension.HasDimValue ? dimension.DimValue : (long?)null);
        long?[] sample = [.. sizes.Skip(1).Take(9)];
        if (sample.Length is < 1 or > 3 || sample.Any(size => size is null or < 1 or > int.MaxValue) || sample.Aggregate(1.0, (product, size) => product * size!.Value) > int.MaxValue)
        {
            throw new InvalidDataException(
                $"expected an input {Quotation.Of(input.Name)} of (batch, features), (batch, channels, length) or (batch, channels, height, width), but found "
                + $"({string.Join(", ", sizes.Take(8).Select(size => size?.ToString() ?? "?"))}). Where sizes are open, give the shape of a sample.");
        }

        return [.. sample.Select(size => (int)size!.Value)];
    }

    private void Walk()
    {
        bool[] isRead = Reachable();
        for (int i = 0; i < isRead.Length; i++)
        {
            if (isRead[i])
            {
                Visit(i);
            }
        }

        string output = _graph.Output[0].Name;
        if (_refusals.Count == 0)
        {
            if (output != _current)
            {
                throw new InvalidDataException($"the output {Quotation.Of(output)} is not what the last layer gives, but another value.");
            }

            if (_chain.Form != ValueForm.Usual)
            {
                throw new InvalidDataException("expected an output with channels first, but a Transpose or a Reshape before it has another order.");
            }

            if (_chain.OfInput is not null)
            {
                throw new InvalidDataException("expected a model with a layer that takes in the constants that are added to the input or multiplied with it, but found none.");
            }

            return;
        }

        IEnumerable<string> told = _refusedNodes > MostToldRefusals ? _refusals.Append("…") : _refusals;
        throw new InvalidDataException(
            $"{(_refusedNodes == 1 ? "one node cannot be taken" : $"{_refusedNodes} nodes cannot be taken")}:\n  {string.Join("\n  ", told)}");
    }

    /// <summary>The nodes that the output depends on.</summary>
    private bool[] Reachable()
    {
        var reached = new bool[_graph.Node.Count];
        var open = new Stack<string>([_graph.Output[0].Name]);
        while (open.TryPop(out string? name))
        {
            if (_writers.TryGetValue(name, out int writer) && !reached[writer])
            {
                reached[writer] = true;
                NodeProto node = _graph.Node[writer];
                foreach (string input in node.Input.Concat(new InnerGraphs(node).Read))
                {
                    open.Push(input);
                }
            }
        }

        return reached;
    }

    private void Visit(int index)
    {
        NodeProto proto = _graph.Node[index];
        var node = new Node(proto, index, _operatorSet, _constants);
        string output = proto.Output[0];
        try
        {
            List<string> computed = Computed(node, index);
            if (computed.Exists(_lost.Contains))
            {
                // What is wrong has been said of the node that was to give it.
                Lose(output, isLayer: computed.Contains(_current));
            }
            else if (!IsStandard(proto.Domain))
            {
                throw new RefusedException("it is no operator of ONNX itself");
            }
            else if (node.InnerGraphs.Attributes.Count > 0)
            {
                throw new RefusedException(
                    $"it has graphs within it ({string.Join(", ", node.InnerGraphs.Attributes.Take(4))}), "
                    + (computed.Exists(node.InnerGraphs.Read.Contains)
                        ? $"which read {string.Join(" and ", computed.Where(node.InnerGraphs.Read.Contains).Take(4).Select(Quotation.Of))}, "
                        : string.Empty)
                    + "and CnnGen has no layer that decides in a prediction what to compute");
            }
            else if (node.Operation == "Shape" && node.IsWhole && computed.Count == 1 && _shapes.TryGetValue(computed[0], out IReadOnlyList<int>? shape))
            {
                // As a Reshape asks for it: 0 keeps the batch.
                _constants[output] = new Constant([shape.Count + 1], null, [0, .. shape.Select(size => (long)size)]);
            }
            else if (computed.Count == 0)
            {
                _constants[output] = node.Operation == "Constant"
                    ? node.Value()
                    : ConstantFolding.Fold(node, node.Constant(0, "input"), _limits);
            }
            else if (computed.Count > 1 || computed[0] != _current)
            {
                throw new RefusedException(
                    $"it reads {string.Join(" and ", computed.Take(4).Select(Quotation.Of))}, and the import takes chains alone, in which each layer reads the one before it; Residual and Concat have to be written by hand");
            }
            else
            {
                Note();
                OperatorKinds.Read(node, _chain);
                _current = output;
                Note();
            }
        }
        catch (RefusedException refusal)
        {
            if (++_refusedNodes <= MostToldRefusals)
            {
                _refusals.Add($"{node.Place}: {refusal.Message}.");
            }

            bool isLayer = node.Operation != "Constant" && !Read(node).All(_constants.ContainsKey);
            Lose(output, isLayer);
        }
    }

    // The shape of what the next node reads, for a Shape that asks for it later.
    private void Note()
    {
        if (_chain is { Shape: { } shape, Form: ValueForm.Usual })
        {
            _shapes[_current] = shape;
        }
    }

    private void Lose(string output, bool isLayer)
    {
        if (isLayer)
        {
            _chain.Lose();
            _current = output;
        }
        else
        {
            _lost.Add(output);
        }
    }

    /// <summary>What a node reads that depends on the input; constants among what it reads are read from the file.</summary>
    private List<string> Computed(Node node, int index)
    {
        List<string> computed = [];
        foreach (string name in Read(node).Where(name => !_constants.ContainsKey(name)))
        {
            if (_initializers.TryGetValue(name, out TensorProto? tensor))
            {
                _constants.Add(name, TensorReader.Read(tensor));
            }
            else if (name == _input || (_writers.TryGetValue(name, out int writer) && writer < index))
            {
                computed.Add(name);
            }
            else
            {
                throw new InvalidDataException($"{node.Place} reads {Quotation.Of(name)}, which nothing in front of it gives.");
            }
        }

        return computed;
    }

    private static IEnumerable<string> Read(Node node) => node.Inputs.Where(name => name.Length > 0).Concat(node.InnerGraphs.Read);

    private static bool IsStandard(string domain) => domain is "" or "ai.onnx";
}

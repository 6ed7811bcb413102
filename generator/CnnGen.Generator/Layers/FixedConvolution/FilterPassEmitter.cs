using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Writes the kernels of a fixed filter, for a block or for one sample: where each tap meets an input it is written out, so
/// that its coefficients are part of the code; along the edges, and for a kernel too large to be written out, a loop takes
/// the taps that meet one.
/// </summary>
internal sealed class FilterPassEmitter
{
    /// <summary>
    /// Taps of a kernel that is written out. Beyond that a file would be long to read, and long to compile on the first
    /// call.
    /// </summary>
    private const int MostWrittenTaps = 1024;

    private readonly FixedConvolution _layer;
    private readonly string _name;
    private readonly string _pass;
    private readonly Activation _activation;
    private readonly Shape _input;
    private readonly Shape _output;
    private readonly FilterPlaces _places;
    private readonly FilterRegion _interior;
    private readonly FilterRegion[] _edges;
    private readonly FilterEdgeEmitter _edge;
    private readonly FilterRowEmitter? _row;

    /// <param name="layer">The kernel and its windows.</param>
    /// <param name="name">The operation's.</param>
    /// <param name="tapName">Whose taps it reads along the edges: an operation's.</param>
    /// <param name="pass">What computes the results: Forward or Inference.</param>
    /// <param name="activation">What is applied to them.</param>
    /// <param name="input">The shape of the input.</param>
    /// <param name="output">The shape of the results.</param>
    /// <param name="places">Where values lie.</param>
    public FilterPassEmitter(
        FixedConvolution layer, string name, string tapName, string pass, Activation activation, Shape input, Shape output, FilterPlaces places)
    {
        _layer = layer;
        _name = name;
        _pass = pass;
        _activation = activation;
        _input = input;
        _output = output;
        _places = places;
        FilterTap[] taps = layer.Taps;
        _interior = taps.Length > MostWrittenTaps ? default : FilterRegion.Interior(layer, taps, input);
        _edges = [.. _interior.Around(output)];
        _edge = new FilterEdgeEmitter(layer, taps, name, tapName, pass, activation, input, places);
        _row = _interior.IsEmpty ? null : new FilterRowEmitter(layer, taps, _interior, name, pass, activation, places);
    }

    /// <summary>Writes the method for the results, and those that it calls.</summary>
    /// <param name="writer">Receives the text.</param>
    /// <param name="planes">How many planes of one vector a position there are.</param>
    /// <param name="nextInput">Vectors from one to the next in the input.</param>
    /// <param name="nextOutput">Vectors from one to the next in the results.</param>
    public void WriteForward(SourceWriter writer, Integer planes, int nextInput, int nextOutput)
    {
        KernelMethod method = new(
            _name + _pass,
            $"{_name} {_pass.ToLowerInvariant()}: in{_input.Brackets} * kernel{_layer.KernelBrackets}{ActivationEmitter.Describe(_activation)} -> out{_output.Brackets}{_layer.Sliding}, each channel by itself.");
        FilterComment.Write(method, _layer);
        (Address source, Address target) = (method.Array("source"), method.Array("target"));
        method.Body.Loop("plane", planes, (block, _) =>
        {
            foreach (FilterRegion edge in _edges)
            {
                _edge.CallForward(block, edge, source, target);
            }

            WriteRows(block, (turn, input, output) => _row!.CallForward(turn, source.At(input), target.At(output)));
            block.Next(source, source.At(nextInput));
            block.Next(target, target.At(nextOutput));
        });
        method.Write(writer);
        _row?.WriteForward(writer);
        if (_edges.Length > 0)
        {
            _edge.WriteForward(writer);
        }
    }

    /// <summary>Writes the method for the gradient of the input, each output giving its inputs what it owes them, and those that it calls.</summary>
    /// <param name="writer">Receives the text.</param>
    /// <param name="input">The values of a micro-batch.</param>
    /// <param name="output">The results of a block.</param>
    public void WriteInputGradient(SourceWriter writer, Tensor input, Tensor output)
    {
        bool isActivated = input.Activation != Activation.None;
        KernelMethod method = new(
            _name + "InputGradient",
            $"{_name} input gradient: dOut{output.Shape.Brackets} * kernel{_layer.KernelBrackets}{(isActivated ? $" * {input.Activation}'" : string.Empty)} -> dIn{input.Shape.Brackets}{_layer.Sliding}, added.");
        Address outGradient = method.Array("outGradient");
        Address? value = method.ArrayIf(isActivated, "value");
        Address inGradient = method.Array("inGradient");
        method.Body.Loop("plane", Integer.InAllSubBlocks(input.Shape.Channels), (block, _) =>
        {
            foreach (FilterRegion edge in _edges)
            {
                _edge.CallInputGradient(block, edge, outGradient, inGradient);
            }

            WriteRows(block, (turn, inputs, outputs) => _row!.CallInputGradient(turn, outGradient.At(outputs), inGradient.At(inputs)));
            if (value is not null)
            {
                block.Loop("i", input.Shape.Height * input.Shape.Width, (turn, i) => turn.Store(
                    ActivationEmitter.Differentiate(input.Activation, Lanes.Load(inGradient, i), Lanes.Load(value, i)), inGradient, i));
                block.Next(value, value.At(input.Plane));
            }

            block.Next(outGradient, outGradient.At(output.Plane));
            block.Next(inGradient, inGradient.At(input.Plane));
        });
        method.Write(writer);
        _row?.WriteInputGradient(writer);
        if (_edges.Length > 0)
        {
            _edge.WriteInputGradient(writer);
        }
    }

    /// <summary>Writes what the loops over taps read, where there are any.</summary>
    public void WriteTaps(SourceWriter writer)
    {
        if (_edges.Length > 0)
        {
            _edge.WriteTaps(writer);
        }
    }

    // Rows of the interior; the calls get the places of the input under the first tap, and of the output.
    private void WriteRows(Block block, Action<Block, Integer, Integer> call)
    {
        if (_row is not null)
        {
            block.Loop("row", _interior.Rows.Count, (turn, row) => call(
                turn,
                _places.At((row * (_layer.Vertical.Stride * _places.InputRow)) + _row.FirstInput),
                _places.At((row * _places.OutputRow) + (_interior.Rows.First * _places.OutputRow) + _interior.Columns.First)));
        }
    }
}

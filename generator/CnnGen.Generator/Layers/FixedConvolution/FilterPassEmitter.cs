using CnnGen.Generator.Functions;
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
    /// <param name="planes">How many planes of one vector a position there are, an expression.</param>
    /// <param name="nextInput">Vectors from one to the next in the input.</param>
    /// <param name="nextOutput">Vectors from one to the next in the results.</param>
    public void WriteForward(SourceWriter writer, string planes, int nextInput, int nextOutput)
    {
        writer.Line($"// {_name} {_pass.ToLowerInvariant()}: in{_input.Brackets} * kernel{_layer.KernelBrackets}{ActivationEmitter.Describe(_activation)} -> out{_output.Brackets}{_layer.Sliding}, each channel by itself.");
        FilterComment.Write(writer, _layer);
        using (writer.Method(_name + _pass, "ref float source, ref float target"))
        using (writer.Block($"for (int plane = 0; plane < {planes}; plane++)"))
        {
            foreach (FilterRegion edge in _edges)
            {
                writer.Line(_edge.CallForward(edge));
            }

            WriteRows(writer, (rowOfInput, rowOfOutput) => _row!.CallForward(Address("source", rowOfInput), Address("target", rowOfOutput)));
            writer.Line($"source = ref V.At(ref source, {Literal.Of(nextInput)});");
            writer.Line($"target = ref V.At(ref target, {Literal.Of(nextOutput)});");
        }

        writer.Line();
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
        bool behindActivation = input.Activation != Activation.None;
        writer.Line($"// {_name} input gradient: dOut{output.Shape.Brackets} * kernel{_layer.KernelBrackets}{(behindActivation ? $" * {input.Activation}'" : string.Empty)} -> dIn{input.Shape.Brackets}{_layer.Sliding}, added.");
        using (writer.Method(_name + "InputGradient", $"ref float outGradient, {(behindActivation ? "ref float value, " : string.Empty)}ref float inGradient"))
        using (writer.Block($"for (int plane = 0; plane < {Literal.Of(input.Shape.Channels)} * V.SubBlocks; plane++)"))
        {
            foreach (FilterRegion edge in _edges)
            {
                writer.Line(_edge.CallInputGradient(edge));
            }

            WriteRows(writer, (rowOfInput, rowOfOutput) => _row!.CallInputGradient(Address("outGradient", rowOfOutput), Address("inGradient", rowOfInput)));
            if (behindActivation)
            {
                using (writer.Block($"for (int i = 0; i < {Literal.Of(input.Shape.Height * input.Shape.Width)}; i++)"))
                {
                    string gradient = ActivationEmitter.Differentiate(input.Activation, "V.Load(ref inGradient, i)", "V.Load(ref value, i)");
                    writer.Line($"V.Store({gradient}, ref inGradient, i);");
                }

                writer.Line();
                writer.Line($"value = ref V.At(ref value, {Literal.Of(input.Plane)});");
            }

            writer.Line($"outGradient = ref V.At(ref outGradient, {Literal.Of(output.Plane)});");
            writer.Line($"inGradient = ref V.At(ref inGradient, {Literal.Of(input.Plane)});");
        }

        writer.Line();
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

    // Rows of the interior; the calls get the input under the first tap, and the output.
    private void WriteRows(SourceWriter writer, Func<string, string, IEnumerable<string>> calls)
    {
        if (_row is null)
        {
            return;
        }

        string row = _interior.Rows.Count == 1 ? string.Empty : "row";
        string input = IndexExpression.Sum(IndexExpression.Times(row, _layer.Vertical.Stride * _places.InputRow), IndexExpression.Constant(_row.FirstInput));
        string output = IndexExpression.Sum(
            IndexExpression.Times(row, _places.OutputRow),
            IndexExpression.Constant((_interior.Rows.First * _places.OutputRow) + _interior.Columns.First));
        using (writer.Loop("row", _interior.Rows.Count))
        {
            foreach (string call in calls(_places.At(input), _places.At(output)))
            {
                writer.Line(call);
            }
        }

        writer.Line();
    }

    private static string Address(string origin, string offset) => offset == "0" ? $"ref {origin}" : $"ref V.At(ref {origin}, {offset})";
}

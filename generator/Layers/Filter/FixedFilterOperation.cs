using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A fixed filter. Where each tap meets an input the kernel is written out, so that its coefficients are part of the code;
/// along the edges, and for a kernel too large to be written out, a loop takes the taps that meet one.
/// </summary>
internal sealed class FixedFilterOperation : Operation
{
    /// <summary>
    /// Taps of a kernel that is written out. Beyond that a file would be long to read, and long to compile on the first
    /// call.
    /// </summary>
    private const int MostWrittenTaps = 1024;

    private readonly FixedFilter _layer;
    private readonly FilterRegion _interior;
    private readonly FilterRegion[] _edges;
    private readonly FilterEdgeSource _edge;
    private readonly FilterRowSource? _row;

    public FixedFilterOperation(FixedFilter layer, string name, Tensor input, Tensor output)
        : base(name, input, output)
    {
        _layer = layer;
        FilterTap[] taps = layer.Taps;
        _interior = taps.Length > MostWrittenTaps ? default : FilterRegion.Interior(layer, taps, input.Shape);
        _edges = [.. _interior.Around(output.Shape)];
        _edge = new FilterEdgeSource(layer, taps, name, input, output);
        _row = _interior.IsEmpty ? null : new FilterRowSource(layer, taps, _interior, name, input, output);
    }

    public override bool BackwardReadsInput => BehindActivation;

    private bool BehindActivation => Input.Activation != Activation.None;

    public override void WriteForward(SourceWriter writer) =>
        writer.Line(Call.Of(Name + "Forward", Call.Value(Input), Call.Value(Output)));

    public override void WriteBackward(SourceWriter writer)
    {
        if (Input.NeedsGradient)
        {
            writer.Line($"Clear({Call.Gradient(Input)}, {Literal.Of(Input.Floats)});");
            writer.Line(Call.Of(
                Name + "InputGradient",
                Call.Gradient(Output),
                BehindActivation ? Call.Value(Input) : string.Empty,
                Call.Gradient(Input)));
        }
    }

    public override void WriteKernels(SourceWriter writer)
    {
        WriteForwardKernel(writer);
        _row?.WriteForward(writer);
        if (_edges.Length > 0)
        {
            _edge.WriteForward(writer);
        }

        if (Input.NeedsGradient)
        {
            WriteInputGradientKernel(writer);
            _row?.WriteInputGradient(writer);
            if (_edges.Length > 0)
            {
                _edge.WriteInputGradient(writer);
            }
        }

        if (_edges.Length > 0)
        {
            _edge.WriteTaps(writer);
        }
    }

    private void WriteForwardKernel(SourceWriter writer)
    {
        writer.Line($"// {Name} forward: in{Input.Shape.Brackets} * kernel{_layer.KernelBrackets}{ActivationSource.Describe(Output.Activation)} -> out{Output.Shape.Brackets}{_layer.Sliding}, each channel by itself.");
        FilterComment.Write(writer, _layer);
        using (writer.Method(Name + "Forward", "ref float source, ref float target"))
        using (WritePlanes(writer))
        {
            foreach (FilterRegion edge in _edges)
            {
                writer.Line(_edge.CallForward(edge));
            }

            WriteRows(writer, (rowOfInput, rowOfOutput) => _row!.CallForward(Address("source", rowOfInput), Address("target", rowOfOutput)));
            writer.Line($"source = ref V.At(ref source, {Literal.Of(Input.Plane)});");
            writer.Line($"target = ref V.At(ref target, {Literal.Of(Output.Plane)});");
        }

        writer.Line();
    }

    // Each output gives its inputs what it owes them.
    private void WriteInputGradientKernel(SourceWriter writer)
    {
        writer.Line($"// {Name} input gradient: dOut{Output.Shape.Brackets} * kernel{_layer.KernelBrackets}{(BehindActivation ? $" * {Input.Activation}'" : string.Empty)} -> dIn{Input.Shape.Brackets}{_layer.Sliding}, added.");
        using (writer.Method(Name + "InputGradient", $"ref float outGradient, {(BehindActivation ? "ref float value, " : string.Empty)}ref float inGradient"))
        using (WritePlanes(writer))
        {
            foreach (FilterRegion edge in _edges)
            {
                writer.Line(_edge.CallInputGradient(edge));
            }

            WriteRows(writer, (rowOfInput, rowOfOutput) => _row!.CallInputGradient(Address("outGradient", rowOfOutput), Address("inGradient", rowOfInput)));
            if (BehindActivation)
            {
                using (writer.Block($"for (int i = 0; i < {Literal.Of(Input.Shape.Height * Input.Shape.Width)}; i++)"))
                {
                    string gradient = ActivationSource.Differentiate(Input.Activation, "V.Load(ref inGradient, i)", "V.Load(ref value, i)");
                    writer.Line($"V.Store({gradient}, ref inGradient, i);");
                }

                writer.Line();
                writer.Line($"value = ref V.At(ref value, {Literal.Of(Input.Plane)});");
            }

            writer.Line($"outGradient = ref V.At(ref outGradient, {Literal.Of(Output.Plane)});");
            writer.Line($"inGradient = ref V.At(ref inGradient, {Literal.Of(Input.Plane)});");
        }

        writer.Line();
    }

    private SourceWriter.Scope WritePlanes(SourceWriter writer) =>
        writer.Block($"for (int plane = 0; plane < {Literal.Of(Input.Shape.Channels)} * V.SubBlocks; plane++)");

    // Rows of the interior; the calls get the input under the first tap, and the output.
    private void WriteRows(SourceWriter writer, Func<string, string, IEnumerable<string>> calls)
    {
        if (_row is null)
        {
            return;
        }

        int width = Input.Shape.Width;
        string row = _interior.Rows.Count == 1 ? string.Empty : "row";
        string input = Index.Sum(Index.Times(row, _layer.Vertical.Stride * width), Index.Constant(_row.FirstInput));
        string output = Index.Sum(
            Index.Times(row, Output.Shape.Width),
            Index.Constant((_interior.Rows.First * Output.Shape.Width) + _interior.Columns.First));
        using (writer.Loop("row", _interior.Rows.Count))
        {
            foreach (string call in calls(input, output))
            {
                writer.Line(call);
            }
        }

        writer.Line();
    }

    private static string Address(string origin, string offset) => offset == "0" ? $"ref {origin}" : $"ref V.At(ref {origin}, {offset})";
}

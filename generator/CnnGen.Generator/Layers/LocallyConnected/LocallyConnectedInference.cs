using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A locally connected layer of one sample: lanes are filters, and the weights of a position pass by in the order in which they
/// lie. Where filters fill whole vectors the parameters themselves are read, else a copy in which they do.
/// </summary>
internal sealed class LocallyConnectedInference(
    LocallyConnected layer, string name, ParameterTensor weight, ParameterTensor? bias, Activation activation, SampleTensor input, SampleTensor output)
    : InferenceOperation(name, input, output)
{
    private readonly PackedTensor _weight = new(
        name + "InferenceWeight",
        output.Shape.Height * output.Shape.Width * input.Shape.Channels * layer.Taps * output.ColumnStep,
        "as the parameters, filters filled up to whole vectors");

    private readonly PackedTensor _bias = new(
        name + "InferenceBias",
        output.Shape.Height * output.Shape.Width * output.ColumnStep,
        "as the parameters, filters filled up to whole vectors");

    public override IReadOnlyList<PackedTensor> Packed => IsAligned ? [] : bias is null ? [_weight] : [_weight, _bias];

    private bool IsAligned => layer.Filters % Tensor.Lanes == 0;

    private int Positions => Output.Shape.Height * Output.Shape.Width;

    // Floats from tap to tap.
    private int Filters => Output.ColumnStep;

    private string BiasParameter => bias is null ? string.Empty : "ref float bias, ";

    public override void WritePack(CallWriter writer)
    {
        foreach ((ParameterTensor? parameter, PackedTensor packed) in IsAligned ? [] : new[] { (weight, _weight), (bias, _bias) })
        {
            if (parameter is not null)
            {
                writer.Line($"InferencePacking.Rows({ArgumentText.Parameter(parameter)}, {Literal.Of(packed.Floats / Filters)}, {Literal.Of(layer.Filters)}, {packed.Argument});");
            }
        }
    }

    public override void WriteCall(CallWriter writer) => writer.Line(writer.CallOf(
        this,
        "Inference",
        Input.Argument(),
        IsAligned ? ArgumentText.Parameter(weight) : _weight.Argument,
        bias is null ? string.Empty : IsAligned ? ArgumentText.Parameter(bias) : _bias.Argument,
        Output.Argument()));

    public override void WriteKernels(SourceWriter writer)
    {
        string title = $"{Owner} inference: in{Input.Shape.Brackets} * weight{weight.Brackets}{(bias is null ? string.Empty : $" + bias{bias.Brackets}")}"
            + $"{ActivationEmitter.Describe(activation)} -> out{Output.Shape.Brackets}{layer.Sliding}.";
        int few = OutputVectors.PerTile(layer.Filters, CostModel.Registers);
        int many = OutputVectors.PerTile(layer.Filters, CostModel.ManyRegisters);
        string kernel = Owner + "Inference";
        if (few == many)
        {
            WritePositions(writer, title, kernel, few);
            return;
        }

        string[] arrays = bias is null ? ["source", "weight", "target"] : ["source", "weight", "bias", "target"];
        RegisterChoice.Write(writer, title, kernel, arrays, arrays, arrays);
        WritePositions(writer, null, RegisterChoice.Name(kernel, CostModel.Registers), few);
        WritePositions(writer, null, RegisterChoice.Name(kernel, CostModel.ManyRegisters), many);
    }

    private void WritePositions(SourceWriter writer, string? title, string kernel, int vectors)
    {
        writer.Line($"// {title ?? $"{kernel}: {Plural.Count(vectors, "vector")} of filters at once."}");
        using (writer.Method(kernel, $"ref float source, ref float weight, {BiasParameter}ref float target"))
        {
            using (writer.Loop("row", Output.Shape.Height) ?? writer.Block())
            {
                writer.Line($"WindowTaps rows = {Taps(Output.Shape.Height > 1 ? "row" : "0", layer.Vertical, Input.Shape.Height)};");
                using (writer.Loop("column", Output.Shape.Width) ?? writer.Block())
                {
                    writer.Line($"WindowTaps columns = {Taps(Output.Shape.Width > 1 ? "column" : "0", layer.Horizontal, Input.Shape.Width)};");
                    string source = IndexExpression.Sum(IndexExpression.Times("rows.Source", Input.RowStep), IndexExpression.Times("columns.Source", Input.ColumnStep));
                    string tap = IndexExpression.Sum(IndexExpression.Times("rows.First", layer.Horizontal.Kernel), "columns.First");
                    writer.Line($"ref float x = ref Unsafe.Add(ref source, {source});");
                    writer.Line($"ref float w = ref Unsafe.Add(ref weight, ({tap}) * {Literal.Of(Filters)});");
                    WriteFilters(writer, kernel, vectors);
                    writer.Line($"weight = ref Unsafe.Add(ref weight, {Literal.Of(_weight.Floats / Positions)});");
                    if (bias is not null)
                    {
                        writer.Line($"bias = ref Unsafe.Add(ref bias, {Literal.Of(Filters)});");
                    }
                }
            }

            if (!activation.IsSingleOperation)
            {
                string step = Literal.Of(Output.RowStep);
                writer.Line($"InferenceValues.Apply<V, {ActivationEmitter.Type(activation)}>(ref target, {step}, ref target, {step}, {Literal.Of(Output.Shape.Height)}, {Literal.Of(Output.RowFloats)});");
            }
        }

        writer.Line();
        WriteTile(writer, kernel + "Tile", vectors);
    }

    private void WriteFilters(SourceWriter writer, string kernel, int vectors)
    {
        string count = OutputVectors.Count(layer.Filters);
        using (writer.Block($"for (int filter = 0; filter < {count}; filter += {Literal.Of(vectors)})"))
        {
            string first = "filter";
            if (vectors > 1)
            {
                first = "first";
                writer.Line($"int first = Math.Min(filter, ({count}) - {Literal.Of(vectors)});");
            }

            string target = IndexExpression.Sum(
                IndexExpression.Times(Output.Shape.Height > 1 ? "row" : string.Empty, Output.RowStep),
                IndexExpression.Times(Output.Shape.Width > 1 ? "column" : string.Empty, Output.ColumnStep));
            writer.Line($"{kernel}Tile<V>(ref x, ref V.At(ref w, {first}), {(bias is null ? string.Empty : $"ref V.At(ref bias, {first}), ")}rows.Count, columns.Count, ref V.At(ref Unsafe.Add(ref target, {target}), {first}));");
        }
    }

    private void WriteTile(SourceWriter writer, string kernel, int vectors)
    {
        writer.Line($"// {kernel}: {Plural.Count(vectors, "vector")} of filters at one position, over the taps that meet the input.");
        using (writer.Method(kernel, $"ref float source, ref float weight, {BiasParameter}int rows, int columns, ref float target"))
        {
            writer.Line("V " + string.Join(", ", Enumerable.Range(0, vectors).Select(vector =>
                $"sum{Literal.Of(vector)} = {(bias is null ? "V.Zero" : $"V.Load(ref bias, {Literal.Of(vector)})")}")) + ";");
            using (writer.Loop("channel", Input.Shape.Channels) ?? writer.Block())
            {
                writer.Line("ref float xRow = ref source;");
                writer.Line("ref float wRow = ref weight;");
                using (writer.Block("for (int i = 0; i < rows; i++)"))
                {
                    writer.Line("ref float x = ref xRow;");
                    writer.Line("ref float w = ref wRow;");
                    using (writer.Block("for (int j = 0; j < columns; j++)"))
                    {
                        writer.Line("V value = V.Broadcast(ref x, 0);");
                        writer.Line(string.Join(" ", Enumerable.Range(0, vectors).Select(vector =>
                            $"V.Accumulate(ref sum{Literal.Of(vector)}, value, V.Load(ref w, {Literal.Of(vector)}));")));
                        writer.Line($"x = ref Unsafe.Add(ref x, {Literal.Of(Dilation(layer.Horizontal) * Input.ColumnStep)});");
                        writer.Line($"w = ref Unsafe.Add(ref w, {Literal.Of(Filters)});");
                    }

                    writer.Line($"xRow = ref Unsafe.Add(ref xRow, {Literal.Of(Dilation(layer.Vertical) * Input.RowStep)});");
                    writer.Line($"wRow = ref Unsafe.Add(ref wRow, {Literal.Of(layer.Horizontal.Kernel * Filters)});");
                }

                writer.Line($"source = ref Unsafe.Add(ref source, {Literal.Of(Input.ChannelStep)});");
                writer.Line($"weight = ref Unsafe.Add(ref weight, {Literal.Of(layer.Taps * Filters)});");
            }

            writer.Line(string.Join(" ", Enumerable.Range(0, vectors).Select(vector =>
                $"V.Store({(activation.IsSingleOperation ? ActivationEmitter.Apply(activation, $"sum{Literal.Of(vector)}") : $"sum{Literal.Of(vector)}")}, ref target, {Literal.Of(vector)});")));
        }

        writer.Line();
    }

    private static string Taps(string position, Window window, int length) =>
        $"WindowTaps.At({position}, kernel: {Literal.Of(window.Kernel)}, stride: {Literal.Of(window.Stride)}, "
        + $"padding: {Literal.Of(window.Padding)}, dilation: {Literal.Of(Dilation(window))}, length: {Literal.Of(length)})";

    // A single tap has no next one, whatever the dilation.
    private static int Dilation(Window window) => window.Kernel == 1 ? 1 : window.Dilation;
}

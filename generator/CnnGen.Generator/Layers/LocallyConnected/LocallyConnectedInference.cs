using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
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

    public override void WritePack(CallWriter writer)
    {
        foreach ((ParameterTensor? parameter, PackedTensor packed) in IsAligned ? [] : new[] { (weight, _weight), (bias, _bias) })
        {
            if (parameter is not null)
            {
                writer.Call("InferencePacking.Rows", ArgumentText.Parameter(parameter), packed.Floats / Filters, layer.Filters, packed.Argument);
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
        string sum = $"weight{weight.Brackets}{(bias is null ? string.Empty : $" + bias{bias.Brackets}")}{ActivationEmitter.Describe(activation)}";
        string title = $"{Owner} inference: in{Input.Shape.Brackets} * {sum} -> out{Output.Shape.Brackets}{layer.Sliding}.";
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
        WriteVariant(writer, RegisterChoice.Name(kernel, CostModel.Registers), few);
        WriteVariant(writer, RegisterChoice.Name(kernel, CostModel.ManyRegisters), many);
    }

    private void WriteVariant(SourceWriter writer, string kernel, int vectors) =>
        WritePositions(writer, $"{kernel}: {Plural.Count(vectors, "vector")} of filters at once.", kernel, vectors);

    private void WritePositions(SourceWriter writer, string title, string kernel, int vectors)
    {
        KernelMethod method = new(kernel, $"{title}");
        (Address source, Address weights) = (method.Array("source"), method.Array("weight"));
        Address? biases = method.ArrayIf(bias is not null, "bias");
        Address target = method.Array("target");
        method.Body.Loop("row", Output.Shape.Height, (rows, row) =>
        {
            TapsCall.Declare(rows, "rows", Axis.Forward(layer.Vertical, Input.Shape.Height), row);
            rows.Loop("column", Output.Shape.Width, (turn, column) =>
            {
                TapsCall.Declare(turn, "columns", Axis.Forward(layer.Horizontal, Input.Shape.Width), column);
                Integer firstTap = ((Integer.Of("rows.First") * layer.Horizontal.Kernel) + Integer.Of("columns.First")) * Filters;
                Address x = turn.Declare("x", source.Plus((Integer.Of("rows.Source") * Input.RowStep) + (Integer.Of("columns.Source") * Input.ColumnStep)));
                Address w = turn.Declare("w", weights.Plus(firstTap));
                Address y = turn.Declare("y", target.Plus((row * Output.RowStep) + (column * Output.ColumnStep)));
                WriteFilters(turn, kernel, vectors, x, w, biases, y);
                turn.Next(weights, weights.Plus(_weight.Floats / Positions));
                if (biases is not null)
                {
                    turn.Next(biases, biases.Plus(Filters));
                }
            });
        });
        if (!activation.IsSingleOperation)
        {
            method.Body.Call(
                $"InferenceValues.Apply<V, {ActivationEmitter.Type(activation)}>",
                target, Output.RowStep, target, Output.RowStep, Output.Shape.Height, Output.RowFloats);
        }

        method.Write(writer);
        WriteTile(writer, kernel + "Tile", vectors);
    }

    private void WriteFilters(Block block, string kernel, int vectors, Address x, Address w, Address? biases, Address y)
    {
        Integer count = OutputVectors.Count(layer.Filters);
        block.Loop("filter", 0, count, vectors, (turn, filter) =>
        {
            Integer first = vectors == 1 ? filter : turn.Declare("first", Integer.Min(filter, count - vectors));
            turn.Call($"{kernel}Tile<V>", x, w.At(first), biases?.At(first), Integer.Of("rows.Count"), Integer.Of("columns.Count"), y.At(first));
        });
    }

    private void WriteTile(SourceWriter writer, string kernel, int vectors)
    {
        KernelMethod method = new(kernel, $"{kernel}: {Plural.Count(vectors, "vector")} of filters at one position, over the taps that meet the input.");
        (Address source, Address weights) = (method.Array("source"), method.Array("weight"));
        Address? biases = method.ArrayIf(bias is not null, "bias");
        (Integer rows, Integer columns) = (method.Number("rows"), method.Number("columns"));
        Address target = method.Array("target");
        Lanes[] sums = method.Body.Declare(Enumerable.Range(0, vectors).Select(vector =>
            (Local.Name("sum", vector), biases is null ? Lanes.Zero : Lanes.Load(biases, vector))));
        method.Body.Loop("channel", Input.Shape.Channels, (channels, _) =>
        {
            Address xRow = channels.Declare("xRow", source);
            Address wRow = channels.Declare("wRow", weights);
            channels.Loop("i", rows, (row, _) =>
            {
                Address x = row.Declare("x", xRow);
                Address w = row.Declare("w", wRow);
                row.Loop("j", columns, (turn, _) =>
                {
                    Lanes value = turn.Declare("value", Lanes.Broadcast(x, 0));
                    turn.Together(line =>
                    {
                        for (int vector = 0; vector < vectors; vector++)
                        {
                            line.Accumulate(sums[vector], value, Lanes.Load(w, vector));
                        }
                    });
                    turn.Next(x, x.Plus(Dilation(layer.Horizontal) * Input.ColumnStep));
                    turn.Next(w, w.Plus(Filters));
                });
                row.Next(xRow, xRow.Plus(Dilation(layer.Vertical) * Input.RowStep));
                row.Next(wRow, wRow.Plus(layer.Horizontal.Kernel * Filters));
            });
            channels.Next(source, source.Plus(Input.ChannelStep));
            channels.Next(weights, weights.Plus(layer.Taps * Filters));
        });
        method.Body.Together(line =>
        {
            for (int vector = 0; vector < vectors; vector++)
            {
                line.Store(activation.IsSingleOperation ? ActivationEmitter.Apply(activation, sums[vector]) : sums[vector], target, vector);
            }
        });
        method.Write(writer);
    }

    // A single tap has no next one, whatever the dilation.
    private static int Dilation(Window window) => window.Kernel == 1 ? 1 : window.Dilation;
}

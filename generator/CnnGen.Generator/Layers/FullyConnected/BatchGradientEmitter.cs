using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Writes the weight gradient of a fully connected layer over the whole batch: lanes are inputs, and each weight's sum
/// runs sample after sample, so that neither threads nor lanes change its order.
/// </summary>
internal sealed class BatchGradientEmitter(string name, int inputs, int outputs)
{
    /// <summary>Weights that are enough for a task: some microseconds.</summary>
    private const int SmallTask = 1 << 11;

    /// <summary>Tasks of a layer: so many that threads of unequal speed end together.</summary>
    private const int MostTasks = 32;

    private readonly BatchProduct _product = new()
    {
        Name = name + "WeightGradient",
        Inputs = inputs,
        Outputs = OutputsPerTask(inputs, outputs),
        LastOutputs = outputs - ((outputs - 1) / OutputsPerTask(inputs, outputs) * OutputsPerTask(inputs, outputs)),
        GradientRow = RowLength(outputs),
        SourceRow = inputs % Tensor.Lanes == 0 ? 0 : RowLength(inputs),
    };

    /// <summary>Floats of one block: the inputs of its samples, then their output gradients.</summary>
    public int KeptFloats => GradientOffset + (_product.GradientRow * Tensor.Lanes);

    /// <summary>Parts that threads share: stretches of outputs, and of columns where that leaves enough to do in each.</summary>
    public int Tasks => OutputParts * ColumnParts;

    private int OutputParts => (outputs + _product.Outputs - 1) / _product.Outputs;

    private int ColumnParts => (inputs + ColumnsPerTask - 1) / ColumnsPerTask;

    private int ColumnsPerTask
    {
        get
        {
            long parts = Math.Min(MostTasks / OutputParts, (long)_product.Outputs * inputs / SmallTask);
            int columns = (int)(inputs / Math.Max(1, parts));
            return (columns + _product.WholeColumns - 1) / _product.WholeColumns * _product.WholeColumns;
        }
    }

    /// <summary>Whether inputs lie in panels, as samples can be kept while they are read.</summary>
    public bool IsInPanels => _product.SourceRow == 0;

    // Where the output gradients of a micro-batch lie after its inputs.
    private int GradientOffset => (IsInPanels ? inputs : _product.SourceRow) * Tensor.Lanes;

    // The outputs of each task, and of the last one where those are fewer.
    private IEnumerable<int> TaskSizes => new[] { _product.Outputs, _product.LastOutputs }.Distinct();

    /// <summary>Writes what turns the inputs of a micro-batch from lanes into rows, and keeps them.</summary>
    public void WriteKeepInput(CallWriter writer, KernelSet operation, string input) => writer.Call(
        IsInPanels ? "RowPanels.FromLanes<V>" : "LaneTranspose.FromLanes<V>",
        input, inputs, At(operation, 0), IsInPanels ? string.Empty : (object)_product.SourceRow);

    /// <summary>Writes what does the same to their output gradients.</summary>
    public void WriteKeepGradient(CallWriter writer, KernelSet operation, string gradient) =>
        writer.Call("LaneTranspose.FromLanes<V>", gradient, outputs, At(operation, GradientOffset), _product.GradientRow);

    public void WriteCall(CallWriter writer, KernelSet operation, int firstTask, ParameterTensor weight, ParameterTensor? bias)
    {
        Integer task = Integer.Of("task") - firstTask;
        using (writer.Block(FormattableString.Invariant($"if (task < {firstTask + Tasks})")))
        {
            WritePart(writer, "first", "last", task / ColumnParts, outputs, _product.Outputs);
            WritePart(writer, "from", "to", task % ColumnParts, inputs, ColumnsPerTask);
            string kept = $"ref At(ref kept, {operation.Name}Kept)";
            writer.Line(writer.CallOf(operation, "WeightGradient", "first", "last", "from", "to", kept, "microBatches", ArgumentText.ParameterGradient(weight)));
            if (bias is not null)
            {
                using SourceWriter.Scope? firstColumns = ColumnParts == 1 ? null : writer.Block("if (from == 0)");
                writer.Call(
                    "SampleSums.OfBatch<V>",
                    "first", "last", At(operation, GradientOffset), _product.GradientRow, "microBatches", "KeptLength", ArgumentText.ParameterGradient(bias));
            }

            writer.Line("return;");
        }
    }

    public void WriteKernels(SourceWriter writer)
    {
        WriteWeightGradient(writer);
        _product.WriteTiles(writer);
    }

    private void WriteWeightGradient(SourceWriter writer)
    {
        FormattableString panels = $"[{inputs / Tensor.Lanes}][sample][{Tensor.Lanes}]";
        FormattableString rows = $"[sample][{inputs}]";
        KernelMethod method = new(
            name + "WeightGradient",
            $"{name} weight gradient: in{FormattableString.Invariant(IsInPanels ? panels : rows)}, dOut[sample][{outputs}] -> dWeight[{outputs}][{inputs}], sample after sample.");
        method.Parameter("int", "first");
        method.Parameter("int", "last");
        method.Parameter("int", "from");
        method.Parameter("int", "to");
        Address kept = method.Array("kept");
        method.Parameter("int", "microBatches");
        Address gradient = method.Array("gradient");
        _product.WriteWalks(method.Body, (body, walk) => walk.WriteColumns(body, (block, column) =>
        {
            Integer place = walk.Place(block, column);
            Integer offset = IsInPanels ? Integer.Of($"RowPanels.Offset({place})") : place;
            void WriteTiles(Block tiles, int count) => walk.WriteRows(tiles, count, (turn, tile, output) =>
            {
                List<Expression> arguments = [kept.Plus(GradientOffset + output), kept.Plus(offset), Integer.Of("microBatches")];
                if (walk.Width(column) is { } width)
                {
                    arguments.Add(width);
                }

                turn.Call($"{tile}<V>", [.. arguments, gradient.Plus(Integer.Wide(output, inputs) + place)]);
            });
            if (TaskSizes.Count() == 1)
            {
                WriteTiles(block, TaskSizes.First());
                return;
            }

            foreach (int count in TaskSizes)
            {
                block.If(FormattableString.Invariant($"last - first == {count}"), tiles => WriteTiles(tiles, count));
            }
        }));
        method.Write(writer);
    }

    // Among what a micro-batch keeps of the layer.
    private static string At(KernelSet operation, int offset) => $"ref At(ref kept, {Integer.Of(operation.Name + "Kept") + offset})";

    private static void WritePart(SourceWriter writer, string first, string last, Integer index, int all, int each) =>
        writer.Line(FormattableString.Invariant(each >= all
            ? $"const int {first} = 0, {last} = {all};"
            : (FormattableString)$"int {first} = {index * each}, {last} = Math.Min({all}, {first} + {each});"));

    // A multiple of the widest vector, so that no two parts share a vector of biases.
    private static int OutputsPerTask(int inputs, int outputs)
    {
        int count = Math.Max((outputs + 7) / 8, SmallTask / inputs);
        return Math.Min(outputs, (count + Tensor.Lanes - 1) / Tensor.Lanes * Tensor.Lanes);
    }

    // Whole vectors, and not a large power of two, by which rows would compete for the same lines of a cache.
    private static int RowLength(int size)
    {
        int vectors = (size + Tensor.Lanes - 1) / Tensor.Lanes;
        return (vectors % 8 == 0 ? vectors + 1 : vectors) * Tensor.Lanes;
    }
}

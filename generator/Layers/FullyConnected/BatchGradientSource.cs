using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Writes the weight gradient of a fully connected layer over the whole batch: lanes are inputs, and each weight's sum
/// runs sample after sample, so that neither threads nor lanes change its order.
/// </summary>
internal sealed class BatchGradientSource
{
    private readonly string _name;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly int _inputRow;
    private readonly int _gradientRow;
    private readonly bool _hasBias;
    private readonly Product _product;

    public BatchGradientSource(string name, Tensor input, Tensor output, bool hasBias)
    {
        _name = name;
        _inputs = input.Size;
        _outputs = output.Size;
        _gradientRow = output.RowLength;
        _hasBias = hasBias;
        _inputRow = input.RowLength;
        bool isInPanels = input.Size % Tensor.Lanes == 0;
        _product = new Product
        {
            Name = name + "WeightGradient",
            RowName = "output",
            Rows = OutputsPerTask,
            Terms = Tensor.Lanes,
            Columns = _inputs,
            LeftRow = 1,
            LeftTerm = output.RowLength,
            RightTerm = isInPanels ? 0 : input.RowLength,
            TargetRow = _inputs,
            IsOverBlocks = true,
            IsTargetTight = true,
        };
        GradientOffset = input.RowLength * Tensor.Lanes;
    }

    private bool IsInPanels => _product.RightTerm == 0;

    /// <summary>Where the output gradients of a block lie behind its inputs.</summary>
    public int GradientOffset { get; }

    /// <summary>Floats of one block: the inputs of its samples, then their output gradients.</summary>
    public int KeptFloats => GradientOffset + (_gradientRow * Tensor.Lanes);

    /// <summary>Parts that threads share; few where the layer is small.</summary>
    public int Tasks => (_outputs + OutputsPerTask - 1) / OutputsPerTask;

    // A multiple of the widest vector, so that no two parts share a vector of biases.
    private int OutputsPerTask
    {
        get
        {
            const int largeTask = 1 << 14;
            int outputs = Math.Max((_outputs + 7) / 8, largeTask / _inputs);
            return Math.Min(_outputs, (outputs + Tensor.Lanes - 1) / Tensor.Lanes * Tensor.Lanes);
        }
    }

    /// <summary>Writes what keeps the inputs of a block, which lie in rows.</summary>
    public void WriteKeep(SourceWriter writer, KernelSet operation, string rows)
    {
        string kept = $"ref At(ref kept, {operation.Name}Kept)";
        writer.Line(IsInPanels
            ? $"RowPanels.FromRows<V>({rows}, {Literal.Of(_inputRow)}, {Literal.Of(_inputs)}, {kept});"
            : $"Copy({rows}, {kept}, {Literal.Of(_inputRow * Tensor.Lanes)});");
    }

    public void WriteCall(SourceWriter writer, KernelSet operation, int firstTask, ParameterTensor weight, ParameterTensor? bias)
    {
        string task = firstTask == 0 ? "task" : $"(task - {Literal.Of(firstTask)})";
        using (writer.Block($"if (task < {Literal.Of(firstTask + Tasks)})"))
        {
            writer.Line(Tasks == 1
                ? $"const int first = 0, last = {Literal.Of(_outputs)};"
                : $"int first = {task} * {Literal.Of(OutputsPerTask)}, last = Math.Min({Literal.Of(_outputs)}, first + {Literal.Of(OutputsPerTask)});");
            string kept = $"ref At(ref kept, {operation.Name}Kept)";
            writer.Line(operation.CallOf("WeightGradient", "first", "last", kept, "blocks", Call.ParameterGradient(weight)));
            if (bias is not null)
            {
                writer.Line(operation.CallOf("BiasGradient", "first", "last", kept, "blocks", Call.ParameterGradient(bias)));
            }

            writer.Line("return;");
        }
    }

    public void WriteKernels(SourceWriter writer)
    {
        WriteWeightGradient(writer);
        _product.WriteTiles(writer, [.. TaskSizes]);

        if (_hasBias)
        {
            WriteBiasGradient(writer);
        }
    }

    // The outputs of each task, and of the last one where those are fewer.
    private IEnumerable<int> TaskSizes => new[] { OutputsPerTask, _outputs - ((Tasks - 1) * OutputsPerTask) }.Distinct();

    private void WriteWeightGradient(SourceWriter writer)
    {
        writer.Line($"// {_name} weight gradient: in[{(IsInPanels ? $"{Literal.Of(_inputs / Tensor.Lanes)}][sample][{Literal.Of(Tensor.Lanes)}" : $"sample][{Literal.Of(_inputs)}")}], dOut[sample][{Literal.Of(_outputs)}] -> dWeight[{Literal.Of(_outputs)}][{Literal.Of(_inputs)}], sample after sample.");
        using (writer.Method(_name + "WeightGradient", "int first, int last, ref float kept, int blocks, ref float gradient"))
        {
            _product.WriteWalks(writer, walk =>
            {
                using (walk.ColumnLoop(writer))
                {
                    writer.Line($"int place = {walk.Place};");
                    foreach (int outputs in TaskSizes)
                    {
                        using (TaskSizes.Count() == 1 ? null : writer.Block($"if (last - first == {Literal.Of(outputs)})"))
                        {
                            walk.WriteRows(writer, "first", outputs, (tile, output) =>
                            {
                                writer.Line($"{tile}<V>(");
                                writer.Line($"    ref Unsafe.Add(ref kept, {Literal.Of(GradientOffset)} + {output}), ref Unsafe.Add(ref kept, {(IsInPanels ? "RowPanels.Offset(place)" : "place")}), blocks,");
                                writer.Line($"    {walk.Width}ref Unsafe.Add(ref gradient, ((IntPtr)({output}) * {Literal.Of(_inputs)}) + place));");
                            });
                        }
                    }
                }
            });
        }

        writer.Line();
    }

    // The tree over the samples of a block is that of lane sums: both sides of each sum are neighbours.
    private void WriteBiasGradient(SourceWriter writer)
    {
        writer.Line($"// {_name} bias gradient: dOut[sample][{Literal.Of(_outputs)}] -> dBias[{Literal.Of(_outputs)}], block after block.");
        using (writer.Method(_name + "BiasGradient", "int first, int last, ref float kept, int blocks, ref float gradient"))
        using (writer.Block("for (int output = first; output < last; output += V.Count)"))
        {
            writer.Line("V sum = V.Zero;");
            using (writer.Block("for (int block = 0; block < blocks; block++)"))
            {
                writer.Line($"ref float d = ref Unsafe.Add(ref kept, ((IntPtr)block * KeptLength) + {Literal.Of(GradientOffset)} + output);");
                writer.Line($"sum += {Tree(0, Tensor.Lanes)};");
            }

            writer.Line("PartialVector.Store(sum, ref Unsafe.Add(ref gradient, output), last - output);");
        }

        writer.Line();
    }

    private string Tree(int first, int count) => count == 1
        ? $"V.Load(ref Unsafe.Add(ref d, {Literal.Of(first * _gradientRow)}))"
        : $"({Tree(first, count / 2)} + {Tree(first + (count / 2), count / 2)})";
}

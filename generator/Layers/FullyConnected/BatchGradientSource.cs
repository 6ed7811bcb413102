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
        _product = new Product
        {
            Name = name + "WeightGradient",
            RowName = "output",
            Terms = Tensor.Lanes,
            Columns = _inputs,
            LeftRow = 1,
            LeftTerm = output.RowLength,
            RightTerm = input.RowLength,
            TargetRow = _inputs,
            IsOverBlocks = true,
            IsTargetTight = true,
        };
        GradientOffset = input.RowLength * Tensor.Lanes;
    }

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
        foreach (int rows in TileRows())
        {
            _product.WriteTile(writer, rows);
        }

        if (_hasBias)
        {
            WriteBiasGradient(writer);
        }
    }

    private int Rest => _outputs % _product.LowRows;

    private IEnumerable<int> TileRows() => new[] { Product.TallRows, _product.LowRows }
        .Distinct()
        .Where(rows => rows <= _outputs)
        .Concat(Rest > 0 ? [Rest] : []);

    private void WriteWeightGradient(SourceWriter writer)
    {
        writer.Line($"// {_name} weight gradient: in[sample][{Literal.Of(_inputs)}], dOut[sample][{Literal.Of(_outputs)}] -> dWeight[{Literal.Of(_outputs)}][{Literal.Of(_inputs)}], sample after sample.");
        using (writer.Method(_name + "WeightGradient", "int first, int last, ref float kept, int blocks, ref float gradient"))
        using (_product.ColumnLoop(writer))
        {
            writer.Line($"int place = {_product.Place}, output = first;");
            foreach (int rows in TileRows())
            {
                string lanes = rows == Product.TallRows && rows != _product.LowRows ? " && V.Count == Block.Samples" : string.Empty;
                using (rows == Rest
                    ? writer.Block("if (output < last)")
                    : writer.Block($"for (; output + {Literal.Of(rows)} <= last{lanes}; output += {Literal.Of(rows)})"))
                {
                    writer.Line($"{_product.TileName(rows)}<V>(");
                    writer.Line($"    ref Unsafe.Add(ref kept, {Literal.Of(GradientOffset)} + output), ref Unsafe.Add(ref kept, place), blocks,");
                    writer.Line($"    {_product.Width}ref Unsafe.Add(ref gradient, ((IntPtr)output * {Literal.Of(_inputs)}) + place));");
                }
            }
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

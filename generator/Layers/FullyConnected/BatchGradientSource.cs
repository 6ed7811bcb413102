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
    private readonly bool _hasBias;
    private readonly Tile _tile;

    public BatchGradientSource(string name, int inputs, int outputs, bool hasBias)
    {
        _name = name;
        _inputs = inputs;
        _outputs = outputs;
        _hasBias = hasBias;
        _tile = ChooseTile(inputs, outputs);
    }

    /// <summary>Floats of one sample's inputs as they are kept: whole vectors of the widest lanes.</summary>
    public int KeptRow => (_inputs + Tensor.Lanes - 1) / Tensor.Lanes * Tensor.Lanes;

    /// <summary>Parts that threads share; few where the layer is small.</summary>
    public int Tasks => (_outputs + OutputsPerTask - 1) / OutputsPerTask;

    private int OutputsPerTask
    {
        get
        {
            const int largeTask = 1 << 14;
            int outputs = Math.Max((_outputs + 7) / 8, largeTask / _inputs);
            return Math.Min(_outputs, (outputs + _tile.Rows - 1) / _tile.Rows * _tile.Rows);
        }
    }

    public void WriteCall(SourceWriter writer, int firstTask, ParameterTensor weight, ParameterTensor? bias)
    {
        string task = firstTask == 0 ? "task" : $"(task - {Literal.Of(firstTask)})";
        using (writer.Block($"if (task < {Literal.Of(firstTask + Tasks)})"))
        {
            writer.Line(Tasks == 1
                ? $"const int first = 0, last = {Literal.Of(_outputs)};"
                : $"int first = {task} * {Literal.Of(OutputsPerTask)}, last = Math.Min({Literal.Of(_outputs)}, first + {Literal.Of(OutputsPerTask)});");
            writer.Line($"{_name}WeightGradient<V>(first, last, ref At(ref kept, {_name}Kept), blocks, {Call.ParameterGradient(weight)});");
            if (bias is not null)
            {
                writer.Line($"{_name}BiasGradient<V>(first, last, ref At(ref kept, {_name}Kept), blocks, {Call.ParameterGradient(bias)});");
            }

            writer.Line("return;");
        }
    }

    public void WriteKernels(SourceWriter writer)
    {
        WriteWeightGradient(writer);
        int rest = _outputs % _tile.Rows;
        if (_tile.Columns > 1)
        {
            WriteTile(writer, _tile.Rows, _tile.Columns, "Tile");
        }

        WriteTile(writer, _tile.Rows, 1, "Edge");
        if (rest > 0)
        {
            if (_tile.Columns > 1)
            {
                WriteTile(writer, rest, _tile.Columns, "TileRest");
            }

            WriteTile(writer, rest, 1, "EdgeRest");
        }

        if (_hasBias)
        {
            WriteBiasGradient(writer);
        }
    }

    // Two vectors of inputs leave at most one over.
    private static Tile ChooseTile(int inputs, int outputs)
    {
        int columns = inputs > Tensor.Lanes ? 2 : 1;
        double Cycles(int rows) => rows == 0 ? 0 : Throughput.Cycles(rows, columns) + Throughput.LoopCycles;
        int best = Enumerable.Range(1, Math.Min(outputs, 6))
            .OrderBy(rows => (outputs / rows * Cycles(rows)) + Cycles(outputs % rows))
            .First();
        return new Tile(best, columns);
    }

    private void WriteWeightGradient(SourceWriter writer)
    {
        writer.Line($"// {_name} weight gradient: in[sample][{Literal.Of(_inputs)}], dOut[sample][{Literal.Of(_outputs)}] -> dWeight[{Literal.Of(_outputs)}][{Literal.Of(_inputs)}], sample after sample.");
        writer.Line($"// Tiles of {Literal.Of(_tile.Rows)} outputs by {Literal.Of(_tile.Columns)} vectors of inputs. The last vector overlaps the one before it, and computes the same again.");
        using (writer.Method(_name + "WeightGradient", "int first, int last, ref float kept, int blocks, ref float gradient"))
        {
            writer.Line("int input = 0;");
            if (_tile.Columns > 1)
            {
                using (writer.Block($"for (; input + ({Literal.Of(_tile.Columns)} * V.Count) <= {Literal.Of(_inputs)}; input += {Literal.Of(_tile.Columns)} * V.Count)"))
                {
                    WriteOutputs(writer, "Tile", "input");
                }

                writer.Line();
            }

            using (writer.Block($"for (; input < {Literal.Of(_inputs)}; input += V.Count)"))
            {
                WriteOutputs(writer, "Edge", $"Math.Max(0, Math.Min(input, {Literal.Of(_inputs)} - V.Count))");
            }
        }

        writer.Line();
    }

    private void WriteOutputs(SourceWriter writer, string kind, string input)
    {
        int rest = _outputs % _tile.Rows;
        using (writer.Block($"for (int output = first; output + {Literal.Of(_tile.Rows)} <= last; output += {Literal.Of(_tile.Rows)})"))
        {
            writer.Line($"{_name}WeightGradient{kind}<V>(output, {input}, ref kept, blocks, ref gradient);");
        }

        if (rest > 0)
        {
            using (writer.Block($"if (last == {Literal.Of(_outputs)})"))
            {
                writer.Line($"{_name}WeightGradient{kind}Rest<V>({Literal.Of(_outputs - rest)}, {input}, ref kept, blocks, ref gradient);");
            }
        }
    }

    private void WriteTile(SourceWriter writer, int rows, int columns, string kind)
    {
        writer.Line($"// {_name} weight gradient: dWeight of {Noun.Count(rows, "output")} by {Noun.Count(columns, "vector")} of inputs, summed over all samples.");
        using (writer.Method($"{_name}WeightGradient{kind}", "int output, int input, ref float kept, int blocks, ref float gradient"))
        {
            for (int row = 0; row < rows; row++)
            {
                writer.Line("V " + string.Join(", ", Enumerable.Range(0, columns).Select(column => $"{Sum(row, column)} = V.Zero")) + ";");
            }

            using (writer.Block("for (int block = 0; block < blocks; block++)"))
            {
                writer.Line("ref float x = ref Unsafe.Add(ref kept, ((IntPtr)block * KeptLength) + input);");
                writer.Line($"ref float d = ref V.At(ref Unsafe.Add(ref kept, ((IntPtr)block * KeptLength) + {Literal.Of(KeptRow * Tensor.Lanes)}), output);");
                using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
                {
                    using (writer.Block("for (int lane = 0; lane < V.Count; lane++)"))
                    {
                        WriteSample(writer, rows, columns);
                    }

                    writer.Line($"d = ref Unsafe.Add(ref d, {Literal.Of(_outputs - 1)} * V.Count);");
                }
            }

            writer.Line($"ref float y = ref Unsafe.Add(ref gradient, ((IntPtr)output * {Literal.Of(_inputs)}) + input);");
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    string place = $"ref Unsafe.Add(ref y, {Literal.Of(row * _inputs)})";
                    writer.Line(_inputs < Tensor.Lanes
                        ? $"PartialVector.Store({Sum(row, column)}, {place}, {Literal.Of(_inputs)} - input);"
                        : $"V.Store({Sum(row, column)}, {place}, {Literal.Of(column)});");
                }
            }
        }

        writer.Line();
    }

    private void WriteSample(SourceWriter writer, int rows, int columns)
    {
        writer.Line("V " + string.Join(", ", Enumerable.Range(0, columns).Select(column => $"x{column} = V.Load(ref x, {column})")) + ";");
        for (int row = 0; row < rows; row++)
        {
            writer.Line($"V d{row} = V.Broadcast(ref d, {row} * V.Count);");
            writer.Line(string.Join(" ", Enumerable.Range(0, columns).Select(column =>
                $"V.Accumulate(ref {Sum(row, column)}, d{row}, x{column});")));
        }

        writer.Line($"x = ref Unsafe.Add(ref x, {Literal.Of(KeptRow)});");
        writer.Line("d = ref Unsafe.Add(ref d, 1);");
    }

    private void WriteBiasGradient(SourceWriter writer)
    {
        writer.Line($"// {_name} bias gradient: dOut[sample][{Literal.Of(_outputs)}] -> dBias[{Literal.Of(_outputs)}], block after block.");
        using (writer.Method(_name + "BiasGradient", "int first, int last, ref float kept, int blocks, ref float gradient"))
        using (writer.Block("for (int output = first; output < last; output++)"))
        {
            writer.Line("float sum = 0f;");
            using (writer.Block("for (int block = 0; block < blocks; block++)"))
            {
                writer.Line($"sum += SubBlockSums.OfFeature<V>(ref V.At(ref Unsafe.Add(ref kept, ((IntPtr)block * KeptLength) + {Literal.Of(KeptRow * Tensor.Lanes)}), output), {Literal.Of(_outputs)});");
            }

            writer.Line("Unsafe.Add(ref gradient, output) = sum;");
        }

        writer.Line();
    }

    private static string Sum(int row, int column) => $"sum{row}_{column}";
}

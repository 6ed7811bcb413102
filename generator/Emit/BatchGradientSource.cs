using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Emit;

/// <summary>
/// Writes the weight gradient of a fully connected layer over the whole batch: lanes are inputs, and each weight's sum
/// runs sample after sample, so that neither threads nor lanes change its order.
/// </summary>
internal sealed class BatchGradientSource
{
    private const int Lanes = 16;

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
    public int KeptRow => (_inputs + Lanes - 1) / Lanes * Lanes;

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

        writer.Line();
    }

    public void WriteKernels(SourceWriter writer)
    {
        WriteWeightGradient(writer);
        int rest = _outputs % _tile.Rows;
        WriteTile(writer, _tile.Rows, _tile.Columns, "Tile");
        WriteTile(writer, _tile.Rows, 1, "Edge");
        if (rest > 0)
        {
            WriteTile(writer, rest, _tile.Columns, "TileRest");
            WriteTile(writer, rest, 1, "EdgeRest");
        }

        if (_hasBias)
        {
            WriteBiasGradient(writer);
        }
    }

    // Two multiply-adds and two loads a cycle, and no accumulator sooner again than after four cycles.
    private static Tile ChooseTile(int inputs, int outputs)
    {
        int vectors = (inputs + 7) / 8;
        double Cycles(int rows, int columns) => Math.Max(Math.Max(rows * columns, rows + columns) / 2.0, 4.0) / columns;
        return Enumerable.Range(1, Math.Min(outputs, 6))
            .SelectMany(rows => Enumerable.Range(1, Math.Min(4, vectors)).Select(columns => new Tile(rows, columns)))
            .Where(tile => tile.Rows * tile.Columns <= 12)
            .OrderBy(tile => (outputs / tile.Rows * Cycles(tile.Rows, tile.Columns))
                + (outputs % tile.Rows == 0 ? 0 : Cycles(outputs % tile.Rows, tile.Columns)))
            .ThenByDescending(tile => tile.Columns)
            .First();
    }

    private void WriteWeightGradient(SourceWriter writer)
    {
        writer.Line($"// {_name} weight gradient: in[sample][{Literal.Of(_inputs)}], dOut[sample][{Literal.Of(_outputs)}] -> dWeight[{Literal.Of(_outputs)}][{Literal.Of(_inputs)}], sample after sample.");
        writer.Line($"// Tiles of {Literal.Of(_tile.Rows)} outputs by {Literal.Of(_tile.Columns)} vectors of inputs.");
        using (writer.Method(_name + "WeightGradient", "int first, int last, ref float kept, int blocks, ref float gradient"))
        {
            writer.Line("int vector = 0;");
            using (writer.Block($"for (; (vector + {Literal.Of(_tile.Columns)}) * V.Count <= {Literal.Of(_inputs)}; vector += {Literal.Of(_tile.Columns)})"))
            {
                WriteOutputs(writer, "Tile");
            }

            writer.Line();
            using (writer.Block($"for (; vector * V.Count < {Literal.Of(_inputs)}; vector++)"))
            {
                WriteOutputs(writer, "Edge");
            }
        }

        writer.Line();
    }

    private void WriteOutputs(SourceWriter writer, string kind)
    {
        int rest = _outputs % _tile.Rows;
        using (writer.Block($"for (int output = first; output + {Literal.Of(_tile.Rows)} <= last; output += {Literal.Of(_tile.Rows)})"))
        {
            writer.Line($"{_name}WeightGradient{kind}<V>(output, vector, ref kept, blocks, ref gradient);");
        }

        if (rest > 0)
        {
            using (writer.Block($"if (last == {Literal.Of(_outputs)})"))
            {
                writer.Line($"{_name}WeightGradient{kind}Rest<V>({Literal.Of(_outputs - rest)}, vector, ref kept, blocks, ref gradient);");
            }
        }
    }

    private void WriteTile(SourceWriter writer, int rows, int columns, string kind)
    {
        using (writer.Method($"{_name}WeightGradient{kind}", "int output, int vector, ref float kept, int blocks, ref float gradient"))
        {
            for (int row = 0; row < rows; row++)
            {
                writer.Line("V " + string.Join(", ", Enumerable.Range(0, columns).Select(column => $"{Sum(row, column)} = V.Zero")) + ";");
            }

            using (writer.Block("for (int block = 0; block < blocks; block++)"))
            {
                writer.Line("ref float x = ref V.At(ref Unsafe.Add(ref kept, (nint)block * KeptLength), vector);");
                writer.Line($"ref float d = ref V.At(ref Unsafe.Add(ref kept, ((nint)block * KeptLength) + {Literal.Of(KeptRow * Lanes)}), output);");
                using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
                {
                    using (writer.Block("for (int lane = 0; lane < V.Count; lane++)"))
                    {
                        WriteSample(writer, rows, columns);
                    }

                    writer.Line($"d = ref Unsafe.Add(ref d, {Literal.Of(_outputs - 1)} * V.Count);");
                }
            }

            writer.Line($"ref float y = ref V.At(ref Unsafe.Add(ref gradient, output * {Literal.Of(_inputs)}), vector);");
            if (kind.StartsWith("Edge", StringComparison.Ordinal))
            {
                writer.Line($"int count = {Literal.Of(_inputs)} - (vector * V.Count);");
                for (int row = 0; row < rows; row++)
                {
                    writer.Line($"PartialVector.Store({Sum(row, 0)}, ref Unsafe.Add(ref y, {Literal.Of(row * _inputs)}), count);");
                }

                return;
            }

            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    writer.Line($"V.Store({Sum(row, column)}, ref Unsafe.Add(ref y, {Literal.Of(row * _inputs)}), {Literal.Of(column)});");
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
                $"{Sum(row, column)} = V.MultiplyAdd(d{row}, x{column}, {Sum(row, column)});")));
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
                writer.Line($"sum += SubBlockSums.OfFeature<V>(ref V.At(ref Unsafe.Add(ref kept, ((nint)block * KeptLength) + {Literal.Of(KeptRow * Lanes)}), output), {Literal.Of(_outputs)});");
            }

            writer.Line("Unsafe.Add(ref gradient, output) = sum;");
        }

        writer.Line();
    }

    private static string Sum(int row, int column) => $"sum{row}_{column}";
}

using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Writes the gradients of a locally connected layer's weights and biases over the whole batch: such layers have so many
/// weights that a partial gradient of each block would cost more than the layer itself. A sum runs over blocks in each
/// lane, and at the end over the lanes.
/// </summary>
internal sealed class LocalWeightGradientEmitter(LocallyConnected layer, string layerName, Tensor input, Tensor output)
{
    /// <summary>Sums of lanes that are added up together.</summary>
    private const int SumsTogether = 4;

    /// <summary>Sums that stay in registers.</summary>
    private const int MostSums = 12;

    private readonly string _name = layerName + "WeightGradient";
    private readonly LocalWalk _walk = new(layer, input, output);
    private readonly LocalTiles _tiles = new(layer.Filters, Math.Min(layer.Filters, SumsTogether));

    /// <summary>Floats of one block: its inputs, then its output gradients.</summary>
    public int KeptFloats => input.Floats + output.Floats;

    /// <summary>Where the output gradients of a block lie behind its inputs.</summary>
    public int GradientOffset => input.Floats;

    /// <summary>Parts that threads share; few where the layer is small.</summary>
    public int Tasks => (_walk.Positions + PositionsPerTask - 1) / PositionsPerTask;

    private int PositionsPerTask
    {
        get
        {
            const int mostTasks = 32;
            const int largeTask = 1 << 14;
            return Math.Max((_walk.Positions + mostTasks - 1) / mostTasks, largeTask / _walk.WeightsPerPosition);
        }
    }

    public void WriteCall(CallWriter writer, KernelSet operation, int firstTask, ParameterTensor weight, ParameterTensor? bias)
    {
        using (writer.Block($"if (task < {Literal.Of(firstTask + Tasks)})"))
        {
            string task = firstTask == 0 ? "task" : $"(task - {Literal.Of(firstTask)})";
            string positions = Literal.Of(_walk.Positions);
            writer.Line(Tasks == 1
                ? $"const int first = 0, last = {positions};"
                : $"int first = {task} * {Literal.Of(PositionsPerTask)}, last = Math.Min({positions}, first + {Literal.Of(PositionsPerTask)});");
            string kept = $"ref At(ref kept, {operation.Name}Kept)";
            writer.Line(writer.CallOf(operation, "WeightGradient", "first", "last", kept, "microBatches", ArgumentText.ParameterGradient(weight)));
            if (bias is not null)
            {
                writer.Line(writer.CallOf(operation, "BiasGradient", "first", "last", kept, "microBatches", ArgumentText.ParameterGradient(bias)));
            }

            writer.Line("return;");
        }
    }

    public void Write(SourceWriter writer, string title)
    {
        writer.Line($"// {title}");
        using (writer.Method(_name, "int first, int last, ref float kept, int microBatches, ref float gradient"))
        {
            WriteSums(writer);
            using (_walk.OpenPositions(writer, "first", "last"))
            {
                string weights = Literal.Of(_walk.WeightsPerPosition);
                writer.Line($"Clear(ref Unsafe.Add(ref gradient, position * {weights}), {weights});");
                writer.Line($"ref float x = ref V.At(ref kept, {_walk.Source});");
                writer.Line($"ref float d = ref V.At(ref Unsafe.Add(ref kept, {Literal.Of(GradientOffset)}), position);");
                writer.Line($"ref float w = ref Unsafe.Add(ref gradient, {_walk.FirstTap});");
                foreach ((int first, int count, int _) in _tiles.Kernels)
                {
                    writer.Line(ArgumentText.Of(
                        Kernel(first),
                        "ref x",
                        first == 0 ? "ref d" : $"ref V.At(ref d, {Literal.Of(first * output.Plane)})",
                        "microBatches",
                        "rows.Count",
                        "columns.Count",
                        "ref sums",
                        first == 0 ? "ref w" : $"ref Unsafe.Add(ref w, {Literal.Of(first)})"));
                }
            }
        }

        writer.Line();
        foreach ((int first, int count, int atOnce) in _tiles.Kernels)
        {
            WriteKernel(writer, first, count, atOnce);
        }

        if (layer.Bias)
        {
            WriteBiasGradient(writer);
        }
    }

    private void WriteKernel(SourceWriter writer, int first, int count, int atOnce)
    {
        string filter = count > atOnce ? "filter" : string.Empty;
        int taps = Math.Min(layer.Horizontal.Kernel, MostSums / atOnce);
        writer.Line($"// {_name}: the weights of {Plural.Count(count, "filter")} at one position, {Literal.Of(atOnce)} by {Plural.Count(taps, "tap")} at once.");
        using (writer.Method(
            Kernel(first), "ref float source, ref float outGradient, int microBatches, int rows, int columns, ref float sums, ref float gradient"))
        using (writer.Loop("filter", count, atOnce))
        {
            writer.Line($"ref float d = ref {(filter.Length == 0 ? "outGradient" : $"V.At(ref outGradient, {IndexExpression.Sum(IndexExpression.Times(filter, output.Plane))})")};");
            _walk.WriteRows(writer, "source", filter.Length == 0 ? "gradient" : "Unsafe.Add(ref gradient, filter)", () =>
            {
                writer.Line("int j = 0;");
                if (taps > 1)
                {
                    using (writer.Block($"for (; j <= columns - {Literal.Of(taps)}; j += {Literal.Of(taps)})"))
                    {
                        WriteTaps(writer, atOnce, taps);
                    }

                    writer.Line();
                }

                using (writer.Block("for (; j < columns; j++)"))
                {
                    WriteTaps(writer, atOnce, 1);
                }
            });
        }

        writer.Line();
    }

    private void WriteTaps(SourceWriter writer, int filters, int taps)
    {
        string Sum(int filter, int tap) => $"sum{Literal.Of(filter)}_{Literal.Of(tap)}";
        int[] filter = [.. Enumerable.Range(0, filters)];
        int[] tap = [.. Enumerable.Range(0, taps)];
        string[] sums = [.. tap.SelectMany(j => filter.Select(f => Sum(f, j)))];
        using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
        {
            writer.Line($"V {string.Join(", ", sums.Select(sum => $"{sum} = V.Zero"))};");
            writer.Line($"ref float xPart = ref V.At(ref x, part * {Literal.Of(input.Vectors)});");
            writer.Line($"ref float dPart = ref V.At(ref d, part * {Literal.Of(output.Vectors)});");
            using (writer.Block("for (int microBatch = 0; microBatch < microBatches; microBatch++)"))
            {
                // The smaller side of the tile stays in registers, the other one passes by.
                string[] loadTaps = [.. tap.Select(j => $"V x{Literal.Of(j)} = V.Load(ref xPart, {Literal.Of(j * _walk.TapStep)});")];
                string[] loadFilters = [.. filter.Select(f => $"V d{Literal.Of(f)} = V.Load(ref dPart, {Literal.Of(f * output.Plane)});")];
                string Add(int f, int j) => $"V.Accumulate(ref {Sum(f, j)}, d{Literal.Of(f)}, x{Literal.Of(j)});";
                bool holdsTaps = taps <= filters;
                writer.Line(string.Join("\n", holdsTaps ? loadTaps : loadFilters));
                foreach (int passing in holdsTaps ? filter : tap)
                {
                    writer.Line((holdsTaps ? loadFilters : loadTaps)[passing]);
                    writer.Line(string.Join(" ", holdsTaps ? tap.Select(j => Add(passing, j)) : filter.Select(f => Add(f, passing))));
                }

                writer.Line("xPart = ref Unsafe.Add(ref xPart, KeptLength);");
                writer.Line("dPart = ref Unsafe.Add(ref dPart, KeptLength);");
            }

            WriteSumsOfLanes(writer, sums);
        }

        // The weights of one tap lie side by side, and so do those of several where no filter is missing.
        (int groups, int each) = filters == layer.Filters ? (1, sums.Length) : (taps, filters);
        writer.Line($"SubBlockSums.Add<V>(ref sums, {Literal.Of(MostSums)}, 1, {Literal.Of(groups)}, {Literal.Of(each)}, ref w, 0, {Literal.Of(layer.Filters)});");
        _walk.WriteAdvance(writer, taps);
    }

    private void WriteBiasGradient(SourceWriter writer)
    {
        writer.Line($"// {layerName} bias gradient: dOut{output.Shape.Brackets} -> dBias[{Literal.Of(_walk.Positions)}][{Literal.Of(layer.Filters)}], micro-batch after micro-batch.");
        using (writer.Method(layerName + "BiasGradient", "int first, int last, ref float kept, int microBatches, ref float gradient"))
        {
            WriteSums(writer);
            string filters = Literal.Of(layer.Filters);
            writer.Line($"Clear(ref Unsafe.Add(ref gradient, first * {filters}), (last - first) * {filters});");
            using (writer.Block("for (int position = first; position < last; position++)"))
            {
                foreach ((int first, int count, int atOnce) in _tiles.Kernels)
                {
                    using (writer.Loop("filter", count, atOnce) ?? writer.Block())
                    {
                        WriteBiases(writer, count > atOnce ? "filter" : string.Empty, first, atOnce);
                    }
                }
            }
        }

        writer.Line();
    }

    private void WriteBiases(SourceWriter writer, string filter, int first, int filters)
    {
        string[] sums = [.. Enumerable.Range(0, filters).Select(i => $"sum{Literal.Of(i)}")];
        using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
        {
            writer.Line($"V {string.Join(", ", sums.Select(sum => $"{sum} = V.Zero"))};");
            string place = IndexExpression.Sum(
                IndexExpression.Times("part", output.Vectors), IndexExpression.Times(filter, output.Plane), IndexExpression.Constant(first * output.Plane), "position");
            writer.Line($"ref float d = ref V.At(ref Unsafe.Add(ref kept, {Literal.Of(GradientOffset)}), {place});");
            using (writer.Block("for (int microBatch = 0; microBatch < microBatches; microBatch++)"))
            {
                for (int i = 0; i < filters; i++)
                {
                    writer.Line($"{sums[i]} += V.Load(ref d, {Literal.Of(i * output.Plane)});");
                }

                writer.Line("d = ref Unsafe.Add(ref d, KeptLength);");
            }

            WriteSumsOfLanes(writer, sums);
        }

        string target = IndexExpression.Sum(IndexExpression.Times("position", layer.Filters), filter, IndexExpression.Constant(first));
        writer.Line($"SubBlockSums.Add<V>(ref sums, {Literal.Of(MostSums)}, 1, 1, {Literal.Of(filters)}, ref Unsafe.Add(ref gradient, {target}), 0, 0);");
    }

    // Partial sums, [sub-block][sum]: as many sub-blocks as the narrowest vectors make.
    private static void WriteSums(SourceWriter writer)
    {
        writer.Line($"Span<float> partial = stackalloc float[4 * {Literal.Of(MostSums)}];");
        writer.Line("ref float sums = ref MemoryMarshal.GetReference(partial);");
    }

    private static void WriteSumsOfLanes(SourceWriter writer, string[] sums)
    {
        for (int first = 0; first < sums.Length; first += SumsTogether)
        {
            string four = string.Join(", ", Enumerable.Range(first, SumsTogether).Select(i => sums[Math.Min(i, sums.Length - 1)]));
            string place = IndexExpression.Sum(IndexExpression.Times("part", MostSums), IndexExpression.Constant(first));
            writer.Line($"V.Sum({four}).StoreUnsafe(ref Unsafe.Add(ref sums, {place}));");
        }
    }

    private string Kernel(int first) => _name + (_tiles.Rest == 0 ? "Filters" : first == 0 ? "Tiles" : "Rest");
}

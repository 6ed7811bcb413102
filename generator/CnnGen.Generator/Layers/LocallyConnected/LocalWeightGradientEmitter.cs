using CnnGen.Generator.Kernels;
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

    private static readonly Integer KeptLength = Integer.Of("KeptLength");

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
        using (writer.Block(FormattableString.Invariant($"if (task < {firstTask + Tasks})")))
        {
            string task = firstTask == 0 ? "task" : FormattableString.Invariant($"(task - {firstTask})");
            writer.Line(FormattableString.Invariant(Tasks == 1
                ? $"const int first = 0, last = {_walk.Positions};"
                : (FormattableString)$"int first = {task} * {PositionsPerTask}, last = Math.Min({_walk.Positions}, first + {PositionsPerTask});"));
            string kept = $"ref At(ref kept, {operation.Name}Kept)";
            writer.Line(writer.CallOf(operation, "WeightGradient", "first", "last", kept, "microBatches", ArgumentText.ParameterGradient(weight)));
            if (bias is not null)
            {
                writer.Line(writer.CallOf(operation, "BiasGradient", "first", "last", kept, "microBatches", ArgumentText.ParameterGradient(bias)));
            }

            writer.Line("return;");
        }
    }

    public void Write(SourceWriter writer, FormattableString title)
    {
        KernelMethod method = new(_name, title);
        (Integer from, Integer last) = (method.Number("first"), method.Number("last"));
        Address kept = method.Array("kept");
        Integer microBatches = method.Number("microBatches");
        Address gradient = method.Array("gradient");
        Address sums = DeclareSums(method.Body);
        _walk.WritePositions(method.Body, from, last, (turn, position) =>
        {
            turn.Call("Clear", gradient.Plus(position * _walk.WeightsPerPosition), _walk.WeightsPerPosition);
            Address x = turn.Declare("x", kept.At(_walk.Source));
            Address d = turn.Declare("d", kept.Plus(GradientOffset).At(position));
            Address w = turn.Declare("w", gradient.Plus(_walk.FirstTap(position)));
            foreach ((int first, int _, int _) in _tiles.Kernels)
            {
                turn.Call($"{Kernel(first)}<V>", x, d.At(first * output.Plane), microBatches, LocalWalk.Rows, LocalWalk.Columns, sums, w.Plus(first));
            }
        });
        method.Write(writer);
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
        int taps = Math.Min(layer.Horizontal.Kernel, MostSums / atOnce);
        KernelMethod method = new(
            Kernel(first), $"{_name}: the weights of {Plural.Count(count, "filter")} at one position, {atOnce} by {Plural.Count(taps, "tap")} at once.");
        (Address source, Address outGradient) = (method.Array("source"), method.Array("outGradient"));
        (Integer microBatches, Integer rows, Integer columns) = (method.Number("microBatches"), method.Number("rows"), method.Number("columns"));
        (Address sums, Address gradient) = (method.Array("sums"), method.Array("gradient"));
        method.Body.Loop("filter", 0, count, atOnce, (block, filter) =>
        {
            Address d = block.Declare("d", outGradient.At(filter * output.Plane));
            _walk.WriteRows(block, source, gradient.Plus(filter), rows, (row, x, w) =>
            {
                Integer whole = taps == 1 ? 0 : row.Declare("whole", columns - (columns % taps));
                if (taps > 1)
                {
                    row.Loop("j", 0, whole, taps, (turn, _) => WriteTaps(turn, x, d, w, sums, microBatches, atOnce, taps));
                }

                row.Loop("j", whole, columns, (turn, _) => WriteTaps(turn, x, d, w, sums, microBatches, atOnce, 1));
            });
        });
        method.Write(writer);
    }

    private void WriteTaps(Block block, Address x, Address d, Address w, Address sums, Integer microBatches, int filters, int taps)
    {
        block.Loop("part", Integer.InAllSubBlocks(1), (turn, part) =>
        {
            Lanes[] declared = turn.Declare(Enumerable.Range(0, taps).SelectMany(tap => Enumerable.Range(0, filters).Select(filter =>
                (Local.Name("sum", filter, tap), Lanes.Zero))));
            Address xPart = turn.Declare("xPart", x.At(part * input.Vectors));
            Address dPart = turn.Declare("dPart", d.At(part * output.Vectors));
            turn.Loop("microBatch", microBatches, (sample, _) =>
            {
                WriteProducts(sample, xPart, dPart, declared, filters, taps);
                sample.Next(xPart, xPart.Plus(KeptLength));
                sample.Next(dPart, dPart.Plus(KeptLength));
            });
            StoreSumsOfLanes(turn, declared, sums, part);
        });

        // The weights of one tap lie side by side, and so do those of several where no filter is missing.
        (int groups, int each) = filters == layer.Filters ? (1, filters * taps) : (taps, filters);
        block.Call("SubBlockSums.Add<V>", sums, MostSums, 1, groups, each, w, 0, layer.Filters);
        _walk.WriteNext(block, x, w, taps);
    }

    // The smaller side of the tile stays in registers, the other one passes by. Sums are those of all filters of a tap after another.
    private void WriteProducts(Block block, Address x, Address d, Lanes[] sums, int filters, int taps)
    {
        Lanes LoadTap(int tap) => block.Declare(Local.Name("x", tap), Lanes.Load(x, tap * _walk.TapStep));
        Lanes LoadFilter(int filter) => block.Declare(Local.Name("d", filter), Lanes.Load(d, filter * output.Plane));
        bool holdsTaps = taps <= filters;
        Lanes[] held = [.. holdsTaps ? Enumerable.Range(0, taps).Select(LoadTap) : Enumerable.Range(0, filters).Select(LoadFilter)];
        for (int passing = 0; passing < Math.Max(taps, filters); passing++)
        {
            int i = passing;
            Lanes value = holdsTaps ? LoadFilter(i) : LoadTap(i);
            block.Together(line =>
            {
                for (int j = 0; j < held.Length; j++)
                {
                    (int filter, int tap) = holdsTaps ? (i, j) : (j, i);
                    (Lanes left, Lanes right) = holdsTaps ? (value, held[j]) : (held[j], value);
                    line.Accumulate(sums[(tap * filters) + filter], left, right);
                }
            });
        }
    }

    private void WriteBiasGradient(SourceWriter writer)
    {
        KernelMethod method = new(
            layerName + "BiasGradient",
            $"{layerName} bias gradient: dOut{output.Shape.Brackets} -> dBias[{_walk.Positions}][{layer.Filters}], micro-batch after micro-batch.");
        (Integer from, Integer last) = (method.Number("first"), method.Number("last"));
        Address kept = method.Array("kept");
        Integer microBatches = method.Number("microBatches");
        Address gradient = method.Array("gradient");
        Address sums = DeclareSums(method.Body);
        method.Body.Call("Clear", gradient.Plus(from * layer.Filters), (last - from) * layer.Filters);
        method.Body.Loop("position", from, last, (block, position) =>
        {
            foreach ((int first, int count, int atOnce) in _tiles.Kernels)
            {
                block.Loop("filter", first, first + count, atOnce, (biases, filter) =>
                    WriteBiases(biases, kept, position, filter, atOnce, microBatches, sums, gradient));
            }
        });
        method.Write(writer);
    }

    private void WriteBiases(
        Block block, Address kept, Integer position, Integer filter, int filters, Integer microBatches, Address sums, Address gradient)
    {
        block.Loop("part", Integer.InAllSubBlocks(1), (turn, part) =>
        {
            Lanes[] declared = turn.Declare(Enumerable.Range(0, filters).Select(i => (Local.Name("sum", i), Lanes.Zero)));
            Address d = turn.Declare("d", kept.Plus(GradientOffset).At((part * output.Vectors) + (filter * output.Plane) + position));
            turn.Loop("microBatch", microBatches, (sample, _) =>
            {
                for (int i = 0; i < filters; i++)
                {
                    sample.Add(declared[i], Lanes.Load(d, i * output.Plane));
                }

                sample.Next(d, d.Plus(KeptLength));
            });
            StoreSumsOfLanes(turn, declared, sums, part);
        });
        block.Call("SubBlockSums.Add<V>", sums, MostSums, 1, 1, filters, gradient.Plus((position * layer.Filters) + filter), 0, 0);
    }

    // Partial sums, [sub-block][sum]: as many sub-blocks as the narrowest vectors make.
    private static Address DeclareSums(Block block)
    {
        block.Write($"Span<float> partial = stackalloc float[4 * {MostSums}];", "partial");
        block.Write($"ref float sums = ref MemoryMarshal.GetReference(partial);", "sums");
        return new Address("sums");
    }

    private static void StoreSumsOfLanes(Block block, Lanes[] vectors, Address sums, Integer part)
    {
        for (int first = 0; first < vectors.Length; first += SumsTogether)
        {
            Lanes[] four = [.. Enumerable.Range(first, SumsTogether).Select(i => vectors[Math.Min(i, vectors.Length - 1)])];
            block.StoreSums(four, sums.Plus((part * MostSums) + first));
        }
    }

    private string Kernel(int first) => _name + (_tiles.Rest == 0 ? "Filters" : first == 0 ? "Tiles" : "Rest");
}

using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A product over all samples of a batch: target[output][input] = Σ gradient[sample][output] · source[sample][input]. Lanes are
/// inputs, so that a vector of them serves all outputs of a tile, and each sum runs over micro-batch after micro-batch and their samples.
/// </summary>
internal sealed record BatchProduct
{
    /// <summary>Beyond this many rows a tile gains nothing.</summary>
    private const int TallestTile = 8;

    /// <summary>Samples until a row that is asked for is read: as long as the third-level cache takes.</summary>
    private const int SamplesAhead = 8;

    /// <summary>Samples a turn, so that moving addresses on weighs half.</summary>
    private const int Unrolled = 2;

    private readonly Dictionary<int, BatchProduct> _on = [];

    /// <summary>As its methods begin: <c>Fc1WeightGradient</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Columns of the target.</summary>
    public required int Inputs { get; init; }

    /// <summary>Rows of the target that tiles share out at once.</summary>
    public required int Outputs { get; init; }

    /// <summary>The same at the end of the target, where fewer may be left.</summary>
    public required int LastOutputs { get; init; }

    /// <summary>Floats from sample to sample of the gradient.</summary>
    public required int GradientRow { get; init; }

    /// <summary>Floats from sample to sample of the source; 0 where it lies in panels, <c>[panel][sample][16 inputs]</c>.</summary>
    public required int SourceRow { get; init; }

    /// <summary>The vector registers of the machine.</summary>
    private int Registers { get; init; } = CostModel.ManyRegisters;

    /// <summary>
    /// Where a tile begins: the last one overlaps the one before it, and computes the same again, even where that one is another
    /// task's: both write the same bits.
    /// </summary>
    public Integer Place(Block block, Integer column) => Inputs % (Vectors * WidestLanes) == 0 || IsNarrow
        ? column
        : block.Declare("place", Integer.Min(column, Inputs - (Integer.Of("V.Count") * Vectors)));

    /// <summary>Where columns are fewer than a vector may hold: how many are left, which a tile has to know.</summary>
    public Integer? Width(Integer column) => IsNarrow ? Inputs - column : null;

    /// <summary>Whether one vector may hold more than all columns.</summary>
    private bool IsNarrow => Inputs < Tensor.Lanes;

    private bool IsInPanels => SourceRow == 0;

    // Of the vectors that meet that many registers.
    private int WidestLanes => Registers == CostModel.ManyRegisters ? Tensor.Lanes : Tensor.Lanes / 2;

    // Vectors of columns in a tile.
    private int Vectors { get; init; }

    /// <summary>Columns that are whole tiles on any machine.</summary>
    public int WholeColumns
    {
        get
        {
            int many = TileColumns(CostModel.ManyRegisters);
            int few = TileColumns(CostModel.Registers);
            int columns = many;
            while (columns % few > 0)
            {
                columns += many;
            }

            return columns;
        }
    }

    /// <summary>The loop over the tiles of a row, from column <c>from</c> to before <c>to</c>.</summary>
    public void WriteColumns(Block block, Action<Block, Integer> write) =>
        block.Loop("column", Integer.Of("from"), Integer.Of("to"), Integer.Of("V.Count") * Vectors, write);

    /// <summary>
    /// Adds a test for the number of registers, then the product with tiles for many of them and with tiles for few, each written by
    /// <paramref name="walk"/>. The sums are the same.
    /// </summary>
    public void WriteWalks(Block block, Action<Block, BatchProduct> walk) => block.If(
        RegisterChoice.HoldsBlock,
        many => walk(many, On(CostModel.ManyRegisters)),
        few => walk(few, On(CostModel.Registers)));

    /// <summary>Adds a call for each of the tiles that share out so many outputs from <c>first</c> on.</summary>
    public void WriteRows(Block block, int outputs, Action<Block, string, Integer> call) =>
        Share(Vectors).Single(share => share.Rows == outputs).Write(block, "output", Integer.Of("first"), (turn, height, output) => call(turn, TileName(height), output));

    /// <summary>Writes the tiles that share out as many outputs as there are, whatever the registers.</summary>
    public void WriteTiles(SourceWriter writer)
    {
        HashSet<string> written = [];
        foreach (int registers in new[] { CostModel.ManyRegisters, CostModel.Registers })
        {
            BatchProduct product = On(registers);
            RowTiles[] shares = product.Share(product.Vectors);
            HashSet<int> last = [.. shares.Select(share => share.Heights.Last().Height)];
            foreach ((int height, int _) in shares.SelectMany(share => share.Heights))
            {
                if (written.Add(product.TileName(height)))
                {
                    product.WriteTile(writer, height, asksForNextPanel: product.AsksForNextPanel && last.Contains(height));
                }
            }
        }
    }

    // Vectors of columns: as many as let all tiles together take the fewest cycles.
    private BatchProduct On(int registers)
    {
        if (_on.TryGetValue(registers, out BatchProduct known))
        {
            return known;
        }

        BatchProduct product = this with { Registers = registers };
        known = product with
        {
            Vectors = Enumerable.Range(1, 3)
                .Where(vectors => vectors == 1 || vectors * product.WidestLanes <= Inputs)
                .Where(vectors => !IsInPanels || Tensor.Lanes % (vectors * product.WidestLanes) == 0 || registers == CostModel.ManyRegisters)
                .OrderBy(product.Cycles)
                .ThenByDescending(vectors => vectors)
                .First(),
        };
        _on.Add(registers, known);
        return known;
    }

    private RowTiles[] Share(int vectors) => RowTiles.Share(
        Outputs == LastOutputs ? [Outputs] : [Outputs, LastOutputs],
        Enumerable.Range(1, TallestTile).Last(height => CostModel.Fits(height, vectors, Registers)),
        height => Cycles(height, vectors));

    private static double Cycles(int height, int vectors) => CostModel.Cycles(height, vectors) + (CostModel.LoopCycles / Unrolled);

    private int TileColumns(int registers)
    {
        BatchProduct product = On(registers);
        return product.Vectors * product.WidestLanes;
    }

    private double Cycles(int vectors)
    {
        int columns = vectors * WidestLanes;
        return (Inputs + columns - 1) / columns
            * Share(vectors)[0].Heights.Sum(tile => tile.Count * Cycles(tile.Height, vectors));
    }

    private string TileName(int height) => FormattableString.Invariant($"{Name}{height}By{Vectors}");

    // Whether the last tiles of a panel ask for the next one. It lies right behind, but each block's part of it far from the one before,
    // where the processor does not look. If all tiles asked for the same lines, large batches, whose panels fill the first-level cache,
    // would lose what small ones gain. With many registers that was not measured.
    private bool AsksForNextPanel => IsInPanels && Registers == CostModel.Registers && Vectors * WidestLanes == Tensor.Lanes;

    private void WriteTile(SourceWriter writer, int height, bool asksForNextPanel)
    {
        KernelMethod method = new(TileName(height), $"{Name}: {Plural.Count(height, "output")} by {Plural.Count(Vectors, "vector")} of inputs, over all micro-batches.");
        (Address gradient, Address source) = (method.Array("gradient"), method.Array("source"));
        method.Parameter("int", "microBatches");
        if (IsNarrow)
        {
            method.Parameter("int", "width");
        }

        Address target = method.Array("target");
        Lanes[][] sums = [.. Enumerable.Range(0, height).Select(output => method.Body.Declare(
            Vector().Select(vector => (Sum(output, vector), output > 0 ? Lanes.Of(Sum(0, vector)) : Lanes.Zero))))];
        int sourceRow = IsInPanels ? Tensor.Lanes : SourceRow;
        method.Body.Loop("microBatch", Integer.Of("microBatches"), (samples, _) =>
        {
            samples.Loop("sample", 0, Integer.Of("MicroBatch.Samples"), Unrolled, (turn, _) =>
            {
                turn.Unroll("i", Unrolled, (block, sample) => WriteSample(block, gradient, source, sums, sample.Constant!.Value, asksForNextPanel));
                turn.Next(gradient, gradient.Plus(Unrolled * GradientRow));
                turn.Next(source, source.Plus(Unrolled * sourceRow));
            });
            samples.Next(gradient, gradient.Plus(Integer.Of("KeptLength") - (Tensor.Lanes * GradientRow)));
            samples.Next(source, source.Plus(Integer.Of("KeptLength") - (Tensor.Lanes * sourceRow)));
        });
        for (int output = 0; output < height; output++)
        {
            Address row = target.Plus(output * Inputs);
            Lanes[] ofRow = sums[output];
            method.Body.Together(line =>
            {
                for (int vector = 0; vector < ofRow.Length; vector++)
                {
                    if (IsNarrow)
                    {
                        line.Call("PartialVector.Store", ofRow[vector], row, Integer.Of("width"));
                    }
                    else
                    {
                        line.Store(ofRow[vector], row, vector);
                    }
                }
            });
        }

        method.Write(writer);
    }

    private void WriteSample(Block block, Address gradient, Address source, Lanes[][] sums, int sample, bool asksForNextPanel)
    {
        Lanes[] values = block.Declare(Vector().Select(vector => (Local.Name("x", vector), Load(source, sample, vector))));
        if (asksForNextPanel)
        {
            block.Call("CacheLine.Prefetch", source.Plus((Tensor.Lanes + sample) * Tensor.Lanes));
        }
        else if (SourceRow >= CostModel.FarFloats)
        {
            block.Together(line =>
            {
                foreach (int place in Prefetched(sample))
                {
                    line.Call("CacheLine.Prefetch", source.Plus(place));
                }
            });
        }

        for (int output = 0; output < sums.Length; output++)
        {
            Lanes[] ofRow = sums[output];
            Lanes broadcast = Lanes.Broadcast(gradient, output + (sample * GradientRow));
            Lanes factor = ofRow.Length == 1 ? broadcast : block.Declare(Local.Name("g", output), broadcast);
            block.Together(line =>
            {
                for (int vector = 0; vector < ofRow.Length; vector++)
                {
                    line.Accumulate(ofRow[vector], factor, values[vector]);
                }
            });
        }
    }

    // A tall tile of wide vectors passes a sample in a few cycles: it asks for the samples ahead. A low one has its processor look
    // ahead itself, and asks for the columns of the next tile, which lie far apart as well.
    private IEnumerable<int> Prefetched(int sample) => Registers == CostModel.ManyRegisters
        ? Vector().Select(vector => ((sample + SamplesAhead) * SourceRow) + (vector * Tensor.Lanes))
        : [(sample * SourceRow) + Tensor.Lanes];

    private Lanes Load(Address source, int sample, int vector) => IsInPanels
        ? Lanes.Load(source.Plus((vector == 0 ? 0 : Integer.Of($"RowPanels.Offset({Integer.Of("V.Count") * vector})")) + (sample * Tensor.Lanes)))
        : Lanes.Load(source.Plus(sample * SourceRow), vector);

    private IEnumerable<int> Vector() => Enumerable.Range(0, Vectors);

    private string Sum(int output, int vector) =>
        Vectors == 1 ? Local.Name("sum", output) : Local.Name("sum", output, vector);
}

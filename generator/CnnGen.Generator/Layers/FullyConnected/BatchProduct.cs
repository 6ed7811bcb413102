using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A product over all samples of a batch: target[output][input] = Σ gradient[sample][output] · source[sample][input]. Lanes are
/// inputs, so that a vector of them serves all outputs of a tile, and each sum runs over block after block and their samples.
/// </summary>
internal sealed record BatchProduct
{
    /// <summary>Beyond this many rows a tile gains nothing.</summary>
    private const int TallestTile = 8;

    /// <summary>Samples until a row that is asked for is read: as long as the third-level cache takes.</summary>
    private const int SamplesAhead = 8;

    /// <summary>Samples a turn, so that moving addresses on weighs half.</summary>
    private const int Unrolled = 2;

    /// <summary>As its methods begin: <c>Fc1WeightGradient</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Columns of the target.</summary>
    public required int Inputs { get; init; }

    /// <summary>Rows of the target that tiles share out.</summary>
    public required int Outputs { get; init; }

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
    public string Place => Inputs % (Vectors * WidestLanes) == 0 || IsNarrow
        ? "column"
        : $"Math.Min(column, {Literal.Of(Inputs)} - ({Literal.Of(Vectors)} * V.Count))";

    /// <summary>The argument that tells a tile how many columns are left, where that may be less than a vector.</summary>
    public string Width => IsNarrow ? $"{Literal.Of(Inputs)} - column, " : string.Empty;

    /// <summary>Whether one vector may hold more than all columns.</summary>
    private bool IsNarrow => Inputs < Tensor.Lanes;

    private bool IsInPanels => SourceRow == 0;

    // Of the vectors that meet that many registers.
    private int WidestLanes => Registers == CostModel.ManyRegisters ? Tensor.Lanes : Tensor.Lanes / 2;

    // Vectors of columns in a tile: as many as let all tiles together take the fewest cycles.
    private int Vectors => Enumerable.Range(1, 3)
        .Where(vectors => vectors == 1 || vectors * WidestLanes <= Inputs)
        .Where(vectors => !IsInPanels || Tensor.Lanes % (vectors * WidestLanes) == 0 || Registers == CostModel.ManyRegisters)
        .OrderBy(Cycles)
        .ThenByDescending(vectors => vectors)
        .First();

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

    /// <summary>The loop over the tiles of a row, from column <c>from</c> to in front of <c>to</c>.</summary>
    public SourceWriter.Scope ColumnLoop(SourceWriter writer) =>
        writer.Block($"for (int column = from; column < to; column += {IndexExpression.Times("V.Count", Vectors).Trim('(', ')')})");

    /// <summary>
    /// Writes what <paramref name="walk"/> makes of the product on a machine of many registers, and of few, behind the choice
    /// between them. The sums are the same.
    /// </summary>
    public void WriteWalks(SourceWriter writer, Action<BatchProduct> walk)
    {
        using (writer.Block($"if ({RegisterChoice.HoldsBlock})"))
        {
            walk(this with { Registers = CostModel.ManyRegisters });
        }

        using (writer.Block("else"))
        {
            walk(this with { Registers = CostModel.Registers });
        }
    }

    /// <summary>Writes a call for each of the tiles that share out so many outputs from <c>first</c> on.</summary>
    public void WriteRows(SourceWriter writer, int outputs, Action<string, string> call) =>
        Share(outputs, Vectors).Write(writer, "output", "first", (height, output) => call(TileName(height), output));

    /// <summary>Writes the tiles that share out as many outputs as there are, whatever the registers.</summary>
    public void WriteTiles(SourceWriter writer, IEnumerable<int> outputs)
    {
        HashSet<string> written = [];
        foreach (int registers in new[] { CostModel.ManyRegisters, CostModel.Registers })
        {
            BatchProduct product = this with { Registers = registers };
            RowTiles[] shares = [.. outputs.Select(count => product.Share(count, product.Vectors))];
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

    private RowTiles Share(int outputs, int vectors) =>
        new(outputs, Enumerable.Range(1, TallestTile).Last(height => CostModel.Fits(height, vectors, Registers)));

    private int TileColumns(int registers)
    {
        BatchProduct product = this with { Registers = registers };
        return product.Vectors * product.WidestLanes;
    }

    private double Cycles(int vectors)
    {
        int columns = vectors * WidestLanes;
        return (Inputs + columns - 1) / columns
            * Share(Outputs, vectors).Heights.Sum(tile => tile.Count * (CostModel.Cycles(tile.Height, vectors) + (CostModel.LoopCycles / Unrolled)));
    }

    private string TileName(int height) => $"{Name}{Literal.Of(height)}By{Literal.Of(Vectors)}";

    // Whether the last tiles of a panel ask for the next one. It lies right behind, but each block's part of it far from the one before,
    // where the processor does not look. If all tiles asked for the same lines, large batches, whose panels fill the first-level cache,
    // would lose what small ones gain. With many registers that was not measured.
    private bool AsksForNextPanel => IsInPanels && Registers == CostModel.Registers && Vectors * WidestLanes == Tensor.Lanes;

    private void WriteTile(SourceWriter writer, int height, bool asksForNextPanel)
    {
        writer.Line($"// {Name}: {Plural.Count(height, "output")} by {Plural.Count(Vectors, "vector")} of inputs, over all micro-batches.");
        using (writer.Method(TileName(height), $"ref float gradient, ref float source, int microBatches, {(IsNarrow ? "int width, " : string.Empty)}ref float target"))
        {
            for (int output = 0; output < height; output++)
            {
                writer.Line($"V {string.Join(", ", Vector().Select(vector => $"{Sum(output, vector)} = {(output > 0 ? Sum(0, vector) : "V.Zero")}"))};");
            }

            using (writer.Block("for (int microBatch = 0; microBatch < microBatches; microBatch++)"))
            {
                using (writer.Block($"for (int sample = 0; sample < MicroBatch.Samples; sample += {Literal.Of(Unrolled)})"))
                {
                    for (int sample = 0; sample < Unrolled; sample++)
                    {
                        WriteSample(writer, height, sample, asksForNextPanel);
                    }

                    writer.Line($"gradient = ref Unsafe.Add(ref gradient, {Literal.Of(Unrolled * GradientRow)});");
                    writer.Line($"source = ref Unsafe.Add(ref source, {Literal.Of(Unrolled * (IsInPanels ? Tensor.Lanes : SourceRow))});");
                }

                writer.Line($"gradient = ref Unsafe.Add(ref gradient, KeptLength - {Literal.Of(Tensor.Lanes * GradientRow)});");
                writer.Line($"source = ref Unsafe.Add(ref source, KeptLength - {Literal.Of(Tensor.Lanes * (IsInPanels ? Tensor.Lanes : SourceRow))});");
            }

            for (int output = 0; output < height; output++)
            {
                string place = output == 0 ? "ref target" : $"ref Unsafe.Add(ref target, {Literal.Of(output * Inputs)})";
                writer.Line(string.Join(" ", Vector().Select(vector => IsNarrow
                    ? $"PartialVector.Store({Sum(output, vector)}, {place}, width);"
                    : $"V.Store({Sum(output, vector)}, {place}, {Literal.Of(vector)});")));
            }
        }

        writer.Line();
    }

    private void WriteSample(SourceWriter writer, int height, int sample, bool asksForNextPanel)
    {
        using (writer.Block())
        {
            writer.Line($"V {string.Join(", ", Vector().Select(vector => $"x{Literal.Of(vector)} = {Source(sample, vector)}"))};");
            if (asksForNextPanel)
            {
                writer.Line($"CacheLine.Prefetch(ref Unsafe.Add(ref source, {Literal.Of((Tensor.Lanes + sample) * Tensor.Lanes)}));");
            }
            else if (SourceRow >= CostModel.FarFloats)
            {
                writer.Line(string.Join(" ", Prefetched(sample).Select(place => $"CacheLine.Prefetch(ref Unsafe.Add(ref source, {Literal.Of(place)}));")));
            }

            for (int output = 0; output < height; output++)
            {
                writer.Line($"V g{Literal.Of(output)} = V.Broadcast(ref gradient, {Literal.Of(output + (sample * GradientRow))});");
                writer.Line(string.Join(" ", Vector().Select(vector =>
                    $"V.Accumulate(ref {Sum(output, vector)}, g{Literal.Of(output)}, x{Literal.Of(vector)});")));
            }
        }
    }

    // A tall tile of wide vectors passes a sample in a few cycles: it asks for the samples ahead. A low one has its processor look
    // ahead itself, and asks for the columns of the next tile, which lie far apart as well.
    private IEnumerable<int> Prefetched(int sample) => Registers == CostModel.ManyRegisters
        ? Vector().Select(vector => ((sample + SamplesAhead) * SourceRow) + (vector * Tensor.Lanes))
        : [(sample * SourceRow) + Tensor.Lanes];

    private string Source(int sample, int vector) => IsInPanels
        ? $"V.Load(ref Unsafe.Add(ref source, RowPanels.Offset({Literal.Of(vector)} * V.Count){(sample == 0 ? string.Empty : $" + {Literal.Of(sample * Tensor.Lanes)}")}))"
        : $"V.Load({(sample == 0 ? "ref source" : $"ref Unsafe.Add(ref source, {Literal.Of(sample * SourceRow)})")}, {Literal.Of(vector)})";

    private IEnumerable<int> Vector() => Enumerable.Range(0, Vectors);

    private static string Sum(int output, int vector) => $"sum{Literal.Of(output)}_{Literal.Of(vector)}";
}

using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A product of weights and the values of a micro-batch: target[row][sample] = start + Σ weight[row][term] · source[term][sample]. Lanes
/// are samples, so that weights are read where they lie and nothing is turned, and each sum runs over its terms in ascending order.
/// </summary>
internal sealed record LaneProduct
{
    /// <summary>Terms a turn, so that moving addresses on weighs half.</summary>
    private const int MostUnrolled = 2;

    /// <summary>Vectors of samples that a tile takes on a machine of few registers.</summary>
    private const int FewRegistersVectors = 2;

    /// <summary>Rows of weights that fit the ways of a cache, where all of them compete for the same line.</summary>
    private const int CompetingRows = 8;

    /// <summary>Floats by which rows of weights compete: 4 KB, what a way of the first-level cache holds.</summary>
    private const int CompetingFloats = 1024;

    /// <summary>Floats of a line of a cache.</summary>
    private const int LineFloats = 16;

    /// <summary>As its methods begin: <c>Fc1Forward</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What the rows are: <c>output</c>.</summary>
    public required string RowName { get; init; }

    public required int Rows { get; init; }

    public required int Terms { get; init; }

    /// <summary>Floats from row to row of the weights.</summary>
    public required int WeightRow { get; init; }

    /// <summary>Floats from term to term of the weights.</summary>
    public required int WeightTerm { get; init; }

    /// <summary>Whether sums start from a bias for each row.</summary>
    public bool HasBias { get; init; }

    /// <summary>What is applied to each sum; one operation at most.</summary>
    public Activation Activation { get; init; }

    /// <summary>The activation by whose derivative each sum is multiplied, where <c>value</c> is its result; one operation at most.</summary>
    public Activation Derivative { get; init; }

    private bool ReadsValue => Derivative != Activation.None;

    private int Unrolled => Terms % MostUnrolled == 0 ? MostUnrolled : 1;

    // Where terms lie far apart, each brings a line of weights along: the rows of one line are taken one after another.
    private bool IsByLines => WeightTerm >= CostModel.FarFloats && Rows > LineFloats;

    /// <summary>The parameters of its methods.</summary>
    public string Parameters => $"ref float source, ref float weight, {(HasBias ? "ref float bias, " : string.Empty)}{(ReadsValue ? "ref float value, " : string.Empty)}ref float target";

    /// <summary>Writes what walks all tiles, on a machine of many registers and of few. The sums are the same.</summary>
    public void WriteWalk(SourceWriter writer)
    {
        using (writer.Block($"if ({RegisterChoice.HoldsBlock})"))
        {
            WriteRows(writer, CostModel.ManyRegisters, "source", "value", "target");
        }

        using (writer.Block("else"))
        using (writer.Block($"for (int lane = 0; lane < MicroBatch.Samples; lane += V.Count * {Literal.Of(FewRegistersVectors)})"))
        {
            writer.Line($"ref float sources = ref Unsafe.Add(ref source, lane * {Literal.Of(Terms)});");
            if (ReadsValue)
            {
                writer.Line($"ref float values = ref Unsafe.Add(ref value, lane * {Literal.Of(Rows)});");
            }

            writer.Line($"ref float targets = ref Unsafe.Add(ref target, lane * {Literal.Of(Rows)});");
            WriteRows(writer, CostModel.Registers, "sources", "values", "targets");
        }
    }

    /// <summary>Writes the tiles that the walk calls.</summary>
    public void WriteTiles(SourceWriter writer)
    {
        foreach (int registers in new[] { CostModel.ManyRegisters, CostModel.Registers })
        {
            int[] heights = [.. Stretches(registers).SelectMany(tiles => tiles.Heights).Select(tile => tile.Height).Distinct()];
            foreach (int height in heights)
            {
                WriteTile(writer, height, Vectors(registers), asksForNextLine: IsByLines && height == heights[0]);
            }
        }
    }

    private static int Vectors(int registers) => registers == CostModel.ManyRegisters ? 1 : FewRegistersVectors;

    // Sixteen rows and their accumulators leave room for two terms in the budget of a method.
    private int Tallest(int registers) => registers == CostModel.Registers
        ? Enumerable.Range(1, Tensor.Lanes).Last(height => CostModel.Fits(height, FewRegistersVectors, registers))
        : WeightRow % CompetingFloats == 0 ? CompetingRows : Tensor.Lanes;

    // The rows of a line, which come again and again, and the others behind them.
    private IEnumerable<RowTiles> Stretches(int registers)
    {
        if (IsByLines)
        {
            yield return new RowTiles(LineFloats, Tallest(registers));
        }

        if (!IsByLines || Rows % LineFloats > 0)
        {
            yield return new RowTiles(IsByLines ? Rows % LineFloats : Rows, Tallest(registers));
        }
    }

    private void WriteRows(SourceWriter writer, int registers, string source, string value, string target)
    {
        RowTiles[] stretches = [.. Stretches(registers)];
        void Write(RowTiles tiles, string first) => tiles.Write(writer, RowName, first, (height, row) => writer.Line(
            $"{TileName(height, Vectors(registers))}<V>(ref {source}, ref Unsafe.Add(ref weight, {WeightAt(row)}), "
            + (HasBias ? $"ref Unsafe.Add(ref bias, {row}), " : string.Empty)
            + (ReadsValue ? $"ref V.At(ref {value}, {row}), " : string.Empty)
            + $"ref V.At(ref {target}, {row}));"));

        if (IsByLines)
        {
            int whole = Rows / LineFloats * LineFloats;
            using (writer.Block($"for (int line = 0; line < {Literal.Of(whole)}; line += {Literal.Of(LineFloats)})"))
            {
                Write(stretches[0], "line");
            }

            if (stretches.Length > 1)
            {
                Write(stretches[1], Literal.Of(whole));
            }
        }
        else
        {
            Write(stretches[0], string.Empty);
        }
    }

    private string WeightAt(string row) =>
        WeightRow == 1 ? row : $"(IntPtr){(row.Contains(' ') ? $"({row})" : row)} * {Literal.Of(WeightRow)}";

    private string TileName(int height, int vectors) => $"{Name}{Literal.Of(height)}By{Literal.Of(vectors)}";

    private void WriteTile(SourceWriter writer, int height, int vectors, bool asksForNextLine)
    {
        writer.Line($"// {Name}: {Plural.Count(height, RowName)} by {Plural.Count(vectors, "vector")} of samples, over {Plural.Count(Terms, "term")}.");
        using (writer.Method(TileName(height, vectors), Parameters))
        {
            for (int row = 0; row < height; row++)
            {
                writer.Line("V " + string.Join(", ", Enumerable.Range(0, vectors).Select(vector =>
                    $"{Sum(row, vector)} = {(vector > 0 ? Sum(row, 0) : HasBias ? $"V.Broadcast(ref bias, {Literal.Of(row)})" : "V.Zero")}")) + ";");
            }

            bool isInOrder = WeightTerm == 1;
            if (isInOrder)
            {
                writer.Line($"ref float next = ref Unsafe.Add(ref weight, {Literal.Of(height * WeightRow)});");
            }

            using (writer.Loop("term", Terms, Unrolled) ?? writer.Block())
            {
                if (isInOrder)
                {
                    // The rows of the next tile, which the update may have left in another core's cache.
                    for (int ahead = 0; ahead < height * Unrolled; ahead += LineFloats)
                    {
                        writer.Line($"CacheLine.Prefetch(ref {(ahead == 0 ? "next" : $"Unsafe.Add(ref next, {Literal.Of(ahead)})")});");
                    }

                    writer.Line($"next = ref Unsafe.Add(ref next, {Literal.Of(height * Unrolled)});");
                }

                for (int term = 0; term < Unrolled; term++)
                {
                    WriteTerm(writer, height, vectors, term, asksForNextLine);
                }

                writer.Line($"source = ref V.At(ref source, {Literal.Of(Unrolled)});");
                writer.Line($"weight = ref Unsafe.Add(ref weight, {Literal.Of(Unrolled * WeightTerm)});");
            }

            WriteEnd(writer, height, vectors);
        }

        writer.Line();
    }

    private void WriteTerm(SourceWriter writer, int height, int vectors, int term, bool asksForNextLine)
    {
        using (Unrolled > 1 ? writer.Block() : null)
        {
            writer.Line("V " + string.Join(", ", Enumerable.Range(0, vectors).Select(vector =>
                $"x{Literal.Of(vector)} = V.Load(ref source, {Literal.Of((vector * Terms) + term)})")) + ";");
            if (asksForNextLine)
            {
                // The processor does not look ahead over such distances; the next line is that of the next rows.
                writer.Line($"CacheLine.Prefetch(ref Unsafe.Add(ref weight, {Literal.Of((term * WeightTerm) + LineFloats)}));");
            }

            for (int row = 0; row < height; row++)
            {
                writer.Line($"V w{Literal.Of(row)} = V.Broadcast(ref weight, {Literal.Of((row * WeightRow) + (term * WeightTerm))});");
                writer.Line(string.Join(" ", Enumerable.Range(0, vectors).Select(vector =>
                    $"V.Accumulate(ref {Sum(row, vector)}, w{Literal.Of(row)}, x{Literal.Of(vector)});")));
            }
        }
    }

    private void WriteEnd(SourceWriter writer, int height, int vectors)
    {
        if (Activation != Activation.None || ReadsValue)
        {
            writer.Line("V zero = V.Zero;");
        }

        for (int row = 0; row < height; row++)
        {
            writer.Line(string.Join(" ", Enumerable.Range(0, vectors).Select(vector =>
            {
                string place = Literal.Of((vector * Rows) + row);
                string result = ReadsValue
                    ? ActivationEmitter.Differentiate(Derivative, Sum(row, vector), $"V.Load(ref value, {place})", "zero")
                    : ActivationEmitter.Apply(Activation, Sum(row, vector), "zero");
                return $"V.Store({result}, ref target, {place});";
            })));
        }
    }

    private static string Sum(int row, int vector) => $"sum{Literal.Of(row)}_{Literal.Of(vector)}";
}

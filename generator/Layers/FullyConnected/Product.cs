using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A product of two matrices: target[row][column] = start + Σ left[row][term] · right[term][column]. Lanes are columns,
/// so that a vector of the right matrix serves all rows of a tile, and each sum runs over its terms in ascending order.
/// </summary>
internal sealed record Product
{
    /// <summary>Where a tile for 32 registers is taken: vectors of 512 bits come with as many.</summary>
    private const string HasManyRegisters = "V.Count == Block.Samples";

    /// <summary>Beyond this many rows a tile gains nothing.</summary>
    private const int TallestTile = 8;

    /// <summary>Floats by which rows lie too far apart for the processor to foresee the next one.</summary>
    private const int FarFloats = 64;

    /// <summary>Terms until a row that is asked for is read: as long as the third-level cache takes.</summary>
    private const int TermsAhead = 8;

    /// <summary>As its methods begin: <c>Fc1Forward</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What the rows are: <c>sample</c>.</summary>
    public required string RowName { get; init; }

    public required int Terms { get; init; }

    public required int Columns { get; init; }

    /// <summary>Floats from row to row of the left matrix.</summary>
    public required int LeftRow { get; init; }

    /// <summary>Floats from term to term of the left matrix.</summary>
    public int LeftTerm { get; init; } = 1;

    /// <summary>
    /// Floats from term to term of the right matrix; 0 where it lies in panels: <c>[panel][term][lane]</c>, each one vector wide, or
    /// over blocks <c>[panel][sample][16 columns]</c>.
    /// </summary>
    public int RightTerm { get; init; }

    /// <summary>Floats from row to row of the target.</summary>
    public required int TargetRow { get; init; }

    /// <summary>Whether sums start from a bias for each column.</summary>
    public bool HasBias { get; init; }

    /// <summary>What is applied to each sum; one operation at most.</summary>
    public Activation Activation { get; init; }

    /// <summary>Whether the terms are the samples of one block after another.</summary>
    public bool IsOverBlocks { get; init; }

    /// <summary>Whether rows of the right matrix end with the last column, so that whole vectors would run past it.</summary>
    public bool IsRightTight { get; init; }

    /// <summary>The same of the target.</summary>
    public bool IsTargetTight { get; init; }

    /// <summary>The vector registers of the machine.</summary>
    public int Registers { get; init; } = Throughput.ManyRegisters;

    /// <summary>Rows that tiles share out, as far as the plan compares them.</summary>
    public required int Rows { get; init; }

    /// <summary>Vectors of columns in a tile: as many as let all tiles together take the fewest cycles.</summary>
    public int Vectors => Enumerable.Range(1, 3)
        .Where(vectors => vectors == 1 || vectors * WidestLanes <= Columns)
        .Where(vectors => !IsRightInPanelsOfSamples || Tensor.Lanes % (vectors * WidestLanes) == 0 || Registers == Throughput.ManyRegisters)
        .OrderBy(Cycles)
        .ThenByDescending(vectors => vectors)
        .First();

    /// <summary>Whether one vector may hold more than all columns.</summary>
    public bool IsNarrow => Columns < Tensor.Lanes;

    /// <summary>Where a tile begins: the last one overlaps the one before it, and computes the same again.</summary>
    public string Place => Columns % (Vectors * WidestLanes) == 0 || IsNarrow
        ? "column"
        : $"Math.Min(column, {Literal.Of(Columns)} - ({Literal.Of(Vectors)} * V.Count))";

    private bool IsRightInPanelsOfSamples => IsOverBlocks && RightTerm == 0;

    // Of the vectors that meet that many registers.
    private int WidestLanes => Registers == Throughput.ManyRegisters ? Tensor.Lanes : Tensor.Lanes / 2;

    /// <summary>Rows shared out among tiles as evenly as can be, so that none is much lower than the others: each height, and how many tiles have it.</summary>
    private IEnumerable<(int Height, int Count)> Share(int rows) => Share(rows, Vectors);

    private IEnumerable<(int Height, int Count)> Share(int rows, int vectors)
    {
        int most = Enumerable.Range(1, TallestTile).Last(height => Throughput.Fits(height, vectors, Registers));
        int tiles = (rows + most - 1) / most;
        int taller = rows % tiles;
        if (taller > 0)
        {
            yield return ((rows / tiles) + 1, taller);
        }

        yield return (rows / tiles, tiles - taller);
    }

    private double Cycles(int vectors)
    {
        int columns = vectors * WidestLanes;
        return (Columns + columns - 1) / columns
            * Share(Rows, vectors).Sum(tile => tile.Count * (Throughput.Cycles(tile.Height, vectors) + (Throughput.LoopCycles / Unrolled)));
    }

    /// <summary>The argument that tells a tile how many columns are left, where that may be less than a vector.</summary>
    public string Width => TakesWidth ? $"{Literal.Of(Columns)} - column, " : string.Empty;

    private string TileName(int rows) => $"{Name}{Literal.Of(rows)}By{Literal.Of(Vectors)}";

    private bool TakesWidth => IsNarrow && (IsRightTight || IsTargetTight);

    // Two terms a turn, so that moving addresses on weighs half.
    private int Unrolled => Terms % 2 == 0 ? 2 : 1;

    /// <summary>The loop over the tiles of a row.</summary>
    public SourceWriter.Scope ColumnLoop(SourceWriter writer) =>
        writer.Block($"for (int column = 0; column < {Literal.Of(Columns)}; column += {Index.Times("V.Count", Vectors).Trim('(', ')')})");

    /// <summary>
    /// Writes what <paramref name="walk"/> makes of the product on a machine of many registers, and of few, behind the choice
    /// between them. The sums are the same.
    /// </summary>
    public void WriteWalks(SourceWriter writer, Action<Product> walk)
    {
        using (writer.Block($"if ({HasManyRegisters})"))
        {
            walk(this with { Registers = Throughput.ManyRegisters });
        }

        using (writer.Block("else"))
        {
            walk(this with { Registers = Throughput.Registers });
        }
    }

    /// <summary>Writes the tiles that share out as many rows as there are, whatever the registers.</summary>
    public void WriteTiles(SourceWriter writer, params int[] rows)
    {
        HashSet<string> written = [];
        foreach (int registers in new[] { Throughput.ManyRegisters, Throughput.Registers })
        {
            Product product = this with { Registers = registers };
            foreach ((int height, int _) in rows.SelectMany(count => product.Share(count)))
            {
                if (written.Add(product.TileName(height)))
                {
                    product.WriteTile(writer, height);
                }
            }
        }
    }

    /// <summary>Writes a call for each of the tiles that share out the rows from <paramref name="first"/> on.</summary>
    public void WriteRows(SourceWriter writer, string first, int rows, Action<string, string> call)
    {
        int done = 0;
        foreach ((int height, int count) in Share(rows))
        {
            string start = Index.Sum(first, Index.Constant(done));
            string end = Index.Sum(first, Literal.Of(done + (height * count)));
            using (count == 1 ? null : writer.Block($"for (int {RowName} = {start}; {RowName} < {end}; {RowName} += {Literal.Of(height)})"))
            {
                call(TileName(height), count > 1 ? RowName : start);
            }

            done += height * count;
        }
    }

    private void WriteTile(SourceWriter writer, int rows)
    {
        writer.Line($"// {Name}: {Noun.Count(rows, RowName)} by {Noun.Count(Vectors, "vector")} of columns, {(IsOverBlocks ? "over all blocks" : $"over {Noun.Count(Terms, "term")}")}.");
        using (writer.Method(
            TileName(rows),
            "ref float left, ref float right, "
            + (HasBias ? "ref float bias, " : string.Empty)
            + (IsOverBlocks ? "int blocks, " : string.Empty)
            + (TakesWidth ? "int width, " : string.Empty)
            + "ref float target"))
        {
            WriteStart(writer, rows);
            using (IsOverBlocks ? writer.Block("for (int block = 0; block < blocks; block++)") : null)
            {
                using (writer.Loop("term", Terms, Unrolled) ?? writer.Block())
                {
                    WriteTerms(writer, rows);
                }

                if (IsOverBlocks)
                {
                    writer.Line($"left = ref Unsafe.Add(ref left, KeptLength - {Literal.Of(Terms * LeftTerm)});");
                    writer.Line($"right = ref Unsafe.Add(ref right, KeptLength - {Literal.Of(Terms * (RightTerm == 0 ? Tensor.Lanes : RightTerm))});");
                }
            }

            WriteEnd(writer, rows);
        }

        writer.Line();
    }

    private void WriteStart(SourceWriter writer, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            writer.Line("V " + string.Join(", ", Vector().Select(vector => $"{Sum(row, vector)} = "
                + (row > 0 ? Sum(0, vector) : HasBias ? $"V.Load(ref bias, {Literal.Of(vector)})" : "V.Zero"))) + ";");
        }
    }

    private void WriteTerms(SourceWriter writer, int rows)
    {
        for (int term = 0; term < Unrolled; term++)
        {
            using (Unrolled > 1 ? writer.Block() : null)
            {
                writer.Line("V " + string.Join(", ", Vector().Select(vector => $"r{Literal.Of(vector)} = {Right(term, vector)}")) + ";");
                if (RightTerm >= FarFloats)
                {
                    writer.Line(string.Join(" ", Prefetched(term).Select(place => $"CacheLine.Prefetch(ref Unsafe.Add(ref right, {Literal.Of(place)}));")));
                }

                for (int row = 0; row < rows; row++)
                {
                    writer.Line($"V l{Literal.Of(row)} = V.Broadcast(ref left, {Literal.Of((row * LeftRow) + (term * LeftTerm))});");
                    writer.Line(string.Join(" ", Vector().Select(vector =>
                        $"V.Accumulate(ref {Sum(row, vector)}, l{Literal.Of(row)}, r{Literal.Of(vector)});")));
                }
            }
        }

        writer.Line($"left = ref Unsafe.Add(ref left, {Literal.Of(Unrolled * LeftTerm)});");
        writer.Line((RightTerm, IsOverBlocks) switch
        {
            (0, false) => $"right = ref V.At(ref right, {Literal.Of(Unrolled)});",
            (0, true) => $"right = ref Unsafe.Add(ref right, {Literal.Of(Unrolled * Tensor.Lanes)});",
            _ => $"right = ref Unsafe.Add(ref right, {Literal.Of(Unrolled * RightTerm)});",
        });
    }

    // A tall tile of wide vectors passes a term in a few cycles: it asks for the terms ahead. A low one has its processor look
    // ahead itself, and asks for the columns of the next tile, which lie far apart as well.
    private IEnumerable<int> Prefetched(int term) => Registers == Throughput.ManyRegisters
        ? Vector().Select(vector => ((term + TermsAhead) * RightTerm) + (vector * Tensor.Lanes))
        : [(term * RightTerm) + Tensor.Lanes];

    private string Right(int term, int vector)
    {
        if (IsRightInPanelsOfSamples)
        {
            return $"V.Load(ref Unsafe.Add(ref right, RowPanels.Offset({Literal.Of(vector)} * V.Count){(term == 0 ? string.Empty : $" + {Literal.Of(term * Tensor.Lanes)}")}))";
        }

        if (RightTerm == 0)
        {
            return $"V.Load(ref right, {Literal.Of((vector * Terms) + term)})";
        }

        string row = term == 0 ? "ref right" : $"ref Unsafe.Add(ref right, {Literal.Of(term * RightTerm)})";
        return IsNarrow && IsRightTight ? $"PartialVector.Load<V>({row}, width)" : $"V.Load({row}, {Literal.Of(vector)})";
    }

    private void WriteEnd(SourceWriter writer, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            string place = row == 0 ? "ref target" : $"ref Unsafe.Add(ref target, {Literal.Of(row * TargetRow)})";
            writer.Line(string.Join(" ", Vector().Select(vector =>
            {
                string result = ActivationSource.Apply(Activation, Sum(row, vector));
                return IsNarrow && IsTargetTight
                    ? $"PartialVector.Store({result}, {place}, width);"
                    : $"V.Store({result}, {place}, {Literal.Of(vector)});";
            })));
        }
    }

    private IEnumerable<int> Vector() => Enumerable.Range(0, Vectors);

    private static string Sum(int row, int vector) => $"sum{Literal.Of(row)}_{Literal.Of(vector)}";
}

using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
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

    /// <summary>The arrays of its methods: those of the walk, and those of a tile, which begin where it does.</summary>
    public sealed record Arrays(Address Source, Address Weight, Address? Bias, Address? Value, Address Target);

    /// <summary>Begins one of its methods.</summary>
    /// <param name="name">The method's name.</param>
    /// <param name="title">A line above it.</param>
    /// <param name="hasValue">Whether it gets the values of an activation.</param>
    public (KernelMethod Method, Arrays Arrays) Begin(string name, FormattableString title, bool hasValue)
    {
        KernelMethod method = new(name, title);
        return (method, new Arrays(
            method.Array("source"), method.Array("weight"), method.ArrayIf(HasBias, "bias"), method.ArrayIf(hasValue, "value"), method.Array("target")));
    }

    /// <summary>Adds what walks all tiles, on a machine of many registers and of few. The sums are the same.</summary>
    public void WriteWalk(Block block, Arrays arrays) => block.If(
        RegisterChoice.HoldsBlock,
        many => WriteRows(many, CostModel.ManyRegisters, arrays),
        few => few.Loop("lane", 0, Integer.Of("MicroBatch.Samples"), Integer.Of("V.Count") * FewRegistersVectors, (lanes, lane) => WriteRows(lanes, CostModel.Registers, arrays with
        {
            Source = lanes.Declare("sources", arrays.Source.Plus(lane * Terms)),
            Value = ReadsValue ? lanes.Declare("values", arrays.Value!.Plus(lane * Rows)) : null,
            Target = lanes.Declare("targets", arrays.Target.Plus(lane * Rows)),
        })));

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

    // The rows of a line, which come again and again, and the others after them.
    private RowTiles[] Stretches(int registers) => RowTiles.Share(
        !IsByLines ? [Rows] : Rows % LineFloats == 0 ? [LineFloats] : [LineFloats, Rows % LineFloats],
        Tallest(registers),
        height => CostModel.Cycles(height, Vectors(registers)) + (CostModel.LoopCycles / Unrolled));

    private void WriteRows(Block block, int registers, Arrays arrays)
    {
        RowTiles[] stretches = Stretches(registers);
        void Call(Block turn, int height, Integer row)
        {
            List<Expression> arguments = [arrays.Source, arrays.Weight.Plus(Integer.Wide(row, WeightRow))];
            if (arrays.Bias is not null)
            {
                arguments.Add(arrays.Bias.Plus(row));
            }

            if (ReadsValue)
            {
                arguments.Add(arrays.Value!.At(row));
            }

            turn.Call($"{TileName(height, Vectors(registers))}<V>", [.. arguments, arrays.Target.At(row)]);
        }

        if (!IsByLines)
        {
            stretches[0].Write(block, RowName, 0, Call);
            return;
        }

        int whole = Rows / LineFloats * LineFloats;
        block.Loop("line", 0, whole, LineFloats, (turn, line) => stretches[0].Write(turn, RowName, line, Call));
        if (stretches.Length > 1)
        {
            stretches[1].Write(block, RowName, whole, Call);
        }
    }

    private string TileName(int height, int vectors) => FormattableString.Invariant($"{Name}{height}By{vectors}");

    private void WriteTile(SourceWriter writer, int height, int vectors, bool asksForNextLine)
    {
        (KernelMethod method, Arrays arrays) = Begin(
            TileName(height, vectors),
            $"{Name}: {Plural.Count(height, RowName)} by {Plural.Count(vectors, "vector")} of samples, over {Plural.Count(Terms, "term")}.",
            ReadsValue);
        Lanes[][] sums = [.. Enumerable.Range(0, height).Select(row => method.Body.Declare(Enumerable.Range(0, vectors).Select(vector => (
            Sum(row, vector, vectors),
            vector > 0 ? Lanes.Of(Sum(row, 0, vectors)) : arrays.Bias is not null ? Lanes.Broadcast(arrays.Bias, row) : Lanes.Zero))))];
        Address? next = WeightTerm == 1 ? method.Body.Declare("next", arrays.Weight.Plus(height * WeightRow)) : null;
        method.Body.Loop("term", 0, Terms, Unrolled, (turn, _) =>
        {
            // The rows of the next tile, which the update may have left in another core's cache.
            if (next is not null)
            {
                for (int ahead = 0; ahead < height * Unrolled; ahead += LineFloats)
                {
                    turn.Call("CacheLine.Prefetch", next.Plus(ahead));
                }

                turn.Next(next, next.Plus(height * Unrolled));
            }

            turn.Unroll("i", Unrolled, (block, term) => WriteTerm(block, arrays, sums, term.Constant!.Value, asksForNextLine));
            turn.Next(arrays.Source, arrays.Source.At(Unrolled));
            turn.Next(arrays.Weight, arrays.Weight.Plus(Unrolled * WeightTerm));
        });
        WriteEnd(method.Body, arrays, sums);
        method.Write(writer);
    }

    private void WriteTerm(Block block, Arrays arrays, Lanes[][] sums, int term, bool asksForNextLine)
    {
        Lanes[] values = block.Declare(sums[0].Select((_, vector) =>
            (Local.Name("x", vector), Lanes.Load(arrays.Source, (vector * Terms) + term))));
        if (asksForNextLine)
        {
            // The processor does not look ahead over such distances; the next line is that of the next rows.
            block.Call("CacheLine.Prefetch", arrays.Weight.Plus((term * WeightTerm) + LineFloats));
        }

        for (int row = 0; row < sums.Length; row++)
        {
            Lanes[] ofRow = sums[row];
            Lanes broadcast = Lanes.Broadcast(arrays.Weight, (row * WeightRow) + (term * WeightTerm));
            Lanes weight = ofRow.Length == 1 ? broadcast : block.Declare(Local.Name("w", row), broadcast);
            block.Together(line =>
            {
                for (int vector = 0; vector < ofRow.Length; vector++)
                {
                    line.Accumulate(ofRow[vector], weight, values[vector]);
                }
            });
        }
    }

    private void WriteEnd(Block block, Arrays arrays, Lanes[][] sums)
    {
        Lanes zero = Activation != Activation.None || ReadsValue ? block.Declare("zero", Lanes.Zero) : Lanes.Zero;
        for (int row = 0; row < sums.Length; row++)
        {
            int first = row;
            block.Together(line =>
            {
                for (int vector = 0; vector < sums[first].Length; vector++)
                {
                    int place = (vector * Rows) + first;
                    Lanes sum = sums[first][vector];
                    Lanes result = ReadsValue
                        ? ActivationEmitter.Differentiate(Derivative, sum, Lanes.Load(arrays.Value!, place), zero)
                        : ActivationEmitter.Apply(Activation, sum, zero);
                    line.Store(result, arrays.Target, place);
                }
            });
        }
    }

    private static string Sum(int row, int vector, int vectors) =>
        vectors == 1 ? Local.Name("sum", row) : Local.Name("sum", row, vector);
}

using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;

namespace CnnGen.Generator.Layers;

/// <summary>
/// What the kernels of a correlation have in common: the arrays that they are given, and how the sums of a tile begin, take their
/// products, and are stored. Each sum runs over inputs, kernel rows and kernel columns in ascending order, whatever the tile is.
/// </summary>
internal sealed class CorrelationSums(Correlation kernel)
{
    /// <summary>Kernel rows that meet a row of the source, where a kernel loops over them.</summary>
    private static readonly Integer Taps = Integer.Of("taps");

    /// <summary>The rows, where one loop computes them all; elsewhere the taps of each are computed as the walk goes.</summary>
    public RowRun? EvenRows { get; } =
        kernel.Rows.WrittenOut == (0, kernel.Rows.Targets) && RowRun.Cut(kernel.Rows) is { Count: 1 } runs ? runs[0] : null;

    /// <summary>Whether kernels loop over kernel rows, which are then an argument.</summary>
    public bool LoopsOverKernelRows => EvenRows is not { TapCount: 1 };

    /// <summary>A kernel without statements, and its arrays.</summary>
    public (KernelMethod Method, CorrelationArrays Arrays) Begin(string name, FormattableString title)
    {
        KernelMethod method = new(name, title);
        return (method, Declare(method, LoopsOverKernelRows));
    }

    /// <summary>Adds the parameters of a kernel, or of the method that walks the rows and has no kernel rows given.</summary>
    public CorrelationArrays Declare(KernelMethod method, bool hasTaps)
    {
        (Address source, Address weight) = (method.Array("source"), method.Array("weight"));
        if (hasTaps)
        {
            method.Parameter("int", $"{Taps}");
        }

        return new CorrelationArrays(
            source,
            weight,
            method.ArrayIf(kernel.HasBias, "bias"),
            method.ArrayIf(kernel.Derivative != Activation.None, "value"),
            method.Array("target"));
    }

    /// <summary>The arguments of a call.</summary>
    public IEnumerable<Expression> Arguments(CorrelationArrays arrays, Integer taps) =>
        [arrays.Source, arrays.Weight, .. LoopsOverKernelRows ? [taps] : Array.Empty<Expression>(), .. arrays.All.Skip(2)];

    /// <summary>Declares the sums of a tile, which begin with the bias of their output.</summary>
    public Lanes[][] Begin(Block block, CorrelationArrays arrays, Integer output, int rows, int columns) =>
    [
        .. Enumerable.Range(0, rows).Select(row => block.Declare(Enumerable.Range(0, columns).Select(column => (
            SumName(row, column),
            column > 0 ? Lanes.Of(SumName(row, 0)) : arrays.Bias is null ? Lanes.Zero : Lanes.Broadcast(arrays.Bias, output + row))))),
    ];

    /// <summary>
    /// Walks inputs and kernel rows, from the places of the first ones. Addresses move on by addition: computing them anew from
    /// indices costs as much as the multiply-adds of a small tile.
    /// </summary>
    /// <param name="block">Where to.</param>
    /// <param name="source">The first place in the source.</param>
    /// <param name="weight">The first weight.</param>
    /// <param name="writeTaps">Adds the products of a kernel row; it gets the places of its first tap.</param>
    public void Walk(Block block, Address source, Address weight, Action<Block, Address, Address> writeTaps)
    {
        if (!LoopsOverKernelRows)
        {
            Walk(block, "x", source, "w", weight, kernel.InputName, kernel.Inputs, kernel.SourcePlane, kernel.InputStride, writeTaps);
        }
        else if (kernel.Inputs == 1)
        {
            WalkRows(block, source, weight);
        }
        else
        {
            Walk(block, "plane", source, "kernel", weight, kernel.InputName, kernel.Inputs, kernel.SourcePlane, kernel.InputStride, WalkRows);
        }

        void WalkRows(Block rows, Address first, Address firstWeight) => Walk(
            rows, "x", first, "w", firstWeight, "tap", Taps, kernel.Rows.TapSourceStep * kernel.Columns.Sources, kernel.Rows.TapStep * kernel.KernelWidth, writeTaps);
    }

    /// <summary>Walks from places that are declared.</summary>
    /// <param name="block">Where to.</param>
    /// <param name="x">The name of the place in the source.</param>
    /// <param name="source">The first one.</param>
    /// <param name="w">The name of the place among the weights.</param>
    /// <param name="weight">The first one.</param>
    /// <param name="variable">The loop's.</param>
    /// <param name="turns">Its turns.</param>
    /// <param name="vectors">From a place in the source to the next one.</param>
    /// <param name="weights">From a weight to the next one.</param>
    /// <param name="write">Adds the statements of a turn.</param>
    public static void Walk(
        Block block, string x, Address source, string w, Address weight, string variable, Integer turns, int vectors, int weights,
        Action<Block, Address, Address> write)
    {
        (Address from, Address by) = (block.Declare(x, source), block.Declare(w, weight));
        block.Loop(variable, turns, (turn, _) =>
        {
            write(turn, from, by);
            turn.Next(from, from.At(vectors));
            turn.Next(by, by.Plus(weights));
        });
    }

    /// <summary>Adds the products of a tap: the smaller side of the tile stays in registers, the other one passes by.</summary>
    /// <param name="block">Where to.</param>
    /// <param name="sums">The sums of the tile.</param>
    /// <param name="tap">The tap, and the columns that it joins.</param>
    /// <param name="source">The place of its first column.</param>
    /// <param name="weight">The place of the kernel row's first weight.</param>
    public void AddTap(Block block, Lanes[][] sums, TapColumns tap, Address source, Address weight) => block.Together(line =>
    {
        TargetSource[] columns = [.. tap.Columns];
        (string, Lanes) Source(TargetSource column) => (Local.Name("x", column.Target), Lanes.Load(source, column.Source - columns[0].Source));
        Lanes Weight(int row) => Lanes.Broadcast(weight, (row * kernel.OutputStride) + tap.Tap);
        IEnumerable<(string, Lanes)> weights = Enumerable.Range(0, sums.Length).Select(row => (Local.Name("w", row), Weight(row)));
        if (columns.Length == 1 && sums.Length > 1)
        {
            (string name, Lanes value) = Source(columns[0]);
            Lanes x = line.Declare(name, value);
            for (int row = 0; row < sums.Length; row++)
            {
                line.Accumulate(sums[row][columns[0].Target], x, Weight(row));
            }
        }
        else if (columns.Length <= sums.Length)
        {
            TileProducts.Add(line, columns.Select(Source), weights, (column, row, x, w) => line.Accumulate(sums[row][columns[column].Target], w, x));
        }
        else
        {
            TileProducts.Add(line, weights, columns.Select(Source), (row, column, w, x) => line.Accumulate(sums[row][columns[column].Target], w, x));
        }
    });

    /// <summary>Stores the sums of a tile, after what is one operation of an activation or its derivative.</summary>
    /// <param name="block">Where to.</param>
    /// <param name="sums">The sums.</param>
    /// <param name="arrays">The kernel's.</param>
    /// <param name="place">The place of the first sum in the target.</param>
    public void Store(Block block, Lanes[][] sums, CorrelationArrays arrays, Integer place)
    {
        Address y = block.Declare("y", arrays.Target.At(place));
        Address? v = arrays.Value is null ? null : block.Declare("v", arrays.Value.At(place));
        Lanes? zero = kernel.Activation == Activation.ReLU || kernel.Derivative == Activation.ReLU ? block.Declare("zero", Lanes.Zero) : null;
        Activation activation = kernel.Activation.IsSingleOperation ? kernel.Activation : Activation.None;
        block.Together(line =>
        {
            for (int row = 0; row < sums.Length; row++)
            {
                for (int column = 0; column < sums[row].Length; column++)
                {
                    Integer at = (row * kernel.TargetPlane) + column;
                    Lanes result = ActivationEmitter.Apply(activation, sums[row][column], zero);
                    line.Store(v is null ? result : ActivationEmitter.Differentiate(kernel.Derivative, result, Lanes.Load(v, at), zero), y, at);
                }
            }
        });
    }

    private static string SumName(int row, int column) => Local.Name("s", row, column);
}

/// <summary>The arrays of a correlation's kernel.</summary>
/// <param name="Source">What is summed.</param>
/// <param name="Weight">The weights.</param>
/// <param name="Bias">What sums begin with, one for an output.</param>
/// <param name="Value">The target's values, where the sum is multiplied by the derivative of their activation.</param>
/// <param name="Target">The sums.</param>
internal sealed record CorrelationArrays(Address Source, Address Weight, Address? Bias, Address? Value, Address Target)
{
    /// <summary>Those that there are.</summary>
    public IEnumerable<Address> All => new[] { Source, Weight, Bias, Value, Target }.OfType<Address>();
}

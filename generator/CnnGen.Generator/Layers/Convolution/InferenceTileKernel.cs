using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>
/// The kernel of a convolution of one sample for tiles of positions by vectors of filters. A pool after it is taken of the sums in their
/// registers.
/// </summary>
/// <param name="convolution">The sizes.</param>
/// <param name="tile">The positions and vectors.</param>
/// <param name="channelsAtOnce">Channels that are taken at a time.</param>
/// <param name="unrolls">Whether the taps of a kernel row are written out, and not looped over.</param>
internal sealed class InferenceTileKernel(SampleConvolution convolution, InferenceTile tile, int channelsAtOnce, bool unrolls)
{
    /// <summary>Filters that are left from the tile's first one on, where vectors of a group reach into the next one.</summary>
    private static readonly Integer FiltersLeft = Integer.Of("filters");

    private readonly Convolution _layer = convolution.Layer;
    private readonly InferenceTile _pool = convolution.Pool;

    // Sums wait in the target between channels.
    private readonly bool _isBlocked = channelsAtOnce < convolution.Channels;

    private bool AppliesActivation => !_isBlocked && convolution.Activation.IsSingleOperation;

    /// <summary>Builds the kernel for so many tiles below and beside each other.</summary>
    public KernelMethod Build(string name, FormattableString title, int rows, int columns)
    {
        KernelMethod method = new(name, title);
        (Address source, Address weight) = (method.Array("source"), method.Array("weight"));
        Address? bias = method.ArrayIf(!_isBlocked, "bias");
        if (_isBlocked)
        {
            method.Parameter("int", "channels");
        }

        if (convolution.Groups.Overlap)
        {
            method.Parameter("int", $"{FiltersLeft}");
        }

        Address target = method.Array("target");
        method.Body.Loop("row", rows, (turn, row) => turn.Loop("tile", columns, (block, column) =>
        {
            Address y = block.Declare(
                "y", target.Plus((row * convolution.TargetOf(tile.Rows, 0)) + (column * convolution.TargetOf(0, tile.Columns))));
            Lanes[][] sums = Begin(block, bias, y);
            Address first = source.Plus((row * (tile.Rows * convolution.RowStep)) + (column * (tile.Columns * convolution.ColumnStep)));
            WriteSums(block, sums, first, weight);
            WriteEnd(block, sums, y);
        }));
        return method;
    }

    private Lanes[][] Begin(Block block, Address? bias, Address y) =>
    [
        .. Enumerable.Range(0, tile.Vectors).Select(vector => block.Declare(Positions.Select((position, index) => (
            SumName(vector, index),
            bias is null ? Lanes.Load(y.Plus(position.Target), vector)
                : index > 0 ? Lanes.Of(SumName(vector, 0))
                : Lanes.Load(bias, vector))))),
    ];

    private void WriteSums(Block block, Lanes[][] sums, Address first, Address weight)
    {
        Integer channels = _isBlocked ? Integer.Of("channels") : convolution.Channels;
        Address w = block.Declare("w", weight);
        if (channels.Constant == 1)
        {
            WriteChannel(block, sums, first, w);
            return;
        }

        Address plane = block.Declare("plane", first);
        block.Loop("channel", channels, (turn, _) =>
        {
            WriteChannel(turn, sums, plane, w);
            turn.Next(plane, plane.Plus(convolution.Input.ChannelStep));
        });
    }

    private void WriteChannel(Block block, Lanes[][] sums, Address first, Address w)
    {
        int columns = _layer.Horizontal.Kernel;
        int tapStep = columns == 1 ? 0 : _layer.Horizontal.Dilation * convolution.Input.ColumnStep;
        int rowStep = _layer.Vertical.Dilation * convolution.Input.RowStep;
        Address x = block.Declare("x", first);
        block.Loop("i", _layer.Vertical.Kernel, (row, _) =>
        {
            if (unrolls || columns == 1)
            {
                for (int tap = 0; tap < columns; tap++)
                {
                    int place = tap;
                    row.Apart(own => own.Together(line => AddTap(line, sums, x, place * tapStep, w, place)));
                }

                row.Next(w, w.At(columns));
                row.Next(x, x.Plus(rowStep));
                return;
            }

            row.Loop("j", columns, (turn, _) =>
            {
                turn.Together(line => AddTap(line, sums, x, 0, w, 0));
                turn.Next(x, x.Plus(tapStep));
                turn.Next(w, w.At(1));
            });
            row.Next(x, x.Plus(rowStep - (columns * tapStep)));
        });
    }

    private void AddTap(Block line, Lanes[][] sums, Address x, int source, Address w, int tap)
    {
        (string, Lanes)[] weights =
        [
            .. Enumerable.Range(0, tile.Vectors).Select(vector => (
                Local.Name("w", vector), Lanes.Load(w, (vector * convolution.Terms) + tap))),
        ];
        if (tile.Vectors > 1)
        {
            TileProducts.Add(
                line,
                weights,
                Positions.Select((position, index) => (Local.Name("x", index), Lanes.Broadcast(x, source + position.Source))),
                (vector, position, left, right) => line.Accumulate(sums[vector][position], left, right));
            return;
        }

        Lanes weight = line.Declare(weights)[0];
        int sum = 0;
        foreach ((int from, int _) in Positions)
        {
            if (convolution.Groups.LanesAreChannels)
            {
                line.Accumulate(sums[0][sum++], weight, Lanes.Load(x.Plus(source + from)));
            }
            else
            {
                line.Accumulate(sums[0][sum++], weight, x, source + from);
            }
        }
    }

    private void WriteEnd(Block block, Lanes[][] sums, Address y)
    {
        Lanes? zero = AppliesActivation && convolution.Activation == Activation.ReLU ? block.Declare("zero", Lanes.Zero) : null;
        if (!convolution.Groups.Overlap)
        {
            WriteStores(block, sums, zero, y, isPartial: false);
            return;
        }

        block.If(
            $"{FiltersLeft} >= {Integer.Of("V.Count") * tile.Vectors}",
            then => WriteStores(then, sums, zero, y, isPartial: false),
            otherwise => WriteStores(otherwise, sums, zero, y, isPartial: true));
    }

    // A window's results are joined in the order in which a pool reads them, each rectified before, so that the bits are those of both.
    private void WriteStores(Block block, Lanes[][] sums, Lanes? zero, Address y, bool isPartial) => block.Together(line =>
    {
        for (int row = 0; row < tile.Rows; row += _pool.Rows)
        {
            for (int column = 0; column < tile.Columns; column += _pool.Columns)
            {
                int[] window =
                [
                    .. from i in Enumerable.Range(row, _pool.Rows)
                       from j in Enumerable.Range(column, _pool.Columns)
                       select (i * tile.Columns) + j,
                ];
                Address to = y.Plus(convolution.TargetOf(row, column));
                for (int vector = 0; vector < tile.Vectors; vector++)
                {
                    Lanes[] ofVector = sums[vector];
                    Lanes Result(int position) => zero is null ? ofVector[position] : ActivationEmitter.Apply(Activation.ReLU, ofVector[position], zero);
                    Lanes result = window.Skip(1).Aggregate(Result(window[0]), (largest, position) => Lanes.MaxOrNaN(Result(position), largest));
                    if (isPartial)
                    {
                        line.Call("PartialVector.Store", result, to.At(vector), FiltersLeft - (Integer.Of("V.Count") * vector));
                    }
                    else
                    {
                        line.Store(result, to, vector);
                    }
                }
            }
        }
    });

    private IEnumerable<(int Source, int Target)> Positions =>
        from row in Enumerable.Range(0, tile.Rows)
        from column in Enumerable.Range(0, tile.Columns)
        select ((row * convolution.RowStep) + (column * convolution.ColumnStep), (row * convolution.Output.RowStep) + (column * convolution.Output.ColumnStep));

    private string SumName(int vector, int position) =>
        tile.Vectors == 1 ? Local.Name("s", position) : Local.Name("s", vector, position);
}

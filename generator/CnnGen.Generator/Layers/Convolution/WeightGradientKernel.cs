using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>
/// The weight gradient of a convolution for a machine of so many registers: for each tile of weights a sum over all
/// positions of the block, lane by lane, then over the lanes and over the sub-blocks.
/// </summary>
internal sealed class WeightGradientKernel(
    string name, string title, Convolution layer, Tensor input, Tensor output, IReadOnlyList<ColumnRun> positions, GradientTile tile, GradientBlocking? blocking, int registers)
{
    private IReadOnlyList<KernelMethod>? _methods;
    private Dictionary<((int First, int Count) Taps, int Filters), KernelMethod> _tiles = [];

    private readonly GradientBlocking? _blocking = blocking;
    private readonly KernelRowWalk _rows = new(layer, input, output);

    /// <summary>Shapes, the first line above the method.</summary>
    public string Title => title;

    /// <summary>The weights that are summed at once.</summary>
    public GradientTile Tile => tile;

    /// <summary>The method's parameters.</summary>
    public IReadOnlyList<string> Arrays => _blocking is null ? ["source", "outGradient", "gradient"] : ["source", "outGradient", "sums", "gradient"];

    /// <summary>Values of sixteen floats in which sums wait between stretches of rows.</summary>
    public int ScratchSize => WaitingSums + ((WaitingSums + 3) / 4);

    /// <summary>Whether all of its methods keep to the budget. Products that alone are too many need no method to see that.</summary>
    public bool KeepsToBudget =>
        TapGroups.All(group => TileOf(group, tile.Filters).Products <= MethodSizeLimit.LaneOperations)
        && Methods.All(method => method.Operations <= MethodSizeLimit.LaneOperations);

    private int Remainder => layer.Filters % tile.Filters;

    private IEnumerable<(int First, int Count)> TapGroups => tile.TapGroups(layer.Horizontal.Kernel);

    /// <summary>The same kernel by another name.</summary>
    public WeightGradientKernel Named(string other) => new(other, title, layer, input, output, positions, tile, _blocking, registers) { _tiles = _tiles };

    public void Write(SourceWriter writer)
    {
        foreach (KernelMethod method in Methods)
        {
            method.Write(writer);
        }
    }

    private IReadOnlyList<KernelMethod> Methods => _methods ??= [.. Build()];

    private IEnumerable<KernelMethod> Build()
    {
        yield return Walk();
        foreach ((int First, int Count) group in TapGroups)
        {
            yield return BuiltTile(group, tile.Filters);
            if (Remainder > 0)
            {
                yield return BuiltTile(group, Remainder);
            }
        }
    }

    private KernelMethod BuiltTile((int First, int Count) group, int filters)
    {
        if (!_tiles.TryGetValue((group, filters), out KernelMethod? built))
        {
            built = TileOf(group, filters).Build(name);
            _tiles.Add((group, filters), built);
        }

        return built.Named(TileName(group, filters));
    }

    private WeightTile TileOf((int First, int Count) group, int filters) =>
        new(layer, input, output, positions, tile.Channels, group, filters, registers, keepsSums: _blocking is not null);

    private KernelMethod Walk()
    {
        KernelMethod method = new(
            name,
            $"{title} Tiles of {Plural.Count(tile.Filters, "filter")} by {Plural.Count(tile.Channels, "channel")} by {Plural.Count(tile.Taps, "tap")}{(_blocking is { } cut ? $", {Plural.Count(cut.Rows, "row")} at a time for {Plural.Count(cut.Channels, "channel")}" : string.Empty)}.");
        Address[] arrays = [.. Arrays.Select(method.Array)];
        (Address source, Address outGradient, Address gradient) = (arrays[0], arrays[1], arrays[arrays.Length - 1]);
        Address partial = _blocking is null
            ? method.Body.Allocate("partial", TapGroups.Max(PaddedSums) * 4)
            : method.Body.Declare("partial", arrays[2].At(WaitingSums));
        method.Body.Loop("filter", 0, layer.Filters, tile.Filters, (block, filter) =>
        {
            if (_blocking is { } blocking)
            {
                WriteBlocked(block, blocking, filter, source, outGradient, arrays[2], partial, gradient);
            }
            else
            {
                WriteDirect(block, filter, source, outGradient, partial, gradient);
            }
        });
        return method;
    }

    private void WriteDirect(Block body, Integer filter, Address source, Address outGradient, Address partial, Address gradient) =>
        body.Loop("channel", 0, input.Shape.Channels, tile.Channels, (channels, channel) => _rows.Write(channels, (block, rows) =>
        {
            foreach ((int First, int Count) group in TapGroups)
            {
                int padded = PaddedSums(group);
                block.Loop("part", Integer.Of("V.SubBlocks"), (turn, part) => Call(
                    turn,
                    group,
                    filter,
                    source.At((part * input.Vectors) + (channel * input.Plane) + (rows.SourceRow * input.Shape.Width)),
                    outGradient.At((part * output.Vectors) + (filter * output.Plane) + (rows.OutputRow * output.Shape.Width)),
                    rows.Positions,
                    partial.Plus(part * padded)));
                Add(block, partial, padded, group, filter, channel, rows.Tap, gradient);
            }
        }));

    private void WriteBlocked(
        Block body, GradientBlocking blocking, Integer filter, Address source, Address outGradient, Address waiting, Address partial, Address gradient) =>
        body.Loop("block", 0, input.Shape.Channels, blocking.Channels, (blocks, first) =>
        {
            blocks.Loop("part", Integer.Of("V.SubBlocks"), (turn, part) =>
            {
                turn.Write($"MemoryMarshal.CreateSpan(ref sums, {WaitingSums} * V.Count).Clear();");
                turn.Loop("top", 0, output.Shape.Height, blocking.Rows, (rows, top) => rows.Loop("channel", 0, blocking.Channels, tile.Channels, (channels, channel) =>
                    _rows.WriteStretch(channels, top, blocking.Rows, (block, stretch) =>
                    {
                        foreach ((int First, int Count) group in TapGroups)
                        {
                            Call(
                                block,
                                group,
                                filter,
                                source.At((part * input.Vectors) + ((first + channel) * input.Plane) + (stretch.SourceRow * input.Shape.Width)),
                                outGradient.At((part * output.Vectors) + (filter * output.Plane) + (stretch.OutputRow * output.Shape.Width)),
                                stretch.Positions,
                                waiting.At(WaitingPlace(group, channel, stretch.Tap)));
                        }
                    })));
                turn.Loop("i", 0, WaitingSums, 4, (four, i) => four.StoreSums(
                    [.. Enumerable.Range(0, 4).Select(sum => Lanes.Load(waiting, i + sum))], partial.Plus((part * WaitingSums) + i)));
            });
            blocks.Loop("channel", 0, blocking.Channels, tile.Channels, (channels, channel) => _rows.Write(channels, (block, rows) =>
            {
                foreach ((int First, int Count) group in TapGroups)
                {
                    Add(block, partial.Plus(WaitingPlace(group, channel, rows.Tap)), WaitingSums, group, filter, first + channel, rows.Tap, gradient);
                }
            }));
        });

    // The last tile may have fewer filters than the others. Its sums have the layout of a whole tile.
    private void Call(Block block, (int First, int Count) group, Integer filter, Address source, Address outGradient, Integer rows, Address sums)
    {
        int whole = layer.Filters - Remainder;
        if (Remainder == 0)
        {
            block.Call($"{TileName(group, tile.Filters)}<V>", source, outGradient, rows, sums);
            return;
        }

        block.Apart(call =>
        {
            Address x = call.Declare("x", source);
            Address d = call.Declare("d", outGradient);
            Address tileSums = call.Declare("tileSums", sums);
            call.If(
                FormattableString.Invariant($"filter < {whole}"),
                then => then.Call($"{TileName(group, tile.Filters)}<V>", x, d, rows, tileSums),
                otherwise => otherwise.Call($"{TileName(group, Remainder)}<V>", x, d, rows, tileSums));
        });
    }

    private void Add(
        Block block, Address sums, int subBlockStride, (int First, int Count) group, Integer filter, Integer channel, Integer tap, Address gradient)
    {
        int ofFilter = input.Shape.Channels * layer.Taps;
        Integer filters = Remainder == 0 ? tile.Filters : Integer.Min(tile.Filters, layer.Filters - filter);
        block.Call(
            "SubBlockSums.Add<V>",
            sums,
            subBlockStride,
            filters,
            tile.Channels,
            group.Count,
            gradient.Plus((filter * ofFilter) + (channel * layer.Taps) + (tap * layer.Horizontal.Kernel) + group.First),
            ofFilter,
            layer.Taps);
    }

    // Sums wait as [channels of a tile][kernel row][group of taps][filter, channel, tap].
    private Integer WaitingPlace((int First, int Count) group, Integer channel, Integer tap)
    {
        int kernelRow = TapGroups.Sum(PaddedSums);
        int inGroup = TapGroups.TakeWhile(each => each.First < group.First).Sum(PaddedSums);
        int ofTile = kernelRow * layer.Vertical.Kernel;
        Integer tiles = ofTile % tile.Channels == 0 ? channel * (ofTile / tile.Channels) : channel / tile.Channels * ofTile;
        return tiles + (tap * kernelRow) + inGroup;
    }

    private int WaitingSums => _blocking is { } blocking
        ? blocking.Channels / tile.Channels * layer.Vertical.Kernel * TapGroups.Sum(PaddedSums)
        : 0;

    private int PaddedSums((int First, int Count) group) => ((tile.Filters * tile.Channels * group.Count) + 3) / 4 * 4;

    private string TileName((int First, int Count) group, int filters) =>
        name
        + (group.Count == layer.Horizontal.Kernel ? "Tile" : FormattableString.Invariant($"Taps{group.First}To{group.First + group.Count - 1}"))
        + (filters == tile.Filters ? string.Empty : "Rest");
}

using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Writes the weight gradient of a convolution: for each tile of weights a sum over all positions of the block, lane by
/// lane, then over the lanes and over the sub-blocks.
/// </summary>
internal sealed class WeightGradientSource
{
    private readonly string _name;
    private readonly Conv2D _layer;
    private readonly Tensor _input;
    private readonly Tensor _output;
    private readonly GradientTile _tile;
    private readonly GradientBlocking? _blocking;
    private readonly IReadOnlyList<KernelRows> _kernelRows;

    public WeightGradientSource(string name, Conv2D layer, Tensor input, Tensor output)
    {
        _name = name;
        _layer = layer;
        _input = input;
        _output = output;
        _tile = GradientTile.Choose(
            layer.Filters, input.Shape.Channels, layer.Horizontal.Kernel, output.Shape.Height * output.Shape.Width, KeepsToBudget);
        _blocking = GradientBlocking.Choose(_tile, layer.Vertical, layer.Horizontal, input.Shape, output.Shape);
        _kernelRows = KernelRows.Cut(layer.Vertical, input.Shape.Height, output.Shape.Height);
    }

    /// <summary>Values of sixteen floats in which sums wait between stretches of rows.</summary>
    public int ScratchSize => _blocking is null ? 0 : WaitingSums(_tile.Filters) + ((WaitingSums(_tile.Filters) + 3) / 4);

    private int Remainder => _layer.Filters % _tile.Filters;

    private int Taps => _layer.Vertical.Kernel * _layer.Horizontal.Kernel;

    private int KernelWidth => _layer.Horizontal.Kernel;

    private IEnumerable<(int First, int Count)> TapGroups => _tile.TapGroups(KernelWidth);

    public void Write(SourceWriter writer, string title)
    {
        writer.Line($"// {title}");
        writer.Line($"// Tiles of {Noun.Count(_tile.Filters, "filter")} by {Noun.Count(_tile.Channels, "channel")} by {Noun.Count(_tile.Taps, "tap")}"
            + (_blocking is { } blocking ? $", {Noun.Count(blocking.Rows, "row")} at a time for {Noun.Count(blocking.Channels, "channel")}." : "."));
        using (writer.Method(
            _name + "WeightGradient",
            $"ref float source, ref float outGradient, {(_blocking is null ? string.Empty : "ref float sums, ")}ref float gradient"))
        {
            if (_blocking is null)
            {
                int floats = _tile.TapGroups(KernelWidth).Max(group => PaddedSums(_tile.Filters, group.Count)) * 4;
                writer.Line($"Span<float> memory = stackalloc float[{Literal.Of(floats)}];");
                writer.Line("ref float partial = ref MemoryMarshal.GetReference(memory);");
            }
            else
            {
                writer.Line($"ref float partial = ref V.At(ref sums, {Literal.Of(WaitingSums(_tile.Filters))});");
            }

            if (_layer.Filters >= _tile.Filters)
            {
                int whole = _layer.Filters - Remainder;
                using (writer.Loop("filter", whole, _tile.Filters))
                {
                    WriteFilters(writer, whole > _tile.Filters ? "filter" : string.Empty, 0, _tile.Filters);
                }
            }

            if (Remainder > 0)
            {
                WriteFilters(writer, string.Empty, _layer.Filters - Remainder, Remainder);
            }
        }

        writer.Line();
        foreach ((int First, int Count) group in TapGroups)
        {
            foreach (int filters in Remainder == 0 ? [_tile.Filters] : new[] { _tile.Filters, Remainder })
            {
                new WeightTileSource(_layer, _input, _output, _tile.Channels, group, filters, keepsSums: _blocking is not null)
                    .Write(writer, TileName(group, filters));
            }
        }
    }

    private bool KeepsToBudget(GradientTile tile) => tile.TapGroups(KernelWidth).All(group =>
        new WeightTileSource(_layer, _input, _output, tile.Channels, group, tile.Filters, keepsSums: true).LaneOperations <= Budget.LaneOperations);

    private void WriteFilters(SourceWriter writer, string filter, int firstFilter, int filters)
    {
        if (_blocking is { } blocking)
        {
            WriteBlocked(writer, blocking, filter, firstFilter, filters);
        }
        else
        {
            WriteDirect(writer, filter, firstFilter, filters);
        }
    }

    private void WriteDirect(SourceWriter writer, string filter, int firstFilter, int filters)
    {
        using (writer.Loop("channel", _input.Shape.Channels, _tile.Channels))
        {
            string channel = _input.Shape.Channels > _tile.Channels ? "channel" : string.Empty;
            foreach (KernelRows rows in _kernelRows)
            {
                using (writer.Loop("tap", rows.Count))
                {
                    string tap = rows.Count > 1 ? "tap" : string.Empty;
                    foreach ((int First, int Count) group in TapGroups)
                    {
                        int padded = PaddedSums(filters, group.Count);
                        using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
                        {
                            string source = Index.Sum(
                                Index.Times("part", _input.Vectors),
                                Index.Times(channel, _input.Plane),
                                Index.Times(tap, _input.Shape.Width),
                                Index.Constant(rows.SourceRow * _input.Shape.Width));
                            string outGradient = Index.Sum(
                                Index.Times("part", _output.Vectors),
                                Index.Times(filter, _output.Plane),
                                Index.Constant((firstFilter * _output.Plane) + (rows.OutputRow * _output.Shape.Width)));
                            writer.Line($"{TileName(group, filters)}<V>(ref V.At(ref source, {source}), ref V.At(ref outGradient, {outGradient}), "
                                + $"{Literal.Of(rows.Positions)}, ref Unsafe.Add(ref partial, {Index.Times("part", padded)}));");
                        }

                        WriteAdd(writer, "partial", padded, padded, filters, group, filter, firstFilter, channel, tap, rows);
                    }
                }
            }
        }
    }

    private void WriteBlocked(SourceWriter writer, GradientBlocking blocking, string filter, int firstFilter, int filters)
    {
        int sums = WaitingSums(filters);
        using (writer.Loop("block", _input.Shape.Channels, blocking.Channels))
        {
            string block = _input.Shape.Channels > blocking.Channels ? "block" : string.Empty;
            using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
            {
                writer.Line($"MemoryMarshal.CreateSpan(ref sums, {Literal.Of(sums)} * V.Count).Clear();");
                using (writer.Block($"for (int top = 0; top < {Literal.Of(_output.Shape.Height)}; top += {Literal.Of(blocking.Rows)})"))
                using (writer.Loop("channel", blocking.Channels, _tile.Channels))
                {
                    WriteBlockedTaps(writer, blocking, filter, firstFilter, filters, block);
                }

                writer.Line();
                using (writer.Block($"for (int i = 0; i < {Literal.Of(sums)}; i += 4)"))
                {
                    writer.Line("V.Sum(V.Load(ref sums, i), V.Load(ref sums, i + 1), V.Load(ref sums, i + 2), V.Load(ref sums, i + 3))");
                    writer.Line($"    .StoreUnsafe(ref Unsafe.Add(ref partial, (part * {Literal.Of(sums)}) + i));");
                }
            }

            using (writer.Loop("channel", blocking.Channels, _tile.Channels))
            {
                string channel = blocking.Channels > _tile.Channels ? "channel" : string.Empty;
                foreach (KernelRows rows in _kernelRows)
                {
                    using (writer.Loop("tap", rows.Count))
                    {
                        string tap = rows.Count > 1 ? "tap" : string.Empty;
                        foreach ((int First, int Count) group in TapGroups)
                        {
                            string place = WaitingPlace(filters, group, channel, tap, rows);
                            WriteAdd(
                                writer,
                                place == "0" ? "partial" : $"Unsafe.Add(ref partial, {place})",
                                sums,
                                PaddedSums(filters, group.Count),
                                filters,
                                group,
                                filter,
                                firstFilter,
                                (block, channel) switch { ("", _) => channel, (_, "") => block, _ => "(block + channel)" },
                                tap,
                                rows);
                        }
                    }
                }
            }
        }
    }

    private void WriteBlockedTaps(SourceWriter writer, GradientBlocking blocking, string filter, int firstFilter, int filters, string block)
    {
        string channel = blocking.Channels > _tile.Channels ? "channel" : string.Empty;
        foreach (KernelRows rows in _kernelRows)
        {
            using (writer.Block())
            {
                int end = rows.OutputRow + rows.Positions;
                writer.Line($"int first = {(rows.OutputRow == 0 ? "top" : $"Math.Max(top, {Literal.Of(rows.OutputRow)})")};");
                writer.Line($"int rows = Math.Min(top + {Literal.Of(blocking.Rows)}, {Literal.Of(end)}) - first;");
                using (writer.Loop("tap", rows.Count))
                {
                    string tap = rows.Count > 1 ? "tap" : string.Empty;
                    foreach ((int First, int Count) group in TapGroups)
                    {
                        string source = Index.Sum(
                            Index.Times("part", _input.Vectors),
                            Index.Times(block, _input.Plane),
                            Index.Times(channel, _input.Plane),
                            Index.Times("first", _layer.Vertical.Stride * _input.Shape.Width),
                            Index.Times(tap, _input.Shape.Width),
                            Index.Constant((rows.SourceRow - (rows.OutputRow * _layer.Vertical.Stride)) * _input.Shape.Width));
                        string outGradient = Index.Sum(
                            Index.Times("part", _output.Vectors),
                            Index.Times(filter, _output.Plane),
                            Index.Times("first", _output.Shape.Width),
                            Index.Constant(firstFilter * _output.Plane));
                        writer.Line($"{TileName(group, filters)}<V>(ref V.At(ref source, {source}), ref V.At(ref outGradient, {outGradient}), "
                            + $"rows, ref V.At(ref sums, {WaitingPlace(filters, group, channel, tap, rows)}));");
                    }
                }
            }
        }
    }

    private void WriteAdd(
        SourceWriter writer,
        string sums,
        int subBlockStride,
        int padded,
        int filters,
        (int First, int Count) group,
        string filter,
        int firstFilter,
        string channel,
        string tap,
        KernelRows rows)
    {
        string target = Index.Sum(
            Index.Times(filter, _input.Shape.Channels * Taps),
            Index.Times(channel, Taps),
            Index.Times(tap, KernelWidth),
            Index.Constant((firstFilter * _input.Shape.Channels * Taps) + (rows.FirstTap * KernelWidth) + group.First));
        writer.Line($"SubBlockSums.Add<V>(ref {sums}, {Literal.Of(subBlockStride)}, {Literal.Of(filters)}, {Literal.Of(_tile.Channels)}, {Literal.Of(group.Count)}, "
            + $"ref Unsafe.Add(ref gradient, {target}), {Literal.Of(_input.Shape.Channels * Taps)}, {Literal.Of(Taps)});");
    }

    // Sums wait as [channels of a tile][kernel row][group of taps][filter, channel, tap].
    private string WaitingPlace(int filters, (int First, int Count) group, string channel, string tap, KernelRows rows)
    {
        int kernelRow = TapGroups.Sum(each => PaddedSums(filters, each.Count));
        int inGroup = TapGroups.TakeWhile(each => each.First < group.First).Sum(each => PaddedSums(filters, each.Count));
        int channels = kernelRow * _layer.Vertical.Kernel;
        return Index.Sum(
            _tile.Channels == 1 || channel.Length == 0
                ? Index.Times(channel, channels)
                : $"(channel / {Literal.Of(_tile.Channels)} * {Literal.Of(channels)})",
            Index.Times(tap, kernelRow),
            Index.Constant((rows.FirstTap * kernelRow) + inGroup));
    }

    private int WaitingSums(int filters) => _blocking is { } blocking
        ? blocking.Channels / _tile.Channels * _layer.Vertical.Kernel * TapGroups.Sum(group => PaddedSums(filters, group.Count))
        : 0;

    private int PaddedSums(int filters, int taps) => ((filters * _tile.Channels * taps) + 3) / 4 * 4;

    private string TileName((int First, int Count) group, int filters) =>
        _name + "WeightGradient"
        + (group.Count == KernelWidth ? "Tile" : $"Taps{Literal.Of(group.First)}To{Literal.Of(group.First + group.Count - 1)}")
        + (filters == _tile.Filters ? string.Empty : "Rest");
}

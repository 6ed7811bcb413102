using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// The weight gradient of a convolution for a machine of so many registers: for each tile of weights a sum over all
/// positions of the block, lane by lane, then over the lanes and over the sub-blocks.
/// </summary>
internal sealed class WeightGradientKernel(
    string name, string title, Convolution layer, Tensor input, Tensor output, GradientTile tile, GradientBlocking? blocking, int registers)
{
    private readonly GradientBlocking? _blocking = blocking;
    private readonly IReadOnlyList<KernelRows> _kernelRows = KernelRows.Cut(layer.Vertical, input.Shape.Height, output.Shape.Height);

    /// <summary>Lane operations of the method that walks the tiles, those with the filters that are left over apart.</summary>
    /// <param name="kernelRows">Groups of kernel rows.</param>
    /// <param name="tapGroups">Groups of taps of a row.</param>
    /// <param name="hasRemainder">Whether filters are left over.</param>
    public static int LaneOperations(int kernelRows, int tapGroups, bool hasRemainder) =>
        1 + (((3 * kernelRows * tapGroups) + 5) * (hasRemainder ? 2 : 1));

    /// <summary>Shapes, the first line above the method.</summary>
    public string Title => title;

    /// <summary>The method's parameters.</summary>
    public IReadOnlyList<string> Arrays => _blocking is null ? ["source", "outGradient", "gradient"] : ["source", "outGradient", "sums", "gradient"];

    /// <summary>Values of sixteen floats in which sums wait between stretches of rows.</summary>
    public int ScratchSize => _blocking is null ? 0 : WaitingSums(tile.Filters) + ((WaitingSums(tile.Filters) + 3) / 4);

    private int Remainder => layer.Filters % tile.Filters;

    private int Taps => layer.Vertical.Kernel * layer.Horizontal.Kernel;

    private int KernelWidth => layer.Horizontal.Kernel;

    private IEnumerable<(int First, int Count)> TapGroups => tile.TapGroups(KernelWidth);

    public void Write(SourceWriter writer)
    {
        writer.Line($"// {title}");
        writer.Line($"// Tiles of {Plural.Count(tile.Filters, "filter")} by {Plural.Count(tile.Channels, "channel")} by {Plural.Count(tile.Taps, "tap")}"
            + (_blocking is { } blocking ? $", {Plural.Count(blocking.Rows, "row")} at a time for {Plural.Count(blocking.Channels, "channel")}." : "."));
        using (writer.Method(name, string.Join(", ", Arrays.Select(array => $"ref float {array}"))))
        {
            if (_blocking is null)
            {
                int floats = tile.TapGroups(KernelWidth).Max(group => PaddedSums(tile.Filters, group.Count)) * 4;
                writer.Line($"Span<float> memory = stackalloc float[{Literal.Of(floats)}];");
                writer.Line("ref float partial = ref MemoryMarshal.GetReference(memory);");
            }
            else
            {
                writer.Line($"ref float partial = ref V.At(ref sums, {Literal.Of(WaitingSums(tile.Filters))});");
            }

            if (layer.Filters >= tile.Filters)
            {
                int whole = layer.Filters - Remainder;
                using (writer.Loop("filter", whole, tile.Filters))
                {
                    WriteFilters(writer, whole > tile.Filters ? "filter" : string.Empty, 0, tile.Filters);
                }
            }

            if (Remainder > 0)
            {
                WriteFilters(writer, string.Empty, layer.Filters - Remainder, Remainder);
            }
        }

        writer.Line();
        foreach ((int First, int Count) group in TapGroups)
        {
            foreach (int filters in Remainder == 0 ? [tile.Filters] : new[] { tile.Filters, Remainder })
            {
                new WeightTileEmitter(layer, input, output, tile.Channels, group, filters, registers, keepsSums: _blocking is not null)
                    .Write(writer, TileName(group, filters));
            }
        }
    }

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
        using (writer.Loop("channel", input.Shape.Channels, tile.Channels))
        {
            string channel = input.Shape.Channels > tile.Channels ? "channel" : string.Empty;
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
                            string source = IndexExpression.Sum(
                                IndexExpression.Times("part", input.Vectors),
                                IndexExpression.Times(channel, input.Plane),
                                IndexExpression.Times(tap, layer.Vertical.Dilation * input.Shape.Width),
                                IndexExpression.Constant(rows.SourceRow * input.Shape.Width));
                            string outGradient = IndexExpression.Sum(
                                IndexExpression.Times("part", output.Vectors),
                                IndexExpression.Times(filter, output.Plane),
                                IndexExpression.Constant((firstFilter * output.Plane) + (rows.OutputRow * output.Shape.Width)));
                            writer.Line($"{TileName(group, filters)}<V>(ref V.At(ref source, {source}), ref V.At(ref outGradient, {outGradient}), "
                                + $"{Literal.Of(rows.Positions)}, ref Unsafe.Add(ref partial, {IndexExpression.Times("part", padded)}));");
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
        using (writer.Loop("block", input.Shape.Channels, blocking.Channels))
        {
            string block = input.Shape.Channels > blocking.Channels ? "block" : string.Empty;
            using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
            {
                writer.Line($"MemoryMarshal.CreateSpan(ref sums, {Literal.Of(sums)} * V.Count).Clear();");
                using (writer.Block($"for (int top = 0; top < {Literal.Of(output.Shape.Height)}; top += {Literal.Of(blocking.Rows)})"))
                using (writer.Loop("channel", blocking.Channels, tile.Channels))
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

            using (writer.Loop("channel", blocking.Channels, tile.Channels))
            {
                string channel = blocking.Channels > tile.Channels ? "channel" : string.Empty;
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
        string channel = blocking.Channels > tile.Channels ? "channel" : string.Empty;
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
                        string source = IndexExpression.Sum(
                            IndexExpression.Times("part", input.Vectors),
                            IndexExpression.Times(block, input.Plane),
                            IndexExpression.Times(channel, input.Plane),
                            IndexExpression.Times("first", layer.Vertical.Stride * input.Shape.Width),
                            IndexExpression.Times(tap, layer.Vertical.Dilation * input.Shape.Width),
                            IndexExpression.Constant((rows.SourceRow - (rows.OutputRow * layer.Vertical.Stride)) * input.Shape.Width));
                        string outGradient = IndexExpression.Sum(
                            IndexExpression.Times("part", output.Vectors),
                            IndexExpression.Times(filter, output.Plane),
                            IndexExpression.Times("first", output.Shape.Width),
                            IndexExpression.Constant(firstFilter * output.Plane));
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
        string target = IndexExpression.Sum(
            IndexExpression.Times(filter, input.Shape.Channels * Taps),
            IndexExpression.Times(channel, Taps),
            IndexExpression.Times(tap, KernelWidth),
            IndexExpression.Constant((firstFilter * input.Shape.Channels * Taps) + (rows.FirstTap * KernelWidth) + group.First));
        writer.Line($"SubBlockSums.Add<V>(ref {sums}, {Literal.Of(subBlockStride)}, {Literal.Of(filters)}, {Literal.Of(tile.Channels)}, {Literal.Of(group.Count)}, "
            + $"ref Unsafe.Add(ref gradient, {target}), {Literal.Of(input.Shape.Channels * Taps)}, {Literal.Of(Taps)});");
    }

    // Sums wait as [channels of a tile][kernel row][group of taps][filter, channel, tap].
    private string WaitingPlace(int filters, (int First, int Count) group, string channel, string tap, KernelRows rows)
    {
        int kernelRow = TapGroups.Sum(each => PaddedSums(filters, each.Count));
        int inGroup = TapGroups.TakeWhile(each => each.First < group.First).Sum(each => PaddedSums(filters, each.Count));
        int channels = kernelRow * layer.Vertical.Kernel;
        return IndexExpression.Sum(
            tile.Channels == 1 || channel.Length == 0
                ? IndexExpression.Times(channel, channels)
                : $"(channel / {Literal.Of(tile.Channels)} * {Literal.Of(channels)})",
            IndexExpression.Times(tap, kernelRow),
            IndexExpression.Constant((rows.FirstTap * kernelRow) + inGroup));
    }

    private int WaitingSums(int filters) => _blocking is { } blocking
        ? blocking.Channels / tile.Channels * layer.Vertical.Kernel * TapGroups.Sum(group => PaddedSums(filters, group.Count))
        : 0;

    private int PaddedSums(int filters, int taps) => ((filters * tile.Channels * taps) + 3) / 4 * 4;

    private string TileName((int First, int Count) group, int filters) =>
        name
        + (group.Count == KernelWidth ? "Tile" : $"Taps{Literal.Of(group.First)}To{Literal.Of(group.First + group.Count - 1)}")
        + (filters == tile.Filters ? string.Empty : "Rest");
}

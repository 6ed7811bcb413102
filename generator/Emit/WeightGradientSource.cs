using CnnGen.Generator.Layers;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emit;

/// <summary>
/// Writes the weight gradient of a convolution: for each tile of weights a sum over all positions of the block, lane by
/// lane, then over the lanes and over the sub-blocks.
/// </summary>
internal sealed class WeightGradientSource
{
    private readonly SourceWriter _writer;
    private readonly string _name;
    private readonly Conv2D _layer;
    private readonly Shape _input;
    private readonly Shape _output;
    private readonly GradientTile _tile;

    private WeightGradientSource(SourceWriter writer, string name, Conv2D layer, Shape input, Shape output)
    {
        _writer = writer;
        _name = name;
        _layer = layer;
        _input = input;
        _output = output;
        _tile = GradientTile.Choose(layer.Filters, input.Channels, layer.Horizontal.Kernel, output.Height * output.Width);
    }

    private int Remainder => _layer.Filters % _tile.Filters;

    private int Taps => _layer.Vertical.Kernel * _layer.Horizontal.Kernel;

    public static void Write(SourceWriter writer, string name, Conv2D layer, Shape input, Shape output) =>
        new WeightGradientSource(writer, name, layer, input, output).Write();

    private void Write()
    {
        _writer.Line($"// {_name} weight gradient: in[{_input.ToString().Replace("×", "][")}], dOut[{_output.ToString().Replace("×", "][")}]"
            + $" -> dWeight[{Literal.Of(_layer.Filters)}][{Literal.Of(_input.Channels)}][{Literal.Of(_layer.Vertical.Kernel)}][{Literal.Of(_layer.Horizontal.Kernel)}], added.");
        _writer.Line($"// Tiles of {Literal.Of(_tile.Filters)} filters by {Literal.Of(_tile.Channels)} channels by {Literal.Of(_tile.Taps)} taps.");
        using (_writer.Method(_name + "WeightGradient", "ref float source, ref float outGradient, ref float gradient"))
        {
            int sums = PaddedSums(_tile.Filters, _tile.Taps) * 4;
            _writer.Line($"Span<float> partial = stackalloc float[{Literal.Of(sums)}];");
            _writer.Line("ref float sums = ref MemoryMarshal.GetReference(partial);");
            if (_layer.Filters >= _tile.Filters)
            {
                using (_writer.Loop("filter", _layer.Filters - Remainder, _tile.Filters))
                {
                    WriteChannels(_layer.Filters - Remainder > _tile.Filters ? "filter" : string.Empty, 0, _tile.Filters);
                }
            }

            if (Remainder > 0)
            {
                WriteChannels(string.Empty, _layer.Filters - Remainder, Remainder);
            }
        }

        _writer.Line();
        foreach ((int First, int Count) group in _tile.TapGroups(_layer.Horizontal.Kernel))
        {
            WriteTile(group, _tile.Filters);
            if (Remainder > 0)
            {
                WriteTile(group, Remainder);
            }
        }
    }

    private void WriteChannels(string filter, int firstFilter, int filters)
    {
        using (_writer.Loop("channel", _input.Channels, _tile.Channels))
        {
            string channel = _input.Channels > _tile.Channels ? "channel" : string.Empty;
            foreach (KernelRows rows in KernelRows.Cut(_layer.Vertical, _input.Height, _output.Height))
            {
                using (_writer.Loop("tap", rows.Count))
                {
                    WriteCalls(filter, firstFilter, filters, channel, rows.Count > 1 ? "tap" : string.Empty, rows);
                }
            }
        }
    }

    private void WriteCalls(string filter, int firstFilter, int filters, string channel, string tap, KernelRows rows)
    {
        int inputPlane = _input.Height * _input.Width;
        int outputPlane = _output.Height * _output.Width;
        string source = Index.Sum(
            Index.Times("part", (int)_input.Size),
            Index.Times(channel, inputPlane),
            Index.Times(tap, _input.Width),
            Index.Constant(rows.SourceRow * _input.Width));
        string outGradient = Index.Sum(
            Index.Times("part", (int)_output.Size),
            Index.Times(filter, outputPlane),
            Index.Constant((firstFilter * outputPlane) + (rows.OutputRow * _output.Width)));
        foreach ((int First, int Count) group in _tile.TapGroups(_layer.Horizontal.Kernel))
        {
            int padded = PaddedSums(filters, group.Count);
            using (_writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
            {
                _writer.Line($"{TileName(group, filters)}<V>(ref V.At(ref source, {source}), ref V.At(ref outGradient, {outGradient}), "
                    + $"{Literal.Of(rows.Positions)}, ref Unsafe.Add(ref sums, {Index.Times("part", padded)}));");
            }

            string target = Index.Sum(
                Index.Times(filter, _input.Channels * Taps),
                Index.Times(channel, Taps),
                Index.Times(tap, _layer.Horizontal.Kernel),
                Index.Constant((firstFilter * _input.Channels * Taps) + (rows.FirstTap * _layer.Horizontal.Kernel) + group.First));
            _writer.Line($"SubBlockSums.Add<V>(ref sums, {Literal.Of(padded)}, {Literal.Of(filters)}, {Literal.Of(_tile.Channels)}, {Literal.Of(group.Count)}, "
                + $"ref Unsafe.Add(ref gradient, {target}), {Literal.Of(_input.Channels * Taps)}, {Literal.Of(Taps)});");
        }
    }

    private void WriteTile((int First, int Count) group, int filters)
    {
        List<(int Channel, int Tap)> columns = [.. Enumerable.Range(0, _tile.Channels)
            .SelectMany(channel => Enumerable.Range(group.First, group.Count).Select(tap => (channel, tap)))];
        using (_writer.Method(TileName(group, filters), "ref float source, ref float outGradient, int rows, ref float sums"))
        {
            for (int row = 0; row < filters; row++)
            {
                _writer.Line("V " + string.Join(", ", Enumerable.Range(0, columns.Count).Select(column => $"{Sum(row, column)} = V.Zero")) + ";");
            }

            using (_writer.Block("for (int row = 0; row < rows; row++)"))
            {
                foreach (ColumnRun run in ColumnRun.Cut(Axis.Forward(_layer.Horizontal, _input.Width), 1))
                {
                    WritePositions(run, columns, filters);
                }

                _writer.Line($"source = ref V.At(ref source, {Literal.Of(_layer.Vertical.Stride * _input.Width)});");
                _writer.Line($"outGradient = ref V.At(ref outGradient, {Literal.Of(_output.Width)});");
            }

            WriteSums(columns.Count, filters);
        }

        _writer.Line();
    }

    // Two positions at once share what they read, where that leaves all sums in registers; addresses move on by addition.
    private void WritePositions(ColumnRun run, List<(int Channel, int Tap)> columns, int filters)
    {
        List<(int Column, int Source)> contacts = [.. columns.SelectMany((column, index) => run.Taps
            .Where(tap => tap.Tap == column.Tap)
            .Select(tap => (index, (column.Channel * _input.Height * _input.Width) + tap.Columns[0].Source)))];
        if (contacts.Count == 0)
        {
            return;
        }

        int atOnce = run.Count > 1 && (filters * columns.Count) + (2 * filters) < 16 ? 2 : 1;
        int steps = run.Count / atOnce;
        using (_writer.Block())
        {
            _writer.Line($"ref float x = ref V.At(ref source, {Literal.Of(run.Source)});");
            _writer.Line($"ref float d = ref V.At(ref outGradient, {Literal.Of(run.First)});");
            using (_writer.Loop("column", steps))
            {
                WriteTerms(contacts, filters, atOnce, run.SourceStep);
                if (run.Count > 1)
                {
                    _writer.Line($"x = ref V.At(ref x, {Literal.Of(run.SourceStep * atOnce)});");
                    _writer.Line($"d = ref V.At(ref d, {Literal.Of(atOnce)});");
                }
            }

            if (run.Count % atOnce > 0)
            {
                using (_writer.Block())
                {
                    WriteTerms(contacts, filters, 1, run.SourceStep);
                }
            }
        }
    }

    // Sources ascend, so that each sum meets its positions in order.
    private void WriteTerms(List<(int Column, int Source)> contacts, int filters, int positions, int step)
    {
        int plane = _output.Height * _output.Width;
        string Gradient(int row, int position) => $"d{Literal.Of(row)}_{Literal.Of(position)}";
        for (int position = 0; position < positions; position++)
        {
            _writer.Line("V " + string.Join(", ", Enumerable.Range(0, filters).Select(row =>
                $"{Gradient(row, position)} = V.Load(ref d, {Literal.Of((row * plane) + position)})")) + ";");
        }

        var meetings = Enumerable.Range(0, positions)
            .SelectMany(position => contacts.Select(contact => (contact.Column, Position: position, Source: contact.Source + (position * step))))
            .GroupBy(meeting => meeting.Source)
            .OrderBy(source => source.Key);
        int index = 0;
        foreach (var source in meetings)
        {
            string value = $"x{Literal.Of(index++)}";
            _writer.Line($"V {value} = V.Load(ref x, {Literal.Of(source.Key)});");
            foreach (var meeting in source.OrderBy(meeting => meeting.Position))
            {
                _writer.Line(string.Join(" ", Enumerable.Range(0, filters).Select(row =>
                    $"V.Accumulate(ref {Sum(row, meeting.Column)}, {Gradient(row, meeting.Position)}, {value});")));
            }
        }
    }

    private void WriteSums(int columns, int filters)
    {
        List<string> sums = [.. Enumerable.Range(0, filters).SelectMany(row => Enumerable.Range(0, columns).Select(column => Sum(row, column)))];
        for (int first = 0; first < sums.Count; first += 4)
        {
            string four = string.Join(", ", Enumerable.Range(first, 4).Select(i => sums[Math.Min(i, sums.Count - 1)]));
            _writer.Line($"V.Sum({four}).StoreUnsafe(ref Unsafe.Add(ref sums, {Literal.Of(first)}));");
        }
    }

    private int PaddedSums(int filters, int taps) => ((filters * _tile.Channels * taps) + 3) / 4 * 4;

    private string TileName((int First, int Count) group, int filters) =>
        _name + "WeightGradient"
        + (group.Count == _layer.Horizontal.Kernel ? "Tile" : $"Taps{Literal.Of(group.First)}To{Literal.Of(group.First + group.Count - 1)}")
        + (filters == _tile.Filters ? string.Empty : "Rest");

    private static string Sum(int row, int column) => $"sum{Literal.Of(row)}_{Literal.Of(column)}";
}

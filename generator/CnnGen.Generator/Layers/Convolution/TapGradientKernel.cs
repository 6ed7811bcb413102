using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// The weight gradient of a convolution whose kernel is so large that code of their own for the positions at its borders would be
/// too long: tap by tap, each over the positions at which it meets an input, which are computed as the walk goes. The text
/// depends on neither the kernel nor the image, and each sum meets its positions in the same order as it does in a tile.
/// </summary>
internal sealed class TapGradientKernel(string name, string title, Convolution layer, Tensor input, Tensor output)
{
    private readonly GradientTile _tile = GradientTile.ForOneTap(layer.Filters, input.Shape.Channels, output.Shape);

    private int Remainder => layer.Filters % _tile.Filters;

    public void Write(SourceWriter writer)
    {
        writer.Line($"// {title}");
        writer.Line($"// Tiles of {Plural.Count(_tile.Filters, "filter")} by {Plural.Count(_tile.Channels, "channel")}, tap by tap.");
        using (writer.Method(name, "ref float source, ref float outGradient, ref float gradient"))
        {
            writer.Line($"Span<float> memory = stackalloc float[{Literal.Of(PaddedSums(_tile.Filters) * 4)}];");
            writer.Line("ref float partial = ref MemoryMarshal.GetReference(memory);");
            int whole = layer.Filters - Remainder;
            using (writer.Loop("filter", whole, _tile.Filters))
            {
                WriteWalk(writer, whole > _tile.Filters ? "filter" : string.Empty, 0, _tile.Filters);
            }

            if (Remainder > 0)
            {
                WriteWalk(writer, string.Empty, whole, Remainder);
            }
        }

        writer.Line();
        WriteTap(writer, _tile.Filters);
        if (Remainder > 0)
        {
            WriteTap(writer, Remainder);
        }
    }

    private void WriteWalk(SourceWriter writer, string filter, int firstFilter, int filters)
    {
        string channel = input.Shape.Channels > _tile.Channels ? "channel" : string.Empty;
        string sums = Literal.Of(PaddedSums(filters));
        using (writer.Loop("channel", input.Shape.Channels, _tile.Channels) ?? writer.Block())
        using (writer.Block($"for (int i = 0; i < {Literal.Of(layer.Vertical.Kernel)}; i++)"))
        {
            writer.Line($"WindowTaps rows = {TapsCall.At(Axis.Positions(layer.Vertical, input.Shape.Height, output.Shape.Height), "i")};");
            using (writer.Block($"for (int j = 0; j < {Literal.Of(layer.Horizontal.Kernel)}; j++)"))
            {
                writer.Line($"WindowTaps columns = {TapsCall.At(Axis.Positions(layer.Horizontal, input.Shape.Width, output.Shape.Width), "j")};");
                using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
                {
                    string source = IndexExpression.Sum(
                        IndexExpression.Times("part", input.Vectors), IndexExpression.Times(channel, input.Plane), IndexExpression.Times("rows.Source", input.Shape.Width), "columns.Source");
                    string outGradient = IndexExpression.Sum(
                        IndexExpression.Times("part", output.Vectors),
                        IndexExpression.Times(filter, output.Plane),
                        IndexExpression.Constant(firstFilter * output.Plane),
                        IndexExpression.Times("rows.First", output.Shape.Width),
                        "columns.First");
                    writer.Line($"{TapName(filters)}<V>(ref V.At(ref source, {source}), ref V.At(ref outGradient, {outGradient}), "
                        + $"rows.Count, columns.Count, ref Unsafe.Add(ref partial, part * {sums}));");
                }

                int ofFilter = input.Shape.Channels * layer.Taps;
                string target = IndexExpression.Sum(
                    IndexExpression.Times(filter, ofFilter), IndexExpression.Constant(firstFilter * ofFilter), IndexExpression.Times(channel, layer.Taps), IndexExpression.Times("i", layer.Horizontal.Kernel), "j");
                writer.Line($"SubBlockSums.Add<V>(ref partial, {sums}, {Literal.Of(filters)}, {Literal.Of(_tile.Channels)}, 1, "
                    + $"ref Unsafe.Add(ref gradient, {target}), {Literal.Of(ofFilter)}, {Literal.Of(layer.Taps)});");
            }
        }
    }

    private void WriteTap(SourceWriter writer, int filters)
    {
        string[] sums = [.. Enumerable.Range(0, filters).SelectMany(filter => Enumerable.Range(0, _tile.Channels).Select(channel => Sum(filter, channel)))];
        writer.Line($"// {TapName(filters)}: dWeight of {Plural.Count(filters, "filter")} by {Plural.Count(_tile.Channels, "channel")} at one tap, summed over a rectangle of positions.");
        using (writer.Method(TapName(filters), "ref float source, ref float outGradient, int rows, int columns, ref float sums"))
        {
            writer.Line($"V {string.Join(", ", sums.Select(sum => $"{sum} = V.Zero"))};");
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                writer.Line("ref float x = ref source;");
                writer.Line("ref float d = ref outGradient;");
                using (writer.Block("for (int column = 0; column < columns; column++)"))
                {
                    WriteTerms(writer, filters);
                    writer.Line($"x = ref V.At(ref x, {Literal.Of(layer.Horizontal.Stride)});");
                    writer.Line("d = ref V.At(ref d, 1);");
                }

                writer.Line($"source = ref V.At(ref source, {Literal.Of(layer.Vertical.Stride * input.Shape.Width)});");
                writer.Line($"outGradient = ref V.At(ref outGradient, {Literal.Of(output.Shape.Width)});");
            }

            for (int first = 0; first < sums.Length; first += 4)
            {
                string four = string.Join(", ", Enumerable.Range(first, 4).Select(i => sums[Math.Min(i, sums.Length - 1)]));
                writer.Line($"V.Sum({four}).StoreUnsafe(ref Unsafe.Add(ref sums, {Literal.Of(first)}));");
            }
        }

        writer.Line();
    }

    // The smaller side of the tile stays in registers, the other one passes by.
    private void WriteTerms(SourceWriter writer, int filters)
    {
        string Value(int channel) => $"x{Literal.Of(channel)} = V.Load(ref x, {Literal.Of(channel * input.Plane)})";
        string Gradient(int filter) => $"d{Literal.Of(filter)} = V.Load(ref d, {Literal.Of(filter * output.Plane)})";
        string Add(int filter, int channel) => $"V.Accumulate(ref {Sum(filter, channel)}, d{Literal.Of(filter)}, x{Literal.Of(channel)});";
        IEnumerable<int> allFilters = Enumerable.Range(0, filters);
        IEnumerable<int> allChannels = Enumerable.Range(0, _tile.Channels);
        if (_tile.Channels <= filters)
        {
            writer.Line($"V {string.Join(", ", allChannels.Select(Value))};");
            foreach (int filter in allFilters)
            {
                writer.Line($"V {Gradient(filter)};");
                writer.Line(string.Join(" ", allChannels.Select(channel => Add(filter, channel))));
            }
        }
        else
        {
            writer.Line($"V {string.Join(", ", allFilters.Select(Gradient))};");
            foreach (int channel in allChannels)
            {
                writer.Line($"V {Value(channel)};");
                writer.Line(string.Join(" ", allFilters.Select(filter => Add(filter, channel))));
            }
        }
    }

    private int PaddedSums(int filters) => ((filters * _tile.Channels) + 3) / 4 * 4;

    private string TapName(int filters) => name + (filters == _tile.Filters ? "Tap" : "TapRest");

    private static string Sum(int filter, int channel) => $"sum{Literal.Of(filter)}_{Literal.Of(channel)}";
}

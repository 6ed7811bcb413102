using CnnGen.Generator.Kernels;
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
        KernelMethod method = new(
            name, $"{title} Tiles of {Plural.Count(_tile.Filters, "filter")} by {Plural.Count(_tile.Channels, "channel")}, tap by tap.");
        (Address source, Address outGradient, Address gradient) = (method.Array("source"), method.Array("outGradient"), method.Array("gradient"));
        Address partial = method.Body.Allocate("partial", PaddedSums(_tile.Filters) * 4);
        int whole = layer.Filters - Remainder;
        method.Body.Loop("filter", 0, whole, _tile.Filters, (block, filter) => WriteWalk(block, filter, _tile.Filters));
        if (Remainder > 0)
        {
            method.Body.Apart(block => WriteWalk(block, whole, Remainder));
        }

        method.Write(writer);
        WriteTap(writer, _tile.Filters);
        if (Remainder > 0)
        {
            WriteTap(writer, Remainder);
        }

        void WriteWalk(Block body, Integer filter, int filters) => body.Loop("channel", 0, input.Shape.Channels, _tile.Channels, (channels, channel) =>
            channels.Loop("i", layer.Vertical.Kernel, (rows, i) =>
            {
                TapsCall.Declare(rows, "rows", Axis.Positions(layer.Vertical, input.Shape.Height, output.Shape.Height), i);
                rows.Loop("j", layer.Horizontal.Kernel, (block, j) =>
                {
                    TapsCall.Declare(block, "columns", Axis.Positions(layer.Horizontal, input.Shape.Width, output.Shape.Width), j);
                    block.Loop("part", Integer.Of("V.SubBlocks"), (turn, part) => turn.Call(
                        $"{TapName(filters)}<V>",
                        source.At((part * input.Vectors) + (channel * input.Plane) + (Integer.Of("rows.Source") * input.Shape.Width) + Integer.Of("columns.Source")),
                        outGradient.At((part * output.Vectors) + (filter * output.Plane) + (Integer.Of("rows.First") * output.Shape.Width) + Integer.Of("columns.First")),
                        Integer.Of("rows.Count"),
                        Integer.Of("columns.Count"),
                        partial.Plus(part * PaddedSums(filters))));
                    int ofFilter = input.Shape.Channels * layer.Taps;
                    block.Call(
                        "SubBlockSums.Add<V>",
                        partial,
                        PaddedSums(filters),
                        filters,
                        _tile.Channels,
                        1,
                        gradient.Plus((filter * ofFilter) + (channel * layer.Taps) + (i * layer.Horizontal.Kernel) + j),
                        ofFilter,
                        layer.Taps);
                });
            }));
    }

    private void WriteTap(SourceWriter writer, int filters)
    {
        KernelMethod method = new(
            TapName(filters),
            $"dWeight of {Plural.Count(filters, "filter")} by {Plural.Count(_tile.Channels, "channel")} at one tap, summed over a rectangle of positions.");
        (Address source, Address outGradient) = (method.Array("source"), method.Array("outGradient"));
        method.Parameter("int", "rows");
        method.Parameter("int", "columns");
        Address target = method.Array("sums");
        Lanes[] sums = method.Body.Declare(Enumerable.Range(0, filters * _tile.Channels).Select(sum => (
            Local.Name("s", sum / _tile.Channels, sum % _tile.Channels), Lanes.Zero)));
        method.Body.Loop("row", Integer.Of("rows"), (row, _) =>
        {
            (Address x, Address d) = (row.Declare("x", source), row.Declare("d", outGradient));
            row.Loop("column", Integer.Of("columns"), (turn, _) =>
            {
                turn.Together(line => WriteTerms(line, sums, filters, x, d));
                turn.Next(x, x.At(layer.Horizontal.Stride));
                turn.Next(d, d.At(1));
            });
            row.Next(source, source.At(layer.Vertical.Stride * input.Shape.Width));
            row.Next(outGradient, outGradient.At(output.Shape.Width));
        });
        method.Body.StoreSums(sums, target);
        method.Write(writer);
    }

    // The smaller side of the tile stays in registers, the other one passes by.
    private void WriteTerms(Block line, Lanes[] sums, int filters, Address x, Address d)
    {
        IEnumerable<(string, Lanes)> values = Enumerable.Range(0, _tile.Channels)
            .Select(channel => (Local.Name("x", channel), Lanes.Load(x, channel * input.Plane)));
        IEnumerable<(string, Lanes)> gradients = Enumerable.Range(0, filters)
            .Select(filter => (Local.Name("d", filter), Lanes.Load(d, filter * output.Plane)));
        void Add(int filter, int channel, Lanes gradient, Lanes value) => line.Accumulate(sums[(filter * _tile.Channels) + channel], gradient, value);
        if (_tile.Channels <= filters)
        {
            TileProducts.Add(line, values, gradients, (channel, filter, value, gradient) => Add(filter, channel, gradient, value));
        }
        else
        {
            TileProducts.Add(line, gradients, values, Add);
        }
    }

    private int PaddedSums(int filters) => ((filters * _tile.Channels) + 3) / 4 * 4;

    private string TapName(int filters) => name + (filters == _tile.Filters ? "Tap" : "TapRest");
}

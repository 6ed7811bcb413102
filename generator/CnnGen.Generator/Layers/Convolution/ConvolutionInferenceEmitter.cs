using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Text;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Writes a convolution of one sample: a method that walks the vectors of filters, and one for the positions of whole tiles and
/// of those that are left. Where the weights of a tile's filters are more than the first-level cache holds beside the image, channels are
/// taken some at a time for all positions, and sums wait in the target meanwhile; their order stays the same. Groups take their turns as a
/// whole: what the last vector of one writes over the next is not there yet.
/// </summary>
/// <param name="name">The method's name.</param>
/// <param name="title">Shapes and formula; empty where a comment above has them.</param>
/// <param name="convolution">The sizes.</param>
/// <param name="blocking">Tile and channels.</param>
internal sealed class ConvolutionInferenceEmitter(string name, string title, SampleConvolution convolution, SampleBlocking blocking)
{
    private readonly InferenceTile _tile = blocking.Tile;
    private readonly InferenceGroups _groups = convolution.Groups;
    private readonly bool _isBlocked = blocking.ChannelsAtOnce < convolution.Channels;
    private readonly int _channelsAtOnce = blocking.ChannelsAtOnce;
    private readonly int _restRows = convolution.Sums.Height % blocking.Tile.Rows;
    private readonly int _restColumns = convolution.Sums.Width % blocking.Tile.Columns;

    public void Write(SourceWriter writer)
    {
        WriteWalk(writer);
        (int rows, int columns) = (convolution.Sums.Height / _tile.Rows, convolution.Sums.Width / _tile.Columns);
        WriteTile("Tiles", "Whole tiles", _tile, rows, columns);
        if (_restColumns > 0)
        {
            WriteTile("LastColumns", "The last columns", _tile with { Columns = _restColumns }, rows, 1);
        }
        else if (_restRows > 0)
        {
            WriteTile("LastRows", "The last rows", _tile with { Rows = _restRows }, 1, 1);
        }

        void WriteTile(string part, string which, InferenceTile positions, int rows, int columns) =>
            new InferenceTileKernel(convolution, positions, _channelsAtOnce, blocking.Unrolls)
                .Build(name + part, $"{which}, {Describe(positions)} at once.", rows, columns)
                .Write(writer);
    }

    private void WriteWalk(SourceWriter writer)
    {
        string blocks = _isBlocked ? $", {Plural.Count(_channelsAtOnce, "channel")} at a time" : string.Empty;
        KernelMethod method = new(name, $"{title}{(title.Length == 0 ? string.Empty : " ")}Tiles of {Describe(_tile)}{blocks}.");
        Arrays arrays = new(method.Array("source"), method.Array("weight"), method.Array("bias"), method.Array("target"));
        if (_groups.Count > 1)
        {
            method.Body.Loop("group", _groups.Count, (block, group) =>
            {
                Arrays ofGroup = new(
                    block.Declare("x", arrays.Source.Plus(group * (convolution.Channels * convolution.Input.ChannelStep))),
                    block.Declare("kernels", arrays.Weight.Plus(group * convolution.Filters.WeightsOfGroup)),
                    block.Declare("start", arrays.Bias.Plus(group * convolution.Filters.BiasesOfGroup)),
                    block.Declare("to", arrays.Target.Plus(group * _groups.Filters)));
                if (_groups.Overlap)
                {
                    block.Write($"int room = group < {_groups.Free} ? {InferenceGroups.Aligned(_groups.Filters)} : {_groups.Filters};", "room");
                }

                WriteGroup(block, ofGroup);
            });
        }
        else
        {
            WriteGroup(method.Body, arrays);
        }

        if (convolution.Activation != Activation.None && (_isBlocked || !convolution.Activation.IsSingleOperation))
        {
            int row = convolution.Output.RowStep;
            method.Body.Call(
                $"InferenceValues.Apply<V, {ActivationEmitter.Type(convolution.Activation)}>",
                arrays.Target, row, arrays.Target, row, convolution.Output.Shape.Height, convolution.Output.RowFloats);
        }

        method.Write(writer);
    }

    private void WriteGroup(Block body, Arrays arrays)
    {
        if (_isBlocked)
        {
            body.Call(
                "InferenceValues.Fill<V>",
                arrays.Bias,
                arrays.Target,
                convolution.Output.RowStep,
                convolution.Output.Shape.Height,
                convolution.Output.Shape.Width,
                convolution.Output.ColumnStep,
                convolution.Filters.BiasesOfGroup);
        }

        body.Loop("filter", 0, OutputVectors.Count(_groups.Filters), _tile.Vectors, (block, filter) =>
        {
            Address w = block.Declare("w", arrays.Weight.At(filter * convolution.Terms));
            Address y = block.Declare("y", arrays.Target.At(filter));
            if (!_isBlocked)
            {
                Expression[] left = _groups.Overlap ? [Integer.Of("room") - Integer.Of("filter * V.Count")] : [];
                WriteCalls(block, _groups.LanesAreChannels ? arrays.Source.At(filter) : arrays.Source, [w, arrays.Bias.At(filter), .. left], y);
                return;
            }

            block.Loop("channel", 0, convolution.Channels, _channelsAtOnce, (turn, channel) =>
            {
                Address plane = turn.Declare("plane", arrays.Source.Plus(channel * convolution.Input.ChannelStep));
                Integer channels = convolution.Channels % _channelsAtOnce == 0 ? _channelsAtOnce : Integer.Min(_channelsAtOnce, convolution.Channels - channel);
                WriteCalls(turn, plane, [w.At(channel * convolution.Layer.Taps), channels], y);
            });
        });
    }

    private void WriteCalls(Block block, Address from, Expression[] arguments, Address y)
    {
        block.Call($"{name}Tiles<V>", [from, .. arguments, y]);
        if (_restColumns > 0)
        {
            int first = convolution.Sums.Width - _restColumns;
            block.Call(
                $"{name}LastColumns<V>", [from.Plus(first * convolution.ColumnStep), .. arguments, y.Plus(convolution.TargetOf(0, first))]);
        }
        else if (_restRows > 0)
        {
            int first = convolution.Sums.Height - _restRows;
            block.Call($"{name}LastRows<V>", [from.Plus(first * convolution.RowStep), .. arguments, y.Plus(convolution.TargetOf(first, 0))]);
        }
    }

    private static string Describe(InferenceTile positions) =>
        $"{Plural.Count(positions.Rows, "row")} by {Plural.Count(positions.Columns, "column")} by {Plural.Count(positions.Vectors, "vector")} of filters";

    private sealed record Arrays(Address Source, Address Weight, Address Bias, Address Target);
}

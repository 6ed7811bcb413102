using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Writes the forward pass of a locally connected layer: the sums of a tile of filters at one position stay in registers
/// while its weights pass by in the order in which they lie.
/// </summary>
internal sealed class LocalForwardEmitter(LocallyConnected layer, string layerName, Tensor input, Tensor output)
{
    private readonly string _name = layerName + "Forward";
    private readonly LocalWalk _walk = new(layer, input, output);
    private readonly LocalTiles _tiles = LocalTiles.InRegisters(layer.Filters);

    public void Write(SourceWriter writer, FormattableString title)
    {
        KernelMethod method = new(_name, title);
        (Address source, Address weight) = (method.Array("source"), method.Array("weight"));
        Address? bias = method.ArrayIf(layer.Bias, "bias");
        Address target = method.Array("target");
        _walk.WritePositions(method.Body, 0, _walk.Positions, (turn, position) =>
        {
            Address x = turn.Declare("x", source.At(_walk.Source));
            Address w = turn.Declare("w", weight.Plus(_walk.FirstTap(position)));
            Address y = turn.Declare("y", target.At(position));
            Address? b = bias is null ? null : turn.Declare("b", bias.Plus(position * layer.Filters));
            turn.Loop("part", Integer.InAllSubBlocks(1), (part, _) =>
            {
                foreach ((int first, int _, int _) in _tiles.Kernels)
                {
                    part.Call($"{Kernel(first)}<V>", x, w.Plus(first), b?.Plus(first), LocalWalk.Rows, LocalWalk.Columns, y.At(first * output.Plane));
                }

                part.Next(x, x.At(input.Vectors));
                part.Next(y, y.At(output.Vectors));
            });
        });
        if (!output.Activation.IsSingleOperation)
        {
            method.Body.Call($"{_name}Activation<V>", target);
        }

        method.Write(writer);
        foreach ((int first, int count, int atOnce) in _tiles.Kernels)
        {
            WriteKernel(writer, first, count, atOnce);
        }

        if (!output.Activation.IsSingleOperation)
        {
            WriteActivation(writer);
        }
    }

    private void WriteKernel(SourceWriter writer, int first, int count, int atOnce)
    {
        KernelMethod method = new(
            Kernel(first), $"{_name}: {Plural.Count(count, "filter")} at one position, over the taps that meet the input, {atOnce} at once.");
        (Address source, Address weight) = (method.Array("source"), method.Array("weight"));
        Address? bias = method.ArrayIf(layer.Bias, "bias");
        (Integer rows, Integer columns) = (method.Number("rows"), method.Number("columns"));
        Address target = method.Array("target");
        method.Body.Loop("filter", 0, count, atOnce, (block, filter) =>
        {
            Lanes[] sums = [.. Enumerable.Range(0, atOnce).Select(sum => block.Declare(
                Local.Name("sum", sum), bias is null ? Lanes.Zero : Lanes.Broadcast(bias, filter + sum)))];
            _walk.WriteRows(block, source, weight.Plus(filter), rows, (row, x, w) => row.Loop("j", columns, (turn, _) =>
            {
                Lanes value = turn.Declare("value", Lanes.Load(x, 0));
                for (int sum = 0; sum < atOnce; sum++)
                {
                    turn.Accumulate(sums[sum], value, Lanes.Broadcast(w, sum));
                }

                _walk.WriteNext(turn, x, w, 1);
            }));
            for (int sum = 0; sum < atOnce; sum++)
            {
                Lanes result = output.Activation.IsSingleOperation ? ActivationEmitter.Apply(output.Activation, sums[sum]) : sums[sum];
                block.Store(result, target, (filter + sum) * output.Plane);
            }
        });
        method.Write(writer);
    }

    private void WriteActivation(SourceWriter writer)
    {
        KernelMethod method = new(_name + "Activation", $"{_name}: {output.Activation} of out{output.Shape.Brackets}, in place.");
        Address target = method.Array("target");
        LocalValues.Write(method.Body, output, (block, place) =>
            block.Store(ActivationEmitter.Apply(output.Activation, Lanes.Load(target, place)), target, place));
        method.Write(writer);
    }

    private string Kernel(int first) => _name + (_tiles.Rest == 0 ? "Filters" : first == 0 ? "Tiles" : "Rest");
}

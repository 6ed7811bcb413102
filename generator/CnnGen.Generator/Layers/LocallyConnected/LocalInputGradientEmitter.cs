using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Writes the gradient of a locally connected layer's input. Each position adds what it owes to the inputs under its
/// window: so the weights pass by in the order in which they lie, each once, where an input that collected its sum would
/// find its weights a whole position apart. A sum runs over positions and then filters, ascending.
/// </summary>
internal sealed class LocalInputGradientEmitter(LocallyConnected layer, string layerName, Tensor input, Tensor output)
{
    private readonly string _name = layerName + "InputGradient";
    private readonly LocalWalk _walk = new(layer, input, output);
    private readonly LocalTiles _tiles = LocalTiles.InRegisters(layer.Filters);

    public void Write(SourceWriter writer, FormattableString title)
    {
        KernelMethod method = new(_name, title);
        (Address outGradient, Address weight) = (method.Array("outGradient"), method.Array("weight"));
        Address? value = method.ArrayIf(input.Activation != Activation.None, "value");
        Address inGradient = method.Array("inGradient");
        method.Body.Call("Clear", inGradient, input.Floats);
        _walk.WritePositions(method.Body, 0, _walk.Positions, (turn, position) =>
        {
            Address x = turn.Declare("x", inGradient.At(_walk.Source));
            Address w = turn.Declare("w", weight.Plus(_walk.FirstTap(position)));
            Address d = turn.Declare("d", outGradient.At(position));
            turn.Loop("part", Integer.InAllSubBlocks(1), (part, _) =>
            {
                foreach ((int first, int _, int _) in _tiles.Kernels)
                {
                    part.Call($"{Kernel(first)}<V>", d.At(first * output.Plane), w.Plus(first), LocalWalk.Rows, LocalWalk.Columns, x);
                }

                part.Next(d, d.At(output.Vectors));
                part.Next(x, x.At(input.Vectors));
            });
        });
        if (value is not null)
        {
            method.Body.Skip();
            LocalValues.Write(method.Body, input, (block, place) => block.Store(
                ActivationEmitter.Differentiate(input.Activation, Lanes.Load(inGradient, place), Lanes.Load(value, place)), inGradient, place));
        }

        method.Write(writer);
        foreach ((int first, int count, int atOnce) in _tiles.Kernels)
        {
            WriteKernel(writer, first, count, atOnce);
        }
    }

    private void WriteKernel(SourceWriter writer, int first, int count, int atOnce)
    {
        KernelMethod method = new(
            Kernel(first), $"{_name}: what {Plural.Count(count, "filter")} at one position owe to the inputs under their taps, {atOnce} at once.");
        (Address outGradient, Address weight) = (method.Array("outGradient"), method.Array("weight"));
        (Integer rows, Integer columns) = (method.Number("rows"), method.Number("columns"));
        Address inGradient = method.Array("inGradient");
        method.Body.Loop("filter", 0, count, atOnce, (block, filter) =>
        {
            Lanes[] gradients = [.. Enumerable.Range(0, atOnce).Select(i => block.Declare(
                Local.Name("d", i), Lanes.Load(outGradient, (filter + i) * output.Plane)))];
            _walk.WriteRows(block, inGradient, weight.Plus(filter), rows, (row, x, w) => row.Loop("j", columns, (turn, _) =>
            {
                Lanes sum = turn.Declare("sum", Lanes.Load(x, 0));
                for (int i = 0; i < atOnce; i++)
                {
                    turn.Accumulate(sum, gradients[i], Lanes.Broadcast(w, i));
                }

                turn.Store(sum, x, 0);
                _walk.WriteNext(turn, x, w, 1);
            }));
        });
        method.Write(writer);
    }

    private string Kernel(int first) => _name + (_tiles.Rest == 0 ? "Filters" : first == 0 ? "Tiles" : "Rest");
}

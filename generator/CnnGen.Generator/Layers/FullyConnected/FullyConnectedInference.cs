using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A fully connected layer of one sample: lanes are outputs, each input is broadcast to the vectors of a tile. Inputs pass in
/// the order of the parameters, wherever they lie, so that flattening an image in front of it is nothing.
/// </summary>
internal sealed class FullyConnectedInference(
    string name, ParameterTensor weight, ParameterTensor? bias, Activation activation, SampleTensor input, SampleTensor output)
    : InferenceOperation(name, input, output)
{
    private const int MostUnrolled = 8;

    private readonly PackedFilters _filters = new(name, weight, bias, output.Shape.Channels, (int)input.Shape.Size);

    public override IReadOnlyList<PackedTensor> Packed => [_filters.Weight, _filters.Bias];

    private int Inputs => (int)Input.Shape.Size;

    private int Outputs => Output.Shape.Channels;

    public override void WritePack(CallWriter writer) => _filters.Write(writer);

    public override void WriteCall(CallWriter writer) => writer.Line(writer.CallOf(
        this,
        "Inference", Input.Argument(), _filters.Weight.Argument, _filters.Bias.Argument, Output.Argument()));

    public override void WriteKernels(SourceWriter writer)
    {
        string[] arrays = ["source", "weight", "bias", "target"];
        string sum = $"weight{weight.Brackets}{(bias is null ? string.Empty : $" + bias{bias.Brackets}")}{ActivationEmitter.Describe(activation)}";
        string title = FormattableString.Invariant($"{Owner} inference: in[{Inputs}] * {sum} -> out[{Outputs}].");
        int few = OutputVectors.PerTile(Outputs, CostModel.Registers);
        int many = OutputVectors.PerTile(Outputs, CostModel.ManyRegisters);
        if (few == many)
        {
            WriteOutputs(writer, title, Owner + "Inference", few);
            return;
        }

        RegisterChoice.Write(writer, title, Owner + "Inference", arrays, arrays, arrays);
        WriteVariant(writer, RegisterChoice.Name(Owner + "Inference", CostModel.Registers), few);
        WriteVariant(writer, RegisterChoice.Name(Owner + "Inference", CostModel.ManyRegisters), many);
    }

    private void WriteVariant(SourceWriter writer, string kernel, int vectors) =>
        WriteOutputs(writer, $"{kernel}: {Plural.Count(vectors, "vector")} of outputs at once.", kernel, vectors);

    private void WriteOutputs(SourceWriter writer, string title, string kernel, int vectors)
    {
        KernelMethod method = new(kernel, $"{title}");
        (Address source, Address weight, Address bias, Address target) = Arrays(method);
        Integer count = OutputVectors.Count(Outputs);
        method.Body.Loop("output", 0, count, vectors, (turn, output) =>
        {
            Integer first = vectors == 1 ? output : turn.Declare("first", Integer.Min(output, count - vectors));
            turn.Call($"{kernel}Tile<V>", source, weight.At(first * Inputs), bias.At(first), target.At(first));
        });
        if (!activation.IsSingleOperation)
        {
            method.Body.Call($"InferenceValues.Apply<V, {ActivationEmitter.Type(activation)}>", target, 0, target, 0, 1, Output.Floats);
        }

        method.Write(writer);
        WriteTile(writer, kernel + "Tile", vectors);
    }

    // As many inputs a turn as the budget of a method lets in.
    private void WriteTile(SourceWriter writer, string kernel, int vectors)
    {
        int inputs = Loops().Last().Count;
        Enumerable.Range(1, MostUnrolled)
            .Where(atOnce => inputs % atOnce == 0)
            .Select(atOnce => (AtOnce: atOnce, Tile: Tile(kernel, vectors, atOnce)))
            .Last(candidate => candidate.AtOnce == 1 || candidate.Tile.Operations <= MethodSizeLimit.LaneOperations)
            .Tile.Write(writer);
    }

    private KernelMethod Tile(string kernel, int vectors, int atOnce)
    {
        KernelMethod method = new(kernel, $"{kernel}: {Plural.Count(vectors, "vector")} of outputs over {Plural.Count(Inputs, "input")}.");
        (Address source, Address weight, Address bias, Address target) = Arrays(method);
        Lanes[] sums = method.Body.Declare(Enumerable.Range(0, vectors).Select(vector =>
            (Local.Name("sum", vector), Lanes.Load(bias, vector))));
        WriteLoops(method.Body, Loops(), source, weight, sums, atOnce);
        method.Body.Together(line =>
        {
            for (int vector = 0; vector < vectors; vector++)
            {
                line.Store(activation.IsSingleOperation ? ActivationEmitter.Apply(activation, sums[vector]) : sums[vector], target, vector);
            }
        });
        return method;
    }

    private static (Address Source, Address Weight, Address Bias, Address Target) Arrays(KernelMethod method) =>
        (method.Array("source"), method.Array("weight"), method.Array("bias"), method.Array("target"));

    // Channels, rows and columns; what lies evenly spaced is one loop.
    private List<(int Count, int Step)> Loops()
    {
        List<(int Count, int Step)> loops = [];
        foreach ((int count, int step) in new[]
        {
            (Input.Shape.Width, Input.ColumnStep), (Input.Shape.Height, Input.RowStep), (Input.Shape.Channels, Input.ChannelStep),
        })
        {
            if (loops.Count > 0 && (count == 1 || loops[0].Count == 1 || step == loops[0].Count * loops[0].Step))
            {
                loops[0] = (loops[0].Count * count, loops[0].Count == 1 ? step : loops[0].Step);
            }
            else
            {
                loops.Insert(0, (count, step));
            }
        }

        return loops;
    }

    private void WriteLoops(Block block, List<(int Count, int Step)> loops, Address origin, Address weight, Lanes[] sums, int atOnce, int depth = 0)
    {
        (int count, int step) = loops[depth];
        (string index, string name) = depth switch { 0 => ("i", "x"), 1 => ("j", "xRow"), _ => ("k", "xColumn") };
        Address x = block.Declare(name, origin);
        if (depth < loops.Count - 1)
        {
            block.Loop(index, count, (turn, _) =>
            {
                WriteLoops(turn, loops, x, weight, sums, atOnce, depth + 1);
                turn.Next(x, x.Plus(step));
            });
            return;
        }

        block.Loop(index, 0, count, atOnce, (turn, _) =>
        {
            turn.Unroll("term", atOnce, (terms, term) =>
            {
                Lanes value = terms.Declare("value", Lanes.Broadcast(x, term * step));
                terms.Together(line =>
                {
                    for (int vector = 0; vector < sums.Length; vector++)
                    {
                        line.Accumulate(sums[vector], value, Lanes.Load(weight, (vector * Inputs) + term));
                    }
                });
            });
            turn.Next(weight, weight.At(atOnce));
            turn.Next(x, x.Plus(atOnce * step));
        });
    }
}

using CnnGen.Generator.Functions;
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
        string title = $"{Owner} inference: in[{Literal.Of(Inputs)}] * weight{weight.Brackets}{(bias is null ? string.Empty : $" + bias{bias.Brackets}")}"
            + $"{ActivationEmitter.Describe(activation)} -> out[{Literal.Of(Outputs)}].";
        int few = OutputVectors.PerTile(Outputs, CostModel.Registers);
        int many = OutputVectors.PerTile(Outputs, CostModel.ManyRegisters);
        if (few == many)
        {
            WriteOutputs(writer, title, Owner + "Inference", few);
            return;
        }

        RegisterChoice.Write(writer, title, Owner + "Inference", arrays, arrays, arrays);
        WriteOutputs(writer, null, RegisterChoice.Name(Owner + "Inference", CostModel.Registers), few);
        WriteOutputs(writer, null, RegisterChoice.Name(Owner + "Inference", CostModel.ManyRegisters), many);
    }

    private void WriteOutputs(SourceWriter writer, string? title, string kernel, int vectors)
    {
        writer.Line($"// {title ?? $"{kernel}: {Plural.Count(vectors, "vector")} of outputs at once."}");
        using (writer.Method(kernel, "ref float source, ref float weight, ref float bias, ref float target"))
        {
            string count = OutputVectors.Count(Outputs);
            using (writer.Block($"for (int output = 0; output < {count}; output += {Literal.Of(vectors)})"))
            {
                string first = "output";
                if (vectors > 1)
                {
                    first = "first";
                    writer.Line($"int first = Math.Min(output, ({count}) - {Literal.Of(vectors)});");
                }

                writer.Line($"{kernel}Tile<V>(ref source, ref V.At(ref weight, {first} * {Literal.Of(Inputs)}), ref V.At(ref bias, {first}), ref V.At(ref target, {first}));");
            }

            if (!activation.IsSingleOperation)
            {
                writer.Line($"InferenceValues.Apply<V, {ActivationEmitter.Type(activation)}>(ref target, 0, ref target, 0, 1, {Literal.Of(Output.Floats)});");
            }
        }

        writer.Line();
        WriteTile(writer, kernel + "Tile", vectors);
    }

    private void WriteTile(SourceWriter writer, string kernel, int vectors)
    {
        List<(int Count, int Step)> loops = Loops();
        writer.Line($"// {kernel}: {Plural.Count(vectors, "vector")} of outputs over {Plural.Count(Inputs, "input")}.");
        using (writer.Method(kernel, "ref float source, ref float weight, ref float bias, ref float target"))
        {
            writer.Line("V " + string.Join(", ", Enumerable.Range(0, vectors).Select(vector =>
                $"sum{Literal.Of(vector)} = V.Load(ref bias, {Literal.Of(vector)})")) + ";");
            WriteLoops(writer, loops, 0, "source", vectors);
            writer.Line(string.Join(" ", Enumerable.Range(0, vectors).Select(vector =>
                $"V.Store({(activation.IsSingleOperation ? ActivationEmitter.Apply(activation, $"sum{Literal.Of(vector)}") : $"sum{Literal.Of(vector)}")}, ref target, {Literal.Of(vector)});")));
        }

        writer.Line();
    }

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

    private void WriteLoops(SourceWriter writer, List<(int Count, int Step)> loops, int depth, string origin, int vectors)
    {
        (int count, int step) = loops[depth];
        string place = depth switch { 0 => "x", 1 => "xRow", _ => "xColumn" };
        string index = depth switch { 0 => "i", 1 => "j", _ => "k" };
        bool isInnermost = depth == loops.Count - 1;
        int atOnce = isInnermost ? Unrolled(count, vectors) : 1;
        writer.Line($"ref float {place} = ref {origin};");
        using (writer.Block($"for (int {index} = 0; {index} < {Literal.Of(count)}; {(atOnce == 1 ? $"{index}++" : $"{index} += {Literal.Of(atOnce)}")})"))
        {
            if (!isInnermost)
            {
                WriteLoops(writer, loops, depth + 1, place, vectors);
            }
            else
            {
                for (int term = 0; term < atOnce; term++)
                {
                    using (writer.Block())
                    {
                        writer.Line($"V value = V.Broadcast(ref {place}, {Literal.Of(term * step)});");
                        writer.Line(string.Join(" ", Enumerable.Range(0, vectors).Select(vector =>
                            $"V.Accumulate(ref sum{Literal.Of(vector)}, value, V.Load(ref weight, {Literal.Of((vector * Inputs) + term)}));")));
                    }
                }

                writer.Line($"weight = ref V.At(ref weight, {Literal.Of(atOnce)});");
            }

            writer.Line($"{place} = ref Unsafe.Add(ref {place}, {Literal.Of(atOnce * step)});");
        }
    }

    private static int Unrolled(int count, int vectors) => Enumerable.Range(1, MostUnrolled)
        .Last(terms => count % terms == 0 && (terms == 1 || (terms * (1 + (2 * vectors))) + (5 * vectors) <= MethodSizeLimit.LaneOperations));
}

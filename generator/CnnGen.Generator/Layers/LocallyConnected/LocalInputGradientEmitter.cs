using CnnGen.Generator.Functions;
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

    private bool BehindActivation => input.Activation != Activation.None;

    public void Write(SourceWriter writer, string title)
    {
        writer.Line($"// {title}");
        using (writer.Method(_name, $"ref float outGradient, ref float weight, {(BehindActivation ? "ref float value, " : string.Empty)}ref float inGradient"))
        {
            writer.Line($"Clear(ref inGradient, {Literal.Of(input.Floats)});");
            using (_walk.OpenPositions(writer, "0", Literal.Of(_walk.Positions)))
            {
                writer.Line($"ref float x = ref V.At(ref inGradient, {_walk.Source});");
                writer.Line($"ref float w = ref Unsafe.Add(ref weight, {_walk.FirstTap});");
                writer.Line("ref float d = ref V.At(ref outGradient, position);");
                using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
                {
                    foreach ((int first, int count, int _) in _tiles.Kernels)
                    {
                        writer.Line(ArgumentText.Of(
                            Kernel(first),
                            first == 0 ? "ref d" : $"ref V.At(ref d, {Literal.Of(first * output.Plane)})",
                            first == 0 ? "ref w" : $"ref Unsafe.Add(ref w, {Literal.Of(first)})",
                            "rows.Count",
                            "columns.Count",
                            "ref x"));
                    }

                    writer.Line($"d = ref V.At(ref d, {Literal.Of(output.Vectors)});");
                    writer.Line($"x = ref V.At(ref x, {Literal.Of(input.Vectors)});");
                }
            }

            if (BehindActivation)
            {
                writer.Line();
                LocalValues.Write(writer, input, place =>
                    $"V.Store({ActivationEmitter.Differentiate(input.Activation, $"V.Load(ref inGradient, {place})", $"V.Load(ref value, {place})")}, ref inGradient, {place});");
            }
        }

        writer.Line();
        foreach ((int first, int count, int atOnce) in _tiles.Kernels)
        {
            WriteKernel(writer, first, count, atOnce);
        }
    }

    private void WriteKernel(SourceWriter writer, int first, int count, int atOnce)
    {
        string filter = count > atOnce ? "filter" : string.Empty;
        writer.Line($"// {_name}: what {Plural.Count(count, "filter")} at one position owe to the inputs under their taps, {Literal.Of(atOnce)} at once.");
        using (writer.Method(Kernel(first), "ref float outGradient, ref float weight, int rows, int columns, ref float inGradient"))
        using (writer.Loop("filter", count, atOnce))
        {
            for (int i = 0; i < atOnce; i++)
            {
                string place = IndexExpression.Sum(IndexExpression.Times(filter, output.Plane), IndexExpression.Constant(i * output.Plane));
                writer.Line($"V d{Literal.Of(i)} = V.Load(ref outGradient, {place});");
            }

            _walk.WriteRows(writer, "inGradient", filter.Length == 0 ? "weight" : "Unsafe.Add(ref weight, filter)", () =>
            {
                using (writer.Block("for (int j = 0; j < columns; j++)"))
                {
                    writer.Line("V sum = V.Load(ref x, 0);");
                    for (int i = 0; i < atOnce; i++)
                    {
                        writer.Line($"V.Accumulate(ref sum, d{Literal.Of(i)}, V.Broadcast(ref w, {Literal.Of(i)}));");
                    }

                    writer.Line("V.Store(sum, ref x, 0);");
                    _walk.WriteAdvance(writer, 1);
                }
            });
        }

        writer.Line();
    }

    private string Kernel(int first) => _name + (_tiles.Rest == 0 ? "Filters" : first == 0 ? "Tiles" : "Rest");
}

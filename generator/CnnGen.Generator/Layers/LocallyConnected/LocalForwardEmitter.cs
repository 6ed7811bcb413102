using CnnGen.Generator.Functions;
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

    private string BiasParameter => layer.Bias ? "ref float bias, " : string.Empty;

    public void Write(SourceWriter writer, string title)
    {
        writer.Line($"// {title}");
        using (writer.Method(_name, $"ref float source, ref float weight, {BiasParameter}ref float target"))
        {
            using (_walk.OpenPositions(writer, "0", Literal.Of(_walk.Positions)))
            {
                writer.Line($"ref float x = ref V.At(ref source, {_walk.Source});");
                writer.Line($"ref float w = ref Unsafe.Add(ref weight, {_walk.FirstTap});");
                writer.Line("ref float y = ref V.At(ref target, position);");
                if (layer.Bias)
                {
                    writer.Line($"ref float b = ref Unsafe.Add(ref bias, {IndexExpression.Sum(IndexExpression.Times("position", layer.Filters))});");
                }

                using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
                {
                    foreach ((int first, int count, int _) in _tiles.Kernels)
                    {
                        writer.Line(ArgumentText.Of(
                            Kernel(first),
                            "ref x",
                            first == 0 ? "ref w" : $"ref Unsafe.Add(ref w, {Literal.Of(first)})",
                            !layer.Bias ? string.Empty : first == 0 ? "ref b" : $"ref Unsafe.Add(ref b, {Literal.Of(first)})",
                            "rows.Count",
                            "columns.Count",
                            first == 0 ? "ref y" : $"ref V.At(ref y, {Literal.Of(first * output.Plane)})"));
                    }

                    writer.Line($"x = ref V.At(ref x, {Literal.Of(input.Vectors)});");
                    writer.Line($"y = ref V.At(ref y, {Literal.Of(output.Vectors)});");
                }
            }

            if (!output.Activation.IsSingleOperation)
            {
                writer.Line($"{_name}Activation<V>(ref target);");
            }
        }

        writer.Line();
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
        string filter = count > atOnce ? "filter" : string.Empty;
        writer.Line($"// {_name}: {Plural.Count(count, "filter")} at one position, over the taps that meet the input, {Literal.Of(atOnce)} at once.");
        using (writer.Method(Kernel(first), $"ref float source, ref float weight, {BiasParameter}int rows, int columns, ref float target"))
        using (writer.Loop("filter", count, atOnce))
        {
            for (int sum = 0; sum < atOnce; sum++)
            {
                string start = layer.Bias ? $"V.Broadcast(ref bias, {IndexExpression.Sum(filter, IndexExpression.Constant(sum))})" : "V.Zero";
                writer.Line($"V sum{Literal.Of(sum)} = {start};");
            }

            _walk.WriteRows(writer, "source", filter.Length == 0 ? "weight" : "Unsafe.Add(ref weight, filter)", () =>
            {
                using (writer.Block("for (int j = 0; j < columns; j++)"))
                {
                    writer.Line("V value = V.Load(ref x, 0);");
                    for (int sum = 0; sum < atOnce; sum++)
                    {
                        writer.Line($"V.Accumulate(ref sum{Literal.Of(sum)}, value, V.Broadcast(ref w, {Literal.Of(sum)}));");
                    }

                    _walk.WriteAdvance(writer, 1);
                }
            });
            for (int sum = 0; sum < atOnce; sum++)
            {
                string result = $"sum{Literal.Of(sum)}";
                string place = IndexExpression.Sum(IndexExpression.Times(filter, output.Plane), IndexExpression.Constant(sum * output.Plane));
                writer.Line($"V.Store({(output.Activation.IsSingleOperation ? ActivationEmitter.Apply(output.Activation, result) : result)}, ref target, {place});");
            }
        }

        writer.Line();
    }

    private void WriteActivation(SourceWriter writer)
    {
        writer.Line($"// {_name}: {output.Activation} of out{output.Shape.Brackets}, in place.");
        using (writer.Method(_name + "Activation", "ref float target"))
        {
            LocalValues.Write(writer, output, place =>
                $"V.Store({ActivationEmitter.Apply(output.Activation, $"V.Load(ref target, {place})")}, ref target, {place});");
        }

        writer.Line();
    }

    private string Kernel(int first) => _name + (_tiles.Rest == 0 ? "Filters" : first == 0 ? "Tiles" : "Rest");
}

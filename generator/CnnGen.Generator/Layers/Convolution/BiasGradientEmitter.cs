using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>Writes the bias gradient of a convolution: the sum of a filter's output gradient over all positions.</summary>
internal static class BiasGradientEmitter
{
    private const int FiltersAtOnce = 4;

    public static void Write(SourceWriter writer, string name, Tensor output)
    {
        writer.Line($"// {name} bias gradient: dOut{output.Shape.Brackets} -> dBias[{Literal.Of(output.Shape.Channels)}], added.");
        using (writer.Method(name + "BiasGradient", "ref float outGradient, ref float gradient"))
        {
            writer.Line("Span<float> partial = stackalloc float[16];");
            writer.Line("ref float sums = ref MemoryMarshal.GetReference(partial);");
            int whole = output.Shape.Channels / FiltersAtOnce * FiltersAtOnce;
            if (whole > 0)
            {
                using (writer.Loop("filter", whole, FiltersAtOnce))
                {
                    WriteFilters(writer, whole > FiltersAtOnce ? "filter" : string.Empty, 0, FiltersAtOnce, output);
                }
            }

            if (whole < output.Shape.Channels)
            {
                WriteFilters(writer, string.Empty, whole, output.Shape.Channels - whole, output);
            }
        }

        writer.Line();
    }

    private static void WriteFilters(SourceWriter writer, string filter, int first, int filters, Tensor output)
    {
        using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
        {
            writer.Line("V " + string.Join(", ", Enumerable.Range(0, filters).Select(row => $"sum{row} = V.Zero")) + ";");
            string place = IndexExpression.Sum(IndexExpression.Times("part", output.Vectors), IndexExpression.Times(filter, output.Plane), IndexExpression.Constant(first * output.Plane));
            writer.Line($"ref float d = ref V.At(ref outGradient, {place});");
            using (writer.Loop("position", output.Shape.Height * output.Shape.Width) ?? writer.Block())
            {
                for (int row = 0; row < filters; row++)
                {
                    writer.Line($"sum{row} += V.Load(ref d, {Literal.Of(row * output.Plane)});");
                }

                writer.Line("d = ref V.At(ref d, 1);");
            }

            string four = string.Join(", ", Enumerable.Range(0, 4).Select(row => $"sum{Math.Min(row, filters - 1)}"));
            writer.Line($"V.Sum({four}).StoreUnsafe(ref Unsafe.Add(ref sums, part * 4));");
        }

        writer.Line($"SubBlockSums.Add<V>(ref sums, 4, 1, 1, {Literal.Of(filters)}, ref Unsafe.Add(ref gradient, {IndexExpression.Sum(filter, IndexExpression.Constant(first))}), 0, 0);");
    }
}
